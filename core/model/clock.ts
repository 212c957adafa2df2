/** How a countdown on broker time is drawn by a window that only has host time. */
export interface BrokerClockView {
  /** Broker time at `hostMs`. */
  brokerMs: number;
  hostMs: number;
  /** Broker milliseconds per host millisecond: 1 on real brokers; 0 paused, 1, 10, 60 in the sandbox. */
  rate: number;
  /** Read from a broker, or assumed equal to host time. */
  source: 'sandbox' | 'measured' | 'assumed';
}

export function brokerTimeAt(clock: BrokerClockView, hostMs: number): number {
  return clock.brokerMs + (hostMs - clock.hostMs) * clock.rate;
}

/** Host time at which the broker's clock will read `brokerMs`; Infinity while it is paused. */
export function hostTimeOf(clock: BrokerClockView, brokerMs: number): number {
  if (clock.rate === 0) return brokerMs <= clock.brokerMs ? clock.hostMs : Number.POSITIVE_INFINITY;
  return clock.hostMs + (brokerMs - clock.brokerMs) / clock.rate;
}
