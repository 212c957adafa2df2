import { getMaxOffset, queryConsumerOffset } from '../../core/admin/offsets.ts';
import { QueueLocks } from '../../core/consumer/orderly/queue-locks.ts';
import type { Delivery } from '../../core/consumer/push-consumer.ts';
import { dlqTopic, retryTopic } from '../../core/model/names.ts';
import {
  type Behaviour,
  check,
  equal,
  message,
  producer,
  send,
  stays,
  type TestConsumer,
  text,
  until,
  type World,
} from '../harness.ts';

const ORDERLY = { listener: 'orderly' } as const;

/** A topic with `bodies` sent to it in order. */
async function filled(world: World, bodies: readonly string[], queues = 1) {
  const client = world.client();
  const topic = await world.topic(client, queues);
  const by = producer(client);
  for (const body of bodies) await send(by, message(topic, body));
  return { client, topic, group: world.group(), by };
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `m${n}`);

function nth(consumer: TestConsumer, index: number): Delivery {
  const delivery = consumer.held[index];
  if (delivery === undefined) throw new Error(`no delivery ${index}`);
  return delivery;
}

const locksOf = (consumer: TestConsumer, topic: string) =>
  consumer.consumer.view().queues.flatMap(({ queue, lock }) => (queue.topic === topic ? [lock] : []));

