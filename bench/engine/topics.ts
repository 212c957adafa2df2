import { randomBytes } from 'node:crypto';
import { createTopic } from '../../core/admin/create.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { storedIn } from '../client.ts';

const QUEUES = 8;
const ROUTE_MS = 10_000;
const LOOK_EVERY_MS = 50;
/** What was sent one-way may still be on its way. */
const SETTLE_MS = 2_000;

export const newName = (kind: string): string => `gantry-bench-${kind}-${randomBytes(6).toString('hex')}`;

/** A topic that nothing was sent to, once its route is known. Throws when the name server does not hear of it. */
export async function newTopic(client: ClientInstance, kind: string): Promise<string> {
  const topic = newName(kind);
  await createTopic(client, { topic, queues: QUEUES });
  await until(async () => {
    await client.routes.refresh(topic).catch(() => {});
    return client.routes.forSubscribe(topic).length === QUEUES;
  }, ROUTE_MS);
  if (client.routes.cached(topic) === undefined) throw new Error(`There is no route of ${topic}`);
  return topic;
}

/** What is stored once it is `wanted`, or after a while. */
export async function storedAfter(client: ClientInstance, topic: string, wanted: number): Promise<number> {
  let stored = 0;
  await until(async () => {
    stored = await storedIn(client, topic);
    return stored >= wanted;
  }, SETTLE_MS);
  return stored;
}

async function until(holds: () => Promise<boolean>, limitMs: number): Promise<void> {
  for (let waitedMs = 0; !(await holds()) && waitedMs < limitMs; waitedMs += LOOK_EVERY_MS)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
}
