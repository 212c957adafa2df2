import { getMaxOffset, queryConsumerOffset } from '../admin/offsets.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { MessageQueue } from '../model/queue.ts';
import { AssignedQueue } from './assigned-queue.ts';

/**
 * A queue at the offset where its group goes on. A group that never committed there begins at its end
 * (CONSUME_FROM_LAST_OFFSET; on small queues brokers say 0 instead of nothing), but at the beginning of its own retry
 * topic: what was sent back before is to be delivered. Throws as ClientInstance.invokeBroker.
 * Source: RebalancePushImpl.computePullFromWhereWithException.
 */
export async function openQueue(
  client: ClientInstance,
  group: string,
  queue: MessageQueue,
  isRetry: boolean,
): Promise<AssignedQueue> {
  const committed = await queryConsumerOffset(client, group, queue);
  if (committed !== undefined) return new AssignedQueue(queue, committed, committed);
  return new AssignedQueue(queue, isRetry ? 0 : await getMaxOffset(client, queue));
}
