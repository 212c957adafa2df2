import type { MessageRow } from '../../core/model/consume.ts';

/** Rows that stand after a later offset of their own queue. */
export function outOfOrder(rows: readonly MessageRow[]): number {
  const highest = new Map<string, number>();
  let count = 0;
  for (const { brokerName, queueId, isRetry, queueOffset } of rows) {
    const queue = `${brokerName} ${queueId} ${isRetry}`;
    const before = highest.get(queue) ?? -1;
    if (queueOffset <= before) count++;
    else highest.set(queue, queueOffset);
  }
  return count;
}
