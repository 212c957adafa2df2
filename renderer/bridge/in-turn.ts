import type { Turned } from '../../core/contract/bridge.ts';

/** How long a missing turn is waited for while calls are under way: an answer that could not be sent leaves a gap. */
const GAP_MS = 500;

/**
 * Hands over what the host made in the order in which it made it. Answers and events come by different ways in Electron:
 * a view that was answered could else arrive after the event that is newer, and be taken for the newest.
 */
export class InTurn {
  #next = 1;
  readonly #waiting = new Map<number, () => void>();
  /** Answers that are to come: a turn that is missing is one of theirs, or nobody's. */
  #underWay = 0;
  #pausing = false;
  #gap: ReturnType<typeof setTimeout> | undefined;

  /** The answer of a call, in its turn. Throws what the call throws. */
  async ask<T extends object>(call: Promise<T & Turned>): Promise<T> {
    this.#underWay++;
    try {
      const answer = await call;
      return await new Promise((resolve) => this.take(answer.turn, () => resolve(answer)));
    } finally {
      this.#underWay--;
      if (this.#waiting.size > 0 && !this.#pausing) this.#pause();
    }
  }

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
    if (!this.#waiting.has(this.#next) && this.#underWay === 0) this.#skipGap();
    const handOver = this.#waiting.get(this.#next);
    if (handOver !== undefined) {
      this.#waiting.delete(this.#next++);
      handOver();
    }
    if (this.#waiting.size === 0) return;
    if (this.#waiting.has(this.#next) || this.#underWay === 0) this.#pause();
    else this.#gap = setTimeout(() => this.#goOn(), GAP_MS);
  }

  /** Whoever awaits an answer goes on after this turn of the event loop; what comes next must find that done. */
  #pause(): void {
    this.#pausing = true;
    setTimeout(() => {
      this.#pausing = false;
      this.#handOverNext();
    }, 0);
  }

  #goOn(): void {
    this.#skipGap();
    this.#handOverNext();
  }

  #skipGap(): void {
    this.#next = Math.min(...this.#waiting.keys());
  }
}
