import { ManualClock } from '../clock.ts';

/** For tests: a clock whose host can sleep. Time goes on then, timers do not; they run late after it. */
export class SleepyClock extends ManualClock {
  #sleptMs = 0;

  sleep(ms: number): void {
    this.#sleptMs += ms;
  }

  override now(): number {
    return super.now() + this.#sleptMs;
  }
}
