/** How long a missing turn is waited for: an answer that could not be sent leaves a gap. */
const GAP_MS = 500;

/**
 * Hands over what the host made in the order in which it made it. Answers and events come by different ways in Electron:
 * a view that was answered could else arrive after the event that is newer, and be taken for the newest.
 */
export class InTurn {
  #next = 1;
  readonly #waiting = new Map<number, () => void>();
  #pausing = false;
  #gap: ReturnType<typeof setTimeout> | undefined;

  /** `turn`: from 1, one more for each. Without one it is handed over at once. */
  take(turn: number | undefined, handOver: () => void): void {
    if (turn === undefined || turn < this.#next) {
      handOver();
      return;
    }
    this.#waiting.set(turn, handOver);
    if (!this.#pausing) this.#handOverNext();
  }

  #handOverNext(): void {
    clearTimeout(this.#gap);
    const handOver = this.#waiting.get(this.#next);
    if (handOver !== undefined) {
      this.#waiting.delete(this.#next++);
      handOver();
    }
    if (this.#waiting.size === 0) return;
    if (this.#waiting.has(this.#next)) this.#pause();
    else this.#gap = setTimeout(() => this.#skipGap(), GAP_MS);
  }

  /** Whoever awaits an answer goes on after this turn of the event loop; what comes next must find that done. */
  #pause(): void {
    this.#pausing = true;
    setTimeout(() => {
      this.#pausing = false;
      this.#handOverNext();
    }, 0);
  }

  #skipGap(): void {
    this.#next = Math.min(...this.#waiting.keys());
    this.#handOverNext();
  }
}
