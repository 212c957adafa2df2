import type { HostClock, Timer } from '../../clock.ts';
import { Pace, type ReplaySpeed } from '../../model/recording/pace.ts';

/** A longer wait is made of several: a timer of the system takes no more. */
const MAX_TIMER_MS = 2_000_000_000;

/** Says when the next message of a replay may go: at its moment, by a step, or at once when it is to end. */
export class ReplayGate {
  readonly #clock: HostClock;
  readonly #pace: Pace;
  /** Messages that go without waiting. */
  #steps = 0;
  #stopped = false;
  /** Looks again whether the one that waits may go. */
  #look: () => void = () => undefined;

  /** `firstMs`: the recorded moment of the first message. Paused, it lets that one through. */
  constructor(clock: HostClock, speed: ReplaySpeed, firstMs: number, paused: boolean) {
    this.#clock = clock;
    this.#pace = new Pace(speed, firstMs, clock.monotonic());
    if (paused) this.step();
  }

  get speed(): ReplaySpeed {
    return this.#pace.speed;
  }

  get paused(): boolean {
    return this.#pace.paused;
  }

  get stopped(): boolean {
    return this.#stopped;
  }

  /** Until a recorded moment is due; negative when it is over, Infinity while paused. */
  waitMs(recordedMs: number): number {
    return this.#pace.dueMs(recordedMs) - this.#clock.monotonic();
  }

  pause(): void {
    if (!this.paused) this.#pace.pause(this.#clock.monotonic());
    this.#look();
  }

  resume(): void {
    if (this.paused) this.#pace.resume(this.#clock.monotonic());
    this.#look();
  }

  /** Pauses behind one more message. */
  step(): void {
    this.#steps++;
    this.pause();
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#pace.setSpeed(speed, this.#clock.monotonic());
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    this.#look();
  }

  /** Resolves when the message of this moment may go, or when it is not to go any more. One at a time. */
  opens(recordedMs: number): Promise<void> {
    let timer: Timer | undefined;
    return new Promise((resolve) => {
      this.#look = () => {
        timer?.cancel();
        const waitMs = this.waitMs(recordedMs);
        if (this.#steps > 0) {
          this.#steps--;
          this.#pace.moveTo(recordedMs, this.#clock.monotonic());
        } else if (!this.#stopped && waitMs > 0) {
          if (Number.isFinite(waitMs))
            timer = this.#clock.setTimeout(() => this.#look(), Math.min(waitMs, MAX_TIMER_MS));
          return;
        }
        this.#look = () => undefined;
        resolve();
      };
      this.#look();
    });
  }
}
