/** Times as fast as it was recorded. */
export const REPLAY_SPEEDS = [1, 10] as const;
export type ReplaySpeed = (typeof REPLAY_SPEEDS)[number];

/** When each recorded moment is due in a replay that may pause and change its speed. Both times in ms. */
export class Pace {
  #speed: ReplaySpeed;
  /** This moment of the recording was at this host time; while paused only the first is meant. */
  #recordedMs: number;
  #hostMs: number;
  #paused = false;

  constructor(speed: ReplaySpeed, recordedMs: number, hostMs: number) {
    this.#speed = speed;
    this.#recordedMs = recordedMs;
    this.#hostMs = hostMs;
  }

  get speed(): ReplaySpeed {
    return this.#speed;
  }

  get paused(): boolean {
    return this.#paused;
  }

  /** Host time; Infinity while paused. */
  dueMs(recordedMs: number): number {
    if (this.#paused) return Number.POSITIVE_INFINITY;
    return this.#hostMs + (recordedMs - this.#recordedMs) / this.#speed;
  }

  setSpeed(speed: ReplaySpeed, hostMs: number): void {
    this.#anchor(hostMs);
    this.#speed = speed;
  }

  pause(hostMs: number): void {
    this.#anchor(hostMs);
    this.#paused = true;
  }

  resume(hostMs: number): void {
    this.#hostMs = hostMs;
    this.#paused = false;
  }

  /** The recording is at this moment now: by a step, or because it was late. */
  moveTo(recordedMs: number, hostMs: number): void {
    this.#recordedMs = recordedMs;
    this.#hostMs = hostMs;
  }

  #anchor(hostMs: number): void {
    if (!this.#paused) this.#recordedMs += (hostMs - this.#hostMs) * this.#speed;
    this.#hostMs = hostMs;
  }
}
