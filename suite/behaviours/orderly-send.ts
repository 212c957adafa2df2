import { createTopic } from '../../core/admin/create.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import type { MessageQueue } from '../../core/model/queue.ts';
import type { SendReceipt, StoreOutcome } from '../../core/model/send.ts';
import type { Producer } from '../../core/producer/producer.ts';
import { byHash, byIndex, byModulo, type QueueSelector } from '../../core/producer/queue-selectors.ts';
import { type Behaviour, equal, message, producer, until, type World } from '../harness.ts';
import { storedCounts, sum } from './stored-count.ts';

/** Key, and the queue of 4 that SelectMessageQueueByHash of the Java client chooses: its hash by hand, the sign dropped. */
const KEYS: readonly (readonly [key: string, queueOf4: number, queueOf7: number])[] = [
  ['ORD-20931', 1, 6],
  ['ORD-1', 1, 1],
  ['订单-7', 1, 5],
  ['a', 1, 6],
  ['order-42', 1, 0],
  // The least hash there is, which has no positive counterpart in 32 bits.
  ['polygenelubricants', 0, 2],
];

async function stored(outcome: Promise<StoreOutcome>): Promise<SendReceipt> {
  const settled = await outcome;
  if (settled.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(settled)}`);
  return settled.receipt;
}

/** Waits until the name server says so many queues: a broker tells it of a change some time after the change. */
function routeOf(client: ClientInstance, topic: string, queueCount: number): Promise<void> {
  return until(
    `${queueCount} queues in the route`,
    async () => {
      await client.routes.refresh(topic);
      return (await client.routes.forPublish(topic)).queues.length === queueCount;
    },
    40_000,
  );
}

/** Queue ids of sends by each selector, on a topic of `queueCount` queues. */
async function queueIds(
  world: World,
  queueCount: number,
  selectors: readonly QueueSelector[],
): Promise<number[]> {
  const client = world.client();
  const topic = await world.topic(client, queueCount);
  const by = producer(client);
  const ids: number[] = [];
  for (const selector of selectors) {
    const receipt = await stored(by.sendOrderly(message(topic, 'body'), { selector }));
    ids.push(receipt.queue.queueId);
  }
  return ids;
}

/** What becomes of a send by `selector`, whose topic must stay empty. */
async function refused(
  world: World,
  selector: QueueSelector,
): Promise<{ outcome: StoreOutcome; client: ClientInstance; topic: string }> {
  const client = world.client();
  const topic = await world.topic(client);
  const outcome = await producer(client).sendOrderly(message(topic, 'body'), { selector });
  equal(sum(await storedCounts(client, topic)), 0, 'messages stored');
  return { outcome, client, topic };
}

function inputParams(outcome: StoreOutcome): unknown {
  if (outcome.kind !== 'notSent') throw new Error(`outcome ${outcome.kind}`);
  const { field, rule, count } = outcome.error.params;
  return { field, rule, count };
}

async function sendNumbered(by: Producer, topic: string, key: string, count: number): Promise<SendReceipt[]> {
  const receipts: SendReceipt[] = [];
  for (let n = 0; n < count; n++) {
    receipts.push(await stored(by.sendOrderly(message(topic, `${key} ${n}`), { selector: byHash(key) })));
  }
  return receipts;
}

export const orderlySending: Behaviour[] = [
  {
    name: 'a key hash leads to the queue that Java producers choose, of 4 queues',
    async run(world) {
      const ids = await queueIds(
        world,
        4,
        KEYS.map(([key]) => byHash(key)),
      );
      equal(
        ids,
        KEYS.map(([, queue]) => queue),
        'queues',
      );
    },
  },
  {
    name: 'a key hash leads to the queue that Java producers choose, of 7 queues',
    async run(world) {
      const ids = await queueIds(
        world,
        7,
        KEYS.map(([key]) => byHash(key)),
      );
      equal(
        ids,
        KEYS.map(([, , queue]) => queue),
        'queues',
      );
    },
  },
  {
    name: 'a number leads to the queue it is modulo the queue count',
    async run(world) {
      equal(await queueIds(world, 4, [0, 5, 20_931, -3].map(byModulo)), [0, 1, 3, 3], 'queues');
    },
  },
  {
    name: 'an index leads to each queue of the topic',
    async run(world) {
      equal(await queueIds(world, 4, [3, 2, 1, 0].map(byIndex)), [3, 2, 1, 0], 'queues');
    },
  },
  {
    name: 'messages of one key are stored one behind the other and arrive in that order',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      const [first, second] = await Promise.all([
        sendNumbered(by, topic, 'ORD-1', 10),
        sendNumbered(by, topic, 'polygenelubricants', 10),
      ]);
      for (const receipts of [first, second])
        equal(
          receipts.map(({ queueOffset }) => queueOffset),
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
          'offsets',
        );
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(20);
      for (const key of ['ORD-1', 'polygenelubricants'])
        equal(
          consumer.bodies().filter((body) => body.startsWith(key)),
          Array.from({ length: 10 }, (_, n) => `${key} ${n}`),
          'order of arrival',
        );
    },
  },
  {
    name: 'a selector is called once, with the publish queues, the message and its arguments',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 3);
      const calls: unknown[] = [];
      const selector = (
        queues: readonly MessageQueue[],
        { topic: of }: { topic: string },
        args: { last: boolean },
      ): number => {
        calls.push([queues.map(({ queueId }) => queueId), of, args]);
        return args.last ? queues.length - 1 : 0;
      };
      const options = { selector, args: { last: true } };
      const { queue } = await stored(producer(client).sendOrderly(message(topic, 'body'), options));
      equal(calls, [[[0, 1, 2], topic, { last: true }]], 'calls');
      equal(queue.queueId, 2, 'queue');
    },
  },
  {
    name: 'an index beyond the queues is refused with their count, and nothing is sent',
    async run(world) {
      for (const index of [4, -1, 1.5, Number.NaN]) {
        const { outcome } = await refused(world, byIndex(index));
        equal(inputParams(outcome), { field: 'queueIndex', rule: 'range', count: 4 }, `error of ${index}`);
      }
    },
  },
  {
    name: 'a selector that throws sends nothing, and the producer goes on',
    async run(world) {
      const { outcome, client, topic } = await refused(world, () => {
        throw new Error('no such customer');
      });
      equal(inputParams(outcome), { field: 'queueIndex', rule: 'range', count: 4 }, 'error');
      await stored(producer(client).sendOrderly(message(topic, 'body'), { selector: byIndex(0) }));
    },
  },
  {
    name: 'a retry count below 0 is refused before anything is sent',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const outcome = await producer(client).sendOrderly(message(topic, 'body'), {
        selector: byIndex(0),
        autoRetryTimes: -1,
      });
      equal(inputParams(outcome), { field: 'autoRetryTimes', rule: 'range' }, 'error');
      equal(sum(await storedCounts(client, topic)), 0, 'messages stored');
    },
  },
  {
    name: 'an orderly send to a topic that does not exist creates it and keeps to its queue',
    async run(world) {
      const client = world.client();
      const topic = world.topicName();
      const by = producer(client);
      const { queue } = await stored(by.sendOrderly(message(topic, 'first'), { selector: byIndex(2) }));
      equal(queue.queueId, 2, 'queue');
    },
  },
  {
    name: 'a key moves when its topic gains queues',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      const selector = byHash('ORD-20931');
      const before = await stored(by.sendOrderly(message(topic, 'one'), { selector }));
      await createTopic(client, { topic, queues: 7 });
      await routeOf(client, topic, 7);
      const after = await stored(by.sendOrderly(message(topic, 'two'), { selector }));
      equal([before.queue.queueId, after.queue.queueId], [1, 6], 'queues');
    },
  },
  {
    name: 'a queue the broker no longer has is refused, and retries put the message nowhere else',
    timeoutMs: 60_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 8);
      await createTopic(world.client(), { topic, queues: 4 });
      const outcome = await producer(client).sendOrderly(message(topic, 'body'), {
        selector: byIndex(7),
        autoRetryTimes: 2,
      });
      equal(outcome.kind, 'refused', 'outcome');
      await routeOf(client, topic, 4);
      equal(await storedCounts(client, topic), [0, 0, 0, 0], 'messages stored');
    },
  },
];
