import type { HostClock, Timer } from '../clock.ts';
import type { LiveDelivery } from './delivery.ts';
import type { SleepWatch } from './sleep-watch.ts';

/** After the host woke nobody has had a chance to decide yet. */
const WAKE_GRACE_MS = 60_000;

interface HoldDeadlinesOptions {
  clock: HostClock;
  holdDeadlineMs: number;
  sleepWatch: SleepWatch | undefined;
  /** The deadline of a held delivery passed. It has none from then on, until renewed. */
  strike: (delivery: LiveDelivery) => void;
  /** Deadlines of held deliveries moved. */
  renewed: (deliveries: readonly LiveDelivery[]) => void;
}

/**
 * When held deliveries are to be decided by default, on host time. All have the same time to live, so that the order in
 * which they came is the order of their deadlines, and one timer for the first does for all.
 */
export class HoldDeadlines {
  readonly #options: HoldDeadlinesOptions;
  readonly #deliveries = new Set<LiveDelivery>();
  readonly #unwatch: () => void;
  #timer: Timer | undefined;
  #notBeforeMs = 0;

  constructor(options: HoldDeadlinesOptions) {
    this.#options = options;
    this.#unwatch = options.sleepWatch?.onWake(() => this.#woke()) ?? (() => {});
  }

  add(delivery: LiveDelivery): void {
    const { clock, holdDeadlineMs } = this.#options;
    delivery.deadlineAtMs = Math.max(clock.now() + holdDeadlineMs, this.#notBeforeMs);
    this.#deliveries.delete(delivery);
    this.#deliveries.add(delivery);
    this.#arm();
  }

  remove(delivery: LiveDelivery): void {
    this.#deliveries.delete(delivery);
    delivery.deadlineAtMs = undefined;
  }

  /** Starts over for a delivery whose deadline passed without its default being carried out. */
  renewPassed(delivery: LiveDelivery): void {
    if (delivery.deadlineAtMs === undefined || delivery.deadlineAtMs > this.#options.clock.now()) return;
    this.add(delivery);
    this.#options.renewed([delivery]);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#unwatch();
    this.#deliveries.clear();
  }

  #arm(): void {
    if (this.#timer !== undefined) return;
    for (const { deadlineAtMs = 0 } of this.#deliveries) {
      this.#timer = this.#options.clock.setTimeout(
        () => this.#due(),
        Math.max(0, deadlineAtMs - this.#options.clock.now()),
      );
      return;
    }
  }

  #due(): void {
    this.#timer = undefined;
    // After a sleep this may run before the watch's own tick.
    this.#options.sleepWatch?.check();
    const nowMs = this.#options.clock.now();
    for (const delivery of this.#deliveries) {
      if (delivery.deadlineAtMs === undefined || delivery.deadlineAtMs > nowMs) break;
      this.#deliveries.delete(delivery);
      this.#options.strike(delivery);
    }
    this.#arm();
  }

  #woke(): void {
    this.#notBeforeMs = this.#options.clock.now() + WAKE_GRACE_MS;
    const renewed: LiveDelivery[] = [];
    for (const delivery of this.#deliveries) {
      if (delivery.deadlineAtMs === undefined || delivery.deadlineAtMs >= this.#notBeforeMs) break;
      delivery.deadlineAtMs = this.#notBeforeMs;
      renewed.push(delivery);
    }
    if (renewed.length > 0) this.#options.renewed(renewed);
  }
}
