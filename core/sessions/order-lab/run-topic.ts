import { browseQueue } from '../../admin/browse/browse.ts';
import { createTopic, deleteGroup, deleteTopic } from '../../admin/create.ts';
import { eachLimited, masterNames } from '../../admin/each-broker.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import { GantryError } from '../../model/error.ts';
import { dlqTopic, retryTopic } from '../../model/names.ts';
import { MAX_ORDER_MESSAGES, type OrderScenario } from '../../model/order/scenario.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { messageOf } from './order-messages.ts';
import type { StoredCopy } from './run-record.ts';

/** A name server hears of a new topic a moment after its brokers have it. */
const ROUTED_WITHIN_MS = 15_000;
const LOOK_EVERY_MS = 100;
/** Read at once: a few milliseconds of the host's time. */
const COPIES_A_READ = 2_000;
/** More copies than messages only where retries stored them twice. */
const MAX_COPIES = 2 * MAX_ORDER_MESSAGES;

/** Makes the run's topic on every broker. The publish queues, once they are all known. Throws as createTopic, NO_ROUTE. */
export async function makeTopic(
  client: ClientInstance,
  topic: string,
  queues: number,
): Promise<MessageQueue[]> {
  const brokers = await masterNames(client);
  await createTopic(client, { topic, queues });
  const giveUpAt = client.clock.monotonic() + ROUTED_WITHIN_MS;
  for (;;) {
    const found = await routed(client, topic);
    if (found.length >= queues * brokers.length) return found;
    if (client.clock.monotonic() > giveUpAt) throw new GantryError('NO_ROUTE', { params: { topic } });
    await new Promise<void>((resolve) => client.clock.setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** The queues a name server knows of so far. */
async function routed(client: ClientInstance, topic: string): Promise<MessageQueue[]> {
  try {
    await client.routes.refresh(topic);
    const { queues, exists } = await client.routes.forPublish(topic);
    return exists ? queues : [];
  } catch (error) {
    if (error instanceof GantryError && error.data.code === 'NO_ROUTE') return [];
    throw error;
  }
}

/** Every copy in the run's queues, by queue, of each by offset. Moves nobody's offset. Throws as browseQueue. */
export async function readCopies(
  client: ClientInstance,
  queues: readonly MessageQueue[],
  scenario: OrderScenario,
): Promise<StoredCopy[][]> {
  const numbered = queues.map((queue, number) => ({ queue, number }));
  return await eachLimited(numbered, async ({ queue, number }): Promise<StoredCopy[]> => {
    const copies: StoredCopy[] = [];
    for (let next: number | undefined = 0; next !== undefined && copies.length < MAX_COPIES; ) {
      const { messages, windows, cut } = await browseQueue(client, queue, next, { maxRows: COPIES_A_READ });
      const error = windows.find((window) => window.error !== undefined)?.error;
      if (error !== undefined) throw new GantryError(error.code, error);
      for (const message of messages) {
        const known = messageOf(message, scenario);
        if (known !== undefined) copies.push({ ...known, queue: number, queueOffset: message.queueOffset });
      }
      next = cut === undefined ? undefined : windows[0]?.to;
    }
    return copies;
  });
}

/** The group with its retry and dead letter topics, and the topic. Throws the first refusal, after all were tried. */
export async function deleteAll(client: ClientInstance, topic: string, group: string): Promise<void> {
  const outcomes = await Promise.allSettled([
    deleteGroup(client, group),
    ...[topic, retryTopic(group), dlqTopic(group)].map((name) => deleteTopic(client, name)),
  ]);
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
