import type { HostClock, Timer } from '../clock.ts';
import { Fifo } from '../fifo.ts';
import type { LiveDelivery } from './delivery.ts';
import type { SleepWatch } from './sleep-watch.ts';

/** After the host woke nobody has had a chance to decide yet. */
const WAKE_GRACE_MS = 60_000;
const CLEAN_FROM = 1_024;

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
  /** In the order of their deadlines. Decided ones, without a deadline, go when they are in front, or with the others. */
  #deliveries = new Fifo<LiveDelivery>();
  #cleanAt = CLEAN_FROM;
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
    this.#deliveries.push(delivery);
    if (this.#deliveries.size >= this.#cleanAt) this.#keep(({ deadlineAtMs }) => deadlineAtMs !== undefined);
    this.#arm();
  }

  remove(delivery: LiveDelivery): void {
    delivery.deadlineAtMs = undefined;
    this.#dropDecided();
  }

  /** Starts over for a delivery whose deadline passed without its default being carried out. */
  renewPassed(delivery: LiveDelivery): void {
    if (delivery.deadlineAtMs === undefined || delivery.deadlineAtMs > this.#options.clock.now()) return;
    // Its timer may be late: then it still has its old place.
    this.#keep((other) => other !== delivery);
    this.add(delivery);
    this.#options.renewed([delivery]);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#unwatch();
    this.#deliveries = new Fifo();
  }

  #arm(): void {
    const { clock } = this.#options;
    const first = this.#deliveries.peek()?.deadlineAtMs;
    if (this.#timer !== undefined || first === undefined) return;
    this.#timer = clock.setTimeout(() => this.#due(), Math.max(0, first - clock.now()));
  }

  #dropDecided(): void {
    const deliveries = this.#deliveries;
    while (deliveries.size > 0 && deliveries.peek()?.deadlineAtMs === undefined) deliveries.shift();
  }

  #keep(isKept: (delivery: LiveDelivery) => boolean): void {
    const before = this.#deliveries;
    this.#deliveries = new Fifo();
    for (let next = before.shift(); next !== undefined; next = before.shift())
      if (isKept(next)) this.#deliveries.push(next);
    this.#cleanAt = Math.max(CLEAN_FROM, this.#deliveries.size * 2);
    this.#dropDecided();
  }

  #due(): void {
    this.#timer = undefined;
    // After a sleep this may run before the watch's own tick.
    this.#options.sleepWatch?.check();
    const nowMs = this.#options.clock.now();
    for (;;) {
      const delivery = this.#deliveries.peek();
      if (delivery?.deadlineAtMs === undefined || delivery.deadlineAtMs > nowMs) break;
      this.#deliveries.shift();
      this.#dropDecided();
      this.#options.strike(delivery);
    }
    this.#arm();
  }

  #woke(): void {
    this.#notBeforeMs = this.#options.clock.now() + WAKE_GRACE_MS;
    const renewed: LiveDelivery[] = [];
    for (let at = this.#deliveries.first; at < this.#deliveries.end; at++) {
      const delivery = this.#deliveries.at(at);
      if (delivery?.deadlineAtMs === undefined) continue;
      if (delivery.deadlineAtMs >= this.#notBeforeMs) break;
      delivery.deadlineAtMs = this.#notBeforeMs;
      renewed.push(delivery);
    }
    if (renewed.length > 0) this.#options.renewed(renewed);
  }
}
