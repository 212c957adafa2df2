import type { HostClock, Timer } from '../clock.ts';

const TICK_MS = 1_000;
/** A tick this late means that the process did not run: a busy loop is never busy for so long. */
const WOKE_AFTER_MS = 5_000;

/** Notices that the host slept (suspend) or the process was stopped (SIGSTOP), by ticks that did not come. */
export class SleepWatch {
  readonly #clock: HostClock;
  readonly #timer: Timer;
  readonly #listeners = new Set<(gapMs: number) => void>();
  #lastTickMs: number;

  constructor(clock: HostClock) {
    this.#clock = clock;
    this.#lastTickMs = clock.now();
    this.#timer = clock.setInterval(() => this.check(), TICK_MS);
  }

  /** Called after each sleep with its length in milliseconds. Returns the way to end it. */
  onWake(listener: (gapMs: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Looks now: for timers that may run before the next tick after a sleep. */
  check(): void {
    const nowMs = this.#clock.now();
    const gapMs = nowMs - this.#lastTickMs;
    this.#lastTickMs = nowMs;
    if (gapMs <= WOKE_AFTER_MS) return;
    for (const listener of [...this.#listeners]) listener(gapMs);
  }

  stop(): void {
    this.#timer.cancel();
    this.#listeners.clear();
  }
}
