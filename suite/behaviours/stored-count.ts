import { getMaxOffset } from '../../core/admin/offsets.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { until } from '../harness.ts';

/** How many messages each queue of a topic got so far, in the order of the publish queues. */
export async function storedCounts(client: ClientInstance, topic: string): Promise<number[]> {
  const { queues } = await client.routes.forPublish(topic);
  return await Promise.all(queues.map((queue) => getMaxOffset(client, queue)));
}

/** Waits until the topic got `count` messages in all: brokers tell an offset a moment late. */
export async function untilStored(client: ClientInstance, topic: string, count: number): Promise<void> {
  let counts: number[] = [];
  await until(
    `${count} messages stored`,
    async () => {
      counts = await storedCounts(client, topic);
      return sum(counts) === count;
    },
    15_000,
    () => `stored ${counts.join(' ')}`,
  );
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
