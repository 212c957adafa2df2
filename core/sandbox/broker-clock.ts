import type { HostClock } from '../clock.ts';
import type { BrokerClockView } from '../model/clock.ts';
import { hostTimeOf } from '../model/clock.ts';

/**
 * The sandbox's own time: host time at first, then as fast as its rate says (0 paused, 1, 10, 60). Store times and
 * delays live on it. It is continuous over changes of rate and never goes back, not even when the host's clock does.
 */
export class BrokerClock {
  readonly #host: HostClock;
  readonly #listeners = new Set<() => void>();
  #rate: number;
  /** Broker time at #hostMs. */
  #brokerMs: number;
  #hostMs: number;

  /** `notBeforeMs`: broker time that an earlier run had reached. */
  constructor(host: HostClock, rate = 1, notBeforeMs = 0) {
    this.#host = host;
    this.#rate = rate;
    this.#hostMs = host.now();
    this.#brokerMs = Math.max(this.#hostMs, notBeforeMs);
  }

  /** Whole milliseconds since epoch. */
  now(): number {
    const hostMs = this.#host.now();
    const elapsedMs = hostMs - this.#hostMs;
    this.#hostMs = hostMs;
    if (elapsedMs > 0) this.#brokerMs += elapsedMs * this.#rate;
    // The host's clock was set back: views drawn until now would run ahead.
    if (elapsedMs < 0) this.#tell();
    return Math.floor(this.#brokerMs);
  }

  setRate(rate: number): void {
    this.now();
    this.#rate = rate;
    this.#tell();
  }

  /** Ahead by so many milliseconds of broker time, at least 0, whatever the rate. */
  step(ms: number): void {
    this.now();
    this.#brokerMs += Math.max(0, ms);
    this.#tell();
  }

  view(): BrokerClockView {
    this.now();
    return { brokerMs: this.#brokerMs, hostMs: this.#hostMs, rate: this.#rate, source: 'sandbox' };
  }

  /** Host milliseconds until this clock reads `brokerMs`; 0 when it already does, Infinity while it is paused. */
  hostMsUntil(brokerMs: number): number {
    const view = this.view();
    return Math.max(0, hostTimeOf(view, brokerMs) - view.hostMs);
  }

  /** After a change of rate, a step or a jump of the host's clock. Returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
