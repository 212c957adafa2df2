/** How often a table changed and when last. Source: DataVersion.java. */
export class DataVersion {
  #counter = 0;
  #timestamp = 0;

  changed(nowMs: number): void {
    this.#counter++;
    this.#timestamp = nowMs;
  }

  toJSON(): { counter: number; stateVersion: number; timestamp: number } {
    return { counter: this.#counter, stateVersion: 0, timestamp: this.#timestamp };
  }
}
