import { getMaxOffset } from '../../core/admin/offsets.ts';
import {
  type Behaviour,
  bytes,
  check,
  equal,
  message,
  producer,
  send,
  text,
  until,
  type World,
} from '../harness.ts';

/** What a consumer gets of what was sent; one message, held. */
async function roundTrip(world: World, more: Parameters<typeof message>[2], body = 'hello') {
  const client = world.client();
  const topic = await world.topic(client);
  const receipt = await send(producer(client), message(topic, body, more));
  const consumer = await world.consume(client, { group: world.group(), topic });
  const [delivery] = await consumer.waitFor(1);
  if (delivery === undefined) throw new Error('nothing came');
  consumer.ack(delivery);
  return { receipt, got: delivery.message, topic };
}

export const sending: Behaviour[] = [
  {
    name: 'a sync send is stored, with status, ids, queue and offset',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const receipt = await send(producer(client), message(topic, 'one'));
      equal(receipt.status, 'SEND_OK', 'status');
      equal(receipt.queue.topic, topic, 'topic of the queue');
      equal(receipt.queueOffset, 0, 'first offset of a new topic');
      equal(receipt.attempts, 1, 'attempts');
      check(/^[0-9A-F]{32,}$/.test(receipt.msgId), `msgId is hex: ${receipt.msgId}`);
      check(/^[0-9A-F]{32,}$/.test(receipt.offsetMsgId), `offsetMsgId is hex: ${receipt.offsetMsgId}`);
      check(receipt.msgId !== receipt.offsetMsgId, 'the two ids differ');
    },
  },
  {
    name: 'sends go round all queues of a topic',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      const queues: number[] = [];
      for (let n = 0; n < 8; n++) queues.push((await send(by, message(topic, `m${n}`))).queue.queueId);
      equal([...queues].sort(), [0, 0, 1, 1, 2, 2, 3, 3], 'queues used');
    },
  },
  {
    name: 'a topic that does not exist is created by the first send, with 4 queues',
    async run(world) {
      const client = world.client();
      const topic = world.topicName();
      await send(producer(client), message(topic, 'first'));
      await until('the new topic in the route', async () => {
        await client.routes.refresh(topic);
        return client.routes.forSubscribe(topic).length === 4;
      });
    },
  },
  {
    name: 'body, tag, keys and properties arrive as sent',
    async run(world) {
      const { got, receipt, topic } = await roundTrip(world, {
        tag: 'paid',
        keys: ['ORD-20931', 'PAY-88213'],
        properties: [
          ['traceparent', '00-4bf92f3577b34da6'],
          ['城市', '上海'],
        ],
      });
      equal(text(got.body), 'hello', 'body');
      equal([got.tag, got.keys], ['paid', 'ORD-20931 PAY-88213'], 'tag and keys');
      equal(
        got.properties.filter(([name]) => name === 'traceparent' || name === '城市').length,
        2,
        'user properties',
      );
      equal(got.properties.find(([name]) => name === '城市')?.[1], '上海', 'unicode property');
      equal([got.topic, got.queue], [topic, receipt.queue], 'topic and queue');
      equal(
        [got.uniqueKey, got.queueOffset, got.reconsumeTimes],
        [receipt.msgId, receipt.queueOffset, 0],
        'ids',
      );
      equal(got.offsetMsgId, receipt.offsetMsgId, 'offset id');
    },
  },
  {
    name: 'any bytes arrive as sent',
    async run(world) {
      const body = Uint8Array.from({ length: 1_024 }, (_, index) => index % 256);
      const { got } = await roundTrip(world, { body });
      check(Buffer.compare(got.body, body) === 0, 'the body differs');
    },
  },
  {
    name: 'a body over 4 KiB is compressed on the wire and arrives whole',
    async run(world) {
      const { got } = await roundTrip(world, {}, 'x'.repeat(100_000));
      equal(got.body.length, 100_000, 'inflated size');
      check(got.storedBodyBytes < 10_000, `stored compressed: ${got.storedBodyBytes}`);
    },
  },
  {
    name: 'a body of 1 MiB that does not compress arrives whole',
    async run(world) {
      const body = new Uint8Array(1024 * 1024);
      for (let index = 0, seed = 7; index < body.length; index++) {
        seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
        body[index] = seed >>> 24;
      }
      const { got } = await roundTrip(world, { body });
      check(Buffer.compare(got.body, body) === 0, 'the body differs');
    },
  },
  {
    name: 'a unicode body arrives as sent',
    async run(world) {
      const { got } = await roundTrip(world, {}, '订单已支付 ✓ 🚀');
      equal(text(got.body), '订单已支付 ✓ 🚀', 'body');
    },
  },
  {
    name: 'offsets of one queue count up without a gap',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      const offsets: number[] = [];
      for (let n = 0; n < 20; n++) offsets.push((await send(by, message(topic, `m${n}`))).queueOffset);
      equal(
        offsets,
        Array.from({ length: 20 }, (_, n) => n),
        'offsets',
      );
      const queue = client.routes.forSubscribe(topic)[0];
      if (queue === undefined) throw new Error('no queue');
      await until('max offset 20', async () => (await getMaxOffset(client, queue)) === 20);
    },
  },
  {
    name: '64 sends at once are all stored, each once',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      const receipts = await Promise.all(
        Array.from({ length: 64 }, (_, n) => send(by, message(topic, `m${n}`))),
      );
      equal(new Set(receipts.map(({ msgId }) => msgId)).size, 64, 'distinct ids');
      equal(
        new Set(receipts.map(({ queue, queueOffset }) => `${queue.queueId}:${queueOffset}`)).size,
        64,
        'distinct places',
      );
    },
  },
  {
    name: 'a delayed send reports the schedule queue offset and arrives after its level, DELAY kept',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const consumer = await world.consume(client, { group: world.group(), topic });
      const startedAt = Date.now();
      const receipt = await send(producer(client), message(topic, 'later', { delayLevel: 1 }));
      const [delivery] = await consumer.waitFor(1);
      const elapsedMs = Date.now() - startedAt;
      check(elapsedMs >= 900 && elapsedMs < 6_000, `level 1 took ${elapsedMs} ms`);
      equal(delivery?.message.uniqueKey, receipt.msgId, 'same unique key');
      check(delivery?.message.offsetMsgId !== receipt.offsetMsgId, 'another stored copy');
      equal(delivery?.message.properties.find(([name]) => name === 'DELAY')?.[1], '1', 'DELAY on delivery');
      if (delivery !== undefined) consumer.ack(delivery);
    },
  },
  {
    name: 'levels 1, 2 and 3 arrive in the order of their delay',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      const by = producer(client);
      for (const level of [3, 1, 2]) await send(by, message(topic, `level ${level}`, { delayLevel: level }));
      await consumer.waitFor(3, 25_000);
      equal(consumer.bodies(), ['level 1', 'level 2', 'level 3'], 'order of arrival');
    },
  },
  {
    name: 'a producer that is closed sends nothing more',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      await send(by, message(topic, 'one'));
      await by.close();
      const outcome = await by.send({ ...message(topic, 'two'), body: bytes('two') });
      equal(outcome.kind, 'notSent', 'outcome after close');
    },
  },
];