export const orderly: Behaviour[] = [
  {
    name: 'orderly: one message of a queue is held at a time, in order',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(6));
      const consumer = await world.consume(client, { ...ORDERLY, group, topic });
      for (let count = 1; count <= 6; count++) {
        await consumer.waitFor(count);
        await stays('one held', 60, () => consumer.held.length === count);
        consumer.ack(nth(consumer, count - 1));
      }
      equal(consumer.bodies(), numbered(6), 'order');
    },
  },
  {
    name: 'orderly: queues are held side by side, each locked for us',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(12), 4);
      const consumer = await world.consume(client, { ...ORDERLY, group, topic });
      await consumer.waitFor(4);
      await stays('four held', 200, () => consumer.held.length === 4);
      equal(new Set(consumer.held.map((one) => one.message.queue.queueId)).size, 4, 'queues');
      equal(locksOf(consumer, topic), ['ours', 'ours', 'ours', 'ours'], 'locks');
    },
  },
  {
    name: 'orderly: Later offers the message again after 1 s, and its queue waits',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(2));
      const consumer = await world.consume(client, { ...ORDERLY, group, topic });
      const [first] = await consumer.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      const at = Date.now();
      await consumer.later(first);
      await consumer.waitFor(2);
      const elapsedMs = Date.now() - at;
      check(elapsedMs >= 950 && elapsedMs < 3_000, `again after ${elapsedMs} ms`);
      const again = nth(consumer, 1);
      equal([text(again.message.body), again.attempt, again.isRetry], ['m0', 2, false], 'the second');
      equal(again.message.queueOffset, first.message.queueOffset, 'its place');
      consumer.ack(again);
      await consumer.waitFor(3);
      equal(consumer.bodies(), ['m0', 'm0', 'm1'], 'order');
      const { received, later, acked, held } = consumer.consumer.view().counters;
      equal({ received, later, acked, held }, { received: 3, later: 1, acked: 1, held: 1 }, 'counters');
    },
  },
  {
    name: 'orderly: Later sends nothing back to the broker',
    async run(world) {
      const { client, topic, group } = await filled(world, ['m0']);
      const consumer = await world.consume(client, { ...ORDERLY, group, topic });
      const [first] = await consumer.waitFor(1);
      if (first === undefined) throw new Error('nothing came');
      await consumer.later(first);
      consumer.ack((await consumer.waitFor(2))[1] ?? first);
      await client.routes.refresh(retryTopic(group));
      for (const queue of client.routes.forSubscribe(retryTopic(group)))
        equal(await getMaxOffset(client, queue), 0, 'messages in the retry topic');
    },
  },
  {
    name: 'orderly: beyond maxReconsumeTimes Later is a dead letter, and the queue goes on',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(2));
      const consumer = await world.consume(client, { ...ORDERLY, group, topic, maxReconsumeTimes: 1 });
      await consumer.waitFor(1);
      await consumer.later(nth(consumer, 0));
      await consumer.waitFor(2);
      await consumer.later(nth(consumer, 1));
      equal(nth(consumer, 1).state, 'deadLetter', 'state');
      await consumer.waitFor(3);
      equal(consumer.bodies(), ['m0', 'm0', 'm1'], 'order');
      await until('one message in the dead letter topic', async () => {
        await client.routes.refresh(dlqTopic(group));
        const [queue] = client.routes.forSubscribe(dlqTopic(group));
        return queue !== undefined && (await getMaxOffset(client, queue)) === 1;
      });
    },
  },
  {
    name: 'orderly: a batch is handed over together, the next one after it',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(7));
      const consumer = await world.consume(client, { ...ORDERLY, group, topic, batchMaxSize: 3 });
      const counts: number[] = [];
      for (const last of [3, 6, 7]) {
        await consumer.waitFor(last);
        await stays('the batch alone', 60, () => consumer.held.length === last);
        counts.push(consumer.held.length);
        for (const delivery of consumer.held.slice(-(last % 3 || 3))) consumer.ack(delivery);
      }
      equal(counts, [3, 6, 7], 'batches');
      equal(consumer.bodies(), numbered(7), 'order');
    },
  },
  {
    name: 'orderly: the offset waits at a suspended message, which the next member gets first',
    async run(world) {
      const { client, topic, group } = await filled(world, numbered(3));
      const first = await world.consume(client, { ...ORDERLY, group, topic });
      await first.waitFor(1);
      first.ack(nth(first, 0));
      await first.waitFor(2);
      await first.later(nth(first, 1));
      await first.consumer.shutdown();
      const [queue] = client.routes.forSubscribe(topic);
      if (queue === undefined) throw new Error('no queue');
      equal(await queryConsumerOffset(client, group, queue), 1, 'committed');
      const second = await world.consume(client, { ...ORDERLY, group, topic, decide: () => 'ack' });
      await second.waitFor(2);
      equal(second.bodies(), ['m1', 'm2'], 'what the next one gets');
    },
  },
  {
    name: 'orderly: two members lock two queues each; when one leaves the other has all within seconds',
    timeoutMs: 60_000,
    async run(world) {
      const { client, topic, group } = await filled(world, [], 4);
      const first = await world.consume(client, { ...ORDERLY, group, topic });
      await until('four locks', () => locksOf(first, topic).every((lock) => lock === 'ours'));
      const second = await world.consume(world.client(), { ...ORDERLY, group, topic });
      const locked = (test: TestConsumer): number =>
        locksOf(test, topic).filter((lock) => lock === 'ours').length;
      await until('two locks each', () => locked(first) === 2 && locked(second) === 2, 30_000);
      const leftAt = Date.now();
      await first.consumer.shutdown();
      await until('four locks again', () => locked(second) === 4, 30_000);
      check(Date.now() - leftAt < 10_000, `after ${Date.now() - leftAt} ms`);
    },
  },
  {
    name: 'orderly: order and completeness survive a queue that moves to another member',
    timeoutMs: 60_000,
    async run(world) {
      const { client, topic, group, by } = await filled(world, numbered(20), 2);
      const acked: { queueId: number; offset: number }[] = [];
      const decide = ({ message: { queue, queueOffset } }: Delivery): 'ack' => {
        acked.push({ queueId: queue.queueId, offset: queueOffset });
        return 'ack';
      };
      const first = await world.consume(client, { ...ORDERLY, group, topic, decide });
      await first.waitFor(20);
      const second = await world.consume(world.client(), { ...ORDERLY, group, topic, decide });
      await until(
        'a queue each',
        () => locksOf(second, topic).filter((lock) => lock === 'ours').length === 1,
        30_000,
      );
      for (let n = 0; n < 20; n++) await send(by, message(topic, `n${n}`));
      await until('all forty', () => acked.length === 40);
      for (const queueId of [0, 1]) {
        const offsets = acked.flatMap((one) => (one.queueId === queueId ? one.offset : []));
        equal(
          offsets,
          offsets.map((_, index) => index),
          `queue ${queueId}`,
        );
      }
      check(second.held.length > 0, 'the second member had its part');
    },
  },
  {
    name: 'orderly: a lock lost to another client moves the held message away',
    timeoutMs: 60_000,
    async run(world) {
      const { client, topic, group } = await filled(world, ['m0']);
      const consumer = await world.consume(client, { ...ORDERLY, group, topic });
      const [held] = await consumer.waitFor(1);
      if (held === undefined) throw new Error('nothing came');
      const other = world.client();
      await other.routes.get(topic);
      const { queue } = held.message;
      await new QueueLocks(client, group).unlock([queue]);
      equal((await new QueueLocks(other, group).lock([queue]))[0]?.ours, [queue], 'the other client’s lock');
      await until('moved away', () => consumer.movedAway.length === 1, 30_000);
      equal([consumer.releasedBy, held.state], ['lockLost', 'movedAway'], 'why');
      equal(locksOf(consumer, topic), ['waiting'], 'the queue waits for its lock');
      await new QueueLocks(other, group).unlock([queue]);
      await consumer.waitFor(2);
      equal(consumer.bodies(), ['m0', 'm0'], 'delivered again');
    },
  },
];
