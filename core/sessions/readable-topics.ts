import type { ClientInstance } from '../client/client-instance.ts';
import { checkOptions, type PushConsumerOptions } from '../consumer/subscriptions.ts';
import { inputError } from '../model/error.ts';

/**
 * Throws INPUT subscriptions.<n>.topic (notReadable) for a topic none of whose queues consumers may read: a consumer of it
 * would wait for ever. Throws as checkOptions and RouteTable.get.
 */
export async function requireReadable(client: ClientInstance, options: PushConsumerOptions): Promise<void> {
  checkOptions(options);
  for (const [index, { topic }] of options.subscriptions.entries()) {
    await client.routes.get(topic);
    if (client.routes.forSubscribe(topic).length === 0)
      throw inputError(`subscriptions.${index}.topic`, 'notReadable', { value: topic });
  }
}
