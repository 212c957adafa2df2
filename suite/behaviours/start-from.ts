import { GantryError } from '../../core/model/error.ts';
import { expectationsOf } from '../expectations.ts';
import {
  type Behaviour,
  equal,
  message,
  producer,
  send,
  stays,
  type TestConsumer,
  until,
  type World,
} from '../harness.ts';

/** A topic of one queue with four messages, and a time between the second and the third. */
async function half(world: World) {
  const client = world.client();
  const topic = await world.topic(client, 1);
  const by = producer(client);
  for (const body of ['m0', 'm1']) await send(by, message(topic, body));
  const { clock } = client;
  const timestampMs = clock.now() + 20;
  await until('that time', () => clock.now() > timestampMs + 20);
  for (const body of ['m2', 'm3']) await send(by, message(topic, body));
  return { client, topic, group: world.group(), by, timestampMs };
}

/** Where a small queue begins on this release, when not at the beginning. */
const asked = (world: World, bodies: string[]): string[] =>
  expectationsOf(world.target.broker).newGroupStart === 'asked' ? bodies : ['m0', 'm1', 'm2', 'm3', 'new'];

async function allOf(consumer: TestConsumer, wanted: string[]): Promise<void> {
  await consumer.waitFor(wanted.length);
  await stays('no more', 300, () => consumer.held.length === wanted.length);
  equal(consumer.bodies(), wanted, 'what came');
}

export const startingFrom: Behaviour[] = [
  {
    name: 'startFrom first: a new group gets what is there',
    async run(world) {
      const { client, topic, group } = await half(world);
      const consumer = await world.consume(client, { group, topic, startFrom: 'first' });
      await allOf(consumer, ['m0', 'm1', 'm2', 'm3']);
    },
  },
  {
    name: 'startFrom last: a new group gets what comes from now on',
    async run(world) {
      const { client, topic, group, by } = await half(world);
      const consumer = await world.consume(client, { group, topic, startFrom: 'last' });
      await send(by, message(topic, 'new'));
      await allOf(consumer, asked(world, ['new']));
    },
  },
  {
    name: 'startFrom a time: a new group gets what was stored since',
    async run(world) {
      const { client, topic, group, by, timestampMs } = await half(world);
      const consumer = await world.consume(client, { group, topic, startFrom: { timestampMs } });
      await send(by, message(topic, 'new'));
      await allOf(consumer, asked(world, ['m2', 'm3', 'new']));
    },
  },
  {
    name: 'startFrom is for queues the group never committed: a restart goes on where it was',
    async run(world) {
      const { client, topic, group } = await half(world);
      const first = await world.consume(client, { group, topic, startFrom: 'first' });
      await first.waitFor(4);
      for (const delivery of first.held.slice(0, 2)) first.ack(delivery);
      await first.consumer.shutdown();
      const second = await world.consume(client, { group, topic, startFrom: 'last' });
      await allOf(second, ['m2', 'm3']);
    },
  },
  {
    name: 'several topics are read, each by its own tags',
    async run(world) {
      const client = world.client();
      const [a, b] = [await world.topic(client, 2), await world.topic(client, 1)];
      const by = producer(client);
      for (const tag of ['x', 'y', 'z']) {
        await send(by, message(a, `a-${tag}`, { tag }));
        await send(by, message(b, `b-${tag}`, { tag }));
      }
      const consumer = await world.consume(client, {
        group: world.group(),
        topic: a,
        subscriptions: [
          { topic: a, tagPattern: 'x || y' },
          { topic: b, tagPattern: 'z' },
        ],
        decide: () => 'ack',
      });
      await consumer.waitFor(3);
      await stays('three deliveries', 400, () => consumer.held.length === 3);
      equal(consumer.bodies().sort(), ['a-x', 'a-y', 'b-z'], 'what came');
    },
  },
  {
    name: 'options out of their range are named, and nothing is started',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      for (const [field, options] of [
        ['batchMaxSize', { batchMaxSize: 0 }],
        ['batchMaxSize', { batchMaxSize: 1_025 }],
        ['maxReconsumeTimes', { maxReconsumeTimes: -1 }],
        ['startFrom', { startFrom: { timestampMs: -5 } }],
      ] as const) {
        const error = await world.consume(client, { group, topic, ...options }).catch((reason) => reason);
        equal(error instanceof GantryError && error.data.params.field, field, 'field');
      }
      await world.consume(client, { group, topic });
    },
  },
];
