import { queryConsumerOffset } from '../../core/admin/offsets.ts';
import { type Behaviour, check, equal, message, producer, send, stays, until } from '../harness.ts';

export const consuming: Behaviour[] = [
  {
    name: 'messages sent after the start arrive while the pull waits',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      const by = producer(client);
      await send(by, message(topic, 'first'));
      await consumer.waitFor(1);
      const sentAt = Date.now();
      await send(by, message(topic, 'second'));
      await consumer.waitFor(2);
      check(Date.now() - sentAt < 3_000, `woken after ${Date.now() - sentAt} ms`);
    },
  },
  {
    name: 'one queue is delivered in order',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      const sent = Array.from({ length: 50 }, (_, n) => `m${n}`);
      for (const body of sent) await send(by, message(topic, body));
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(50);
      equal(consumer.bodies(), sent, 'order');
    },
  },
  {
    name: 'every message of 8 queues arrives exactly once',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 8);
      const by = producer(client);
      await Promise.all(Array.from({ length: 200 }, (_, n) => send(by, message(topic, `m${n}`))));
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(200);
      await stays('200 deliveries', 500, () => consumer.held.length === 200);
      equal(new Set(consumer.bodies()).size, 200, 'distinct bodies');
    },
  },
  {
    name: 'no more messages are held than there are seats',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      for (let n = 0; n < 12; n++) await send(by, message(topic, `m${n}`));
      const consumer = await world.consume(client, { group: world.group(), topic, seats: 3 });
      await consumer.waitFor(3);
      await until('the other nine waiting', () => consumer.consumer.view().counters.waiting === 9);
      equal(consumer.consumer.view().counters.held, 3, 'held');
      const [first] = consumer.held;
      if (first !== undefined) consumer.ack(first);
      await consumer.waitFor(4);
      equal(consumer.consumer.view().counters.held, 3, 'held after one ack');
    },
  },
  {
    name: 'a tag pattern delivers only its tags',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      for (const tag of ['paid', 'failed', 'created', '', 'paid'])
        await send(by, message(topic, tag || 'untagged', { tag }));
      const consumer = await world.consume(client, {
        group: world.group(),
        topic,
        tagPattern: 'paid || failed',
        decide: () => 'ack',
      });
      await consumer.waitFor(3);
      await stays('three deliveries', 700, () => consumer.held.length === 3);
      equal(consumer.bodies().sort(), ['failed', 'paid', 'paid'], 'tags');
    },
  },
  {
    name: 'tags with the same hash are told apart',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      // "Aa" and "BB" share Java's String.hashCode.
      for (const tag of ['BB', 'Aa', 'BB', 'Aa']) await send(by, message(topic, tag, { tag }));
      const consumer = await world.consume(client, {
        group: world.group(),
        topic,
        tagPattern: 'Aa',
        decide: () => 'ack',
      });
      await consumer.waitFor(2);
      await stays('two deliveries', 700, () => consumer.held.length === 2);
      equal(consumer.bodies(), ['Aa', 'Aa'], 'tags');
    },
  },
  {
    name: 'messages the filter skips count as consumed',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      for (let n = 0; n < 5; n++) await send(by, message(topic, `m${n}`, { tag: 'other' }));
      const consumer = await world.consume(client, { group, topic, tagPattern: 'paid', decide: () => 'ack' });
      const queue = client.routes.forSubscribe(topic)[0];
      if (queue === undefined) throw new Error('no queue');
      await until('offset 5 committed', async () => (await queryConsumerOffset(client, group, queue)) === 5);
      equal(consumer.held.length, 0, 'deliveries');
    },
  },
  {
    name: 'acked messages do not come back after a restart; undecided ones do',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      for (let n = 0; n < 6; n++) await send(by, message(topic, `m${n}`));
      const first = await world.consume(client, { group, topic });
      await first.waitFor(6);
      for (const index of [0, 1, 4]) {
        const delivery = first.held[index];
        if (delivery !== undefined) first.ack(delivery);
      }
      equal(first.consumer.stopPreview(), { held: 3, waiting: 0, ackedBehind: 1 }, "Stop's sentence");
      await first.consumer.shutdown();
      const second = await world.consume(client, { group, topic, decide: () => 'ack' });
      await second.waitFor(4);
      await stays('four deliveries', 700, () => second.held.length === 4);
      equal(second.bodies(), ['m2', 'm3', 'm4', 'm5'], 'delivered again');
    },
  },
  {
    name: 'offsets never pass an undecided message',
    timeoutMs: 40_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const by = producer(client);
      for (let n = 0; n < 10; n++) await send(by, message(topic, `m${n}`));
      const consumer = await world.consume(client, { group, topic, seats: 10 });
      await consumer.waitFor(10);
      consumer.held.forEach((delivery, index) => {
        if (index !== 3) consumer.ack(delivery);
      });
      const queue = client.routes.forSubscribe(topic)[0];
      if (queue === undefined) throw new Error('no queue');
      await until('offset 3 committed', async () => (await queryConsumerOffset(client, group, queue)) === 3);
      const stuck = consumer.held[3];
      if (stuck !== undefined) consumer.ack(stuck);
      await until(
        'offset 10 committed',
        async () => (await queryConsumerOffset(client, group, queue)) === 10,
      );
    },
  },
  {
    name: 'two groups each get every message',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      for (let n = 0; n < 10; n++) await send(by, message(topic, `m${n}`));
      const a = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      const b = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await a.waitFor(10);
      await b.waitFor(10);
    },
  },
];
