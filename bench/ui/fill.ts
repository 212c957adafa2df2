import { browseNewest } from '../../core/admin/browse/browse.ts';
import type { OutgoingMessage } from '../../core/model/message.ts';
import { Producer } from '../../core/producer/producer.ts';
import { openClient } from '../client.ts';
import type { Ground } from './ground.ts';

const BODY_BYTES = 1_000;
const LARGE_BODY_BYTES = 5_000_000;
const BATCH = 64;
const AT_ONCE = 4;
/** One message in so many has it in its body. */
export const NEEDLE_EVERY = 1_000;
/** Finds the needles and nothing else. */
export const NEEDLE_FILTER = 'body~"needle-[xyz]{3}"';

/** Messages of 1 KB, all stored. Throws when one is not. */
export async function fillTopic({ nameServer, topic }: Ground, count: number): Promise<void> {
  const client = openClient(nameServer);
  const producer = new Producer(client, { group: 'gantry-bench' });
  let next = 0;
  const sender = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next = Math.min(count, next + BATCH);
      const batch = Array.from({ length: next - from }, (_, at) => message(topic, from + at));
      const { kind } = await producer.sendBatch(batch);
      if (kind !== 'stored') throw new Error(`batch at ${from}: ${kind}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  await producer.close();
  await client.close();
}

/** One message under the key LARGE, its body 5 MB of JSON: compressed on its way, it is within a broker's limit. */
export async function sendLargeJson({ nameServer, topic }: Ground): Promise<void> {
  const order = {
    orderId: 'ORD-20931',
    status: 'PAID',
    amount: 129.5,
    items: [{ sku: 'SKU-118', count: 2 }],
  };
  const count = Math.ceil(LARGE_BODY_BYTES / (JSON.stringify(order).length + 1));
  const body = Buffer.from(JSON.stringify({ orders: Array.from({ length: count }, () => order) }));
  const client = openClient(nameServer);
  const producer = new Producer(client, { group: 'gantry-bench', maxBodyBytes: body.length });
  const { kind } = await producer.send({ ...message(topic, 0), body, keys: ['LARGE'] });
  await producer.close();
  await client.close();
  if (kind !== 'stored') throw new Error(`the large message: ${kind}`);
}

/** ms in which the broker gives its newest `count` messages to the engine alone. */
export async function brokersOwnAnswer({ nameServer, topic }: Ground, count: number): Promise<number> {
  const client = openClient(nameServer);
  // Connected and knowing its route, as Gantry is.
  await browseNewest(client, topic, { maxRows: 1 });
  const startedAt = performance.now();
  await browseNewest(client, topic, { maxRows: count });
  const ms = performance.now() - startedAt;
  await client.close();
  return ms;
}

function message(topic: string, number: number): OutgoingMessage {
  const needle = number % NEEDLE_EVERY === 0 ? 'needle-xyz' : 'no-needle';
  const head = `{"orderId":"ORD-${number}","note":"${needle}","rest":"`;
  return {
    topic,
    body: Buffer.from(`${head.padEnd(BODY_BYTES - 2, 'abcdefgh ')}"}`),
    tag: 'paid',
    keys: [`ORD-${number}`],
    delayLevel: 0,
    properties: [],
  };
}
