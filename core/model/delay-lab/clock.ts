import type { BrokerClockView } from '../clock.ts';
import type { LabRow } from './row.ts';

/** A broker's clock minus the sender's, from the answers of one run. */
export interface ClockOffset {
  brokerName: string;
  ms: number;
  /** How far off that may be: the message was stored somewhere between its send and the answer. */
  errorMs: number;
}

/**
 * One for each broker that a store time was read of, by broker name. Each message bounds the offset: it was stored after
 * it was sent and before it was answered. Only of a clock that runs as fast as the sender's.
 */
export function clockOffsets(rows: readonly LabRow[]): ClockOffset[] {
  const bounds = new Map<string, { low: number; high: number }>();
  for (const { send, plan, sentAtMs } of rows) {
    if (send.kind !== 'stored' || plan?.source !== 'read') continue;
    const known = bounds.get(send.queue.brokerName) ?? {
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    };
    bounds.set(send.queue.brokerName, {
      low: Math.max(known.low, plan.storedMs - send.answeredAtMs),
      high: Math.min(known.high, plan.storedMs - sentAtMs),
    });
  }
  return [...bounds]
    .map(([brokerName, { low, high }]) => ({
      brokerName,
      ms: (low + high) / 2,
      errorMs: Math.abs(high - low) / 2,
    }))
    .sort((a, b) => (a.brokerName < b.brokerName ? -1 : 1));
}

/** The clock of a message's broker: the sandbox's own, else the sender's with the offset that was measured. */
export function labClock(
  profileClock: BrokerClockView,
  offsets: readonly ClockOffset[],
  row: LabRow | undefined,
): BrokerClockView {
  if (profileClock.source === 'sandbox') return profileClock;
  const { send } = row ?? {};
  const offset =
    send?.kind === 'stored'
      ? offsets.find(({ brokerName }) => brokerName === send.queue.brokerName)
      : undefined;
  return {
    brokerMs: offset?.ms ?? 0,
    hostMs: 0,
    rate: 1,
    source: offset === undefined ? 'assumed' : 'measured',
  };
}
