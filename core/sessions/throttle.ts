import type { HostClock, Timer } from '../clock.ts';

/** Runs `task` soon after `mark`, at most once in `everyMs`, and never after `stop`. The first mark of a quiet time waits 0 ms. */
export class Throttle {
  readonly #clock: HostClock;
  readonly #everyMs: number;
  readonly #task: () => void;
  #timer: Timer | undefined;
  #lastRunMs = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(clock: HostClock, everyMs: number, task: () => void) {
    this.#clock = clock;
    this.#everyMs = everyMs;
    this.#task = task;
  }

  mark(): void {
    if (this.#stopped || this.#timer !== undefined) return;
    const waitMs = Math.max(0, this.#lastRunMs + this.#everyMs - this.#clock.monotonic());
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = undefined;
      this.#lastRunMs = this.#clock.monotonic();
      this.#task();
    }, waitMs);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }
}
