import type { Fifo } from '../../fifo.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * The offset that belongs to a store time: `lower` the first message at or after it (the end when there is none),
 * `upper` the last one at or before it. Source: ConsumeQueue.getOffsetInQueueByTime.
 */
export function searchByTime(
  queue: Fifo<StoredRecord>,
  timestampMs: number,
  boundary: 'lower' | 'upper',
): number {
  if (boundary === 'lower') return queue.findFirst(({ storeTimestamp }) => storeTimestamp >= timestampMs);
  const after = queue.findFirst(({ storeTimestamp }) => storeTimestamp > timestampMs);
  return Math.max(queue.first, after - 1);
}
