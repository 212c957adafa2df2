import { QueueReader } from '../core/admin/browse/queue-reader.ts';
import { getMaxOffset, getMinOffset } from '../core/admin/offsets.ts';
import type { ClientInstance } from '../core/client/client-instance.ts';
import type { Copy } from './judge.ts';
import { copyOf } from './numbered.ts';

/**
 * Every copy a topic has, read queue by queue from its first to its maximum offset, all of which have to be there.
 * Throws when some are not, and as the engine does.
 */
export async function topicContents(client: ClientInstance, topic: string): Promise<Copy[]> {
  await client.routes.refresh(topic);
  const copies: Copy[] = [];
  for (const queue of client.routes.forSubscribe(topic)) {
    const [from, to] = await Promise.all([getMinOffset(client, queue), getMaxOffset(client, queue)]);
    const messages = await new QueueReader(client, queue).range(from, to);
    if (messages.length !== to - from)
      throw new Error(`${queue.brokerName} ${queue.queueId}: ${messages.length} of ${to - from} can be read`);
    copies.push(...messages.map(copyOf));
  }
  return copies;
}
