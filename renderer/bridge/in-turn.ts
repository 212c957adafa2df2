import type { Turned } from '../../core/contract/bridge.ts';

/** How long a missing turn is waited for while calls are under way: an answer that could not be sent leaves a gap. */
const GAP_MS = 500;

interface Kept {
  handOver(): void;
  isAnswer: boolean;
}

/**
 * Hands over what the host made in the order in which it made it. Answers and events come by different ways in Electron:
 * a view that was answered could else arrive after the event that is newer, and be taken for the newest.
 */
export class InTurn {
  #next = 1;
  /** By turn. */
  readonly #kept = new Map<number, Kept>();
  /** Answers that are to come: a turn that is missing is one of theirs, or nobody's. */
  #underWay = 0;
  #pausing = false;
  #gap: ReturnType<typeof setTimeout> | undefined;

  /** The answer of a call, in its turn. Throws what the call throws. */
  async ask<T extends object>(call: Promise<T & Turned>): Promise<T> {
    this.#underWay++;
    try {
      const answer = await call;
      return await new Promise((resolve) =>
        this.#take(answer.turn, { handOver: () => resolve(answer), isAnswer: true }),
      );
    } finally {
      this.#underWay--;
      if (this.#kept.size > 0) this.#pause();
    }
  }

  /** An event. `turn`: from 1, one more for each answer and event. Without one it is handed over at once. */
  tell(turn: number | undefined, handOver: () => void): void {
    this.#take(turn, { handOver, isAnswer: false });
  }

  #take(turn: number | undefined, kept: Kept): void {
    if (turn === undefined || turn < this.#next) {
      kept.handOver();
      return;
    }
    this.#kept.set(turn, kept);
    if (!this.#pausing) this.#handOver();
  }

  #handOver(): void {
    while (this.#kept.size > 0) {
      if (!this.#kept.has(this.#next)) {
        if (this.#underWay > 0) {
          // As long as the same turn is missing it is the same wait, whatever else comes.
          this.#gap ??= setTimeout(() => this.#skipGap(), GAP_MS);
          return;
        }
        this.#next = Math.min(...this.#kept.keys());
      }
      clearTimeout(this.#gap);
      this.#gap = undefined;
      const next = this.#kept.get(this.#next);
      this.#kept.delete(this.#next++);
      next?.handOver();
      if (next?.isAnswer === true) {
        if (this.#kept.size > 0) this.#pause();
        return;
      }
    }
  }

  #skipGap(): void {
    this.#gap = undefined;
    if (this.#kept.size === 0) return;
    this.#next = Math.min(...this.#kept.keys());
    this.#handOver();
  }

  /**
   * Whoever awaits an answer goes on after this turn of the event loop; what comes next must find that done. A message
   * to itself, because the timers of a hidden window run once a second.
   */
  #pause(): void {
    if (this.#pausing) return;
    this.#pausing = true;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      this.#pausing = false;
      this.#handOver();
    };
    port2.postMessage(null);
  }
}
