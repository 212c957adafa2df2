import { getMaxOffset, getMinOffset, searchOffset } from '../admin/offsets.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { ConsumeFromWhere } from '../protocol/heartbeat-json.ts';

/**
 * Where a group begins in a queue it never committed. Without one it begins at the end, as every client's default, and
 * brokers make that the beginning of small queues.
 */
export type StartFrom = 'last' | 'first' | { timestampMs: number };

/**
 * The offset of `startFrom`; of the group's own retry topic always the beginning, since what was sent back before is to
 * be delivered. Throws as ClientInstance.invokeBroker. Source: RebalancePushImpl.computePullFromWhereWithException.
 */
export async function startOffset(
  client: ClientInstance,
  queue: MessageQueue,
  startFrom: StartFrom | undefined,
  isRetry: boolean,
): Promise<number> {
  if (isRetry) return 0;
  if (startFrom === 'first') return await getMinOffset(client, queue);
  if (typeof startFrom === 'object') return await searchOffset(client, queue, startFrom.timestampMs);
  return await getMaxOffset(client, queue);
}

/** As a heartbeat says it; brokers only show it. */
export function consumeFromWhere(startFrom: StartFrom | undefined): ConsumeFromWhere {
  if (startFrom === 'first') return 'CONSUME_FROM_FIRST_OFFSET';
  return typeof startFrom === 'object' ? 'CONSUME_FROM_TIMESTAMP' : 'CONSUME_FROM_LAST_OFFSET';
}
