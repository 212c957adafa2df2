import { readDelayLevels } from '../../core/admin/delay-levels.ts';
import { getMaxOffset } from '../../core/admin/offsets.ts';
import { dlqTopic } from '../../core/model/names.ts';
import { type Behaviour, check, equal, message, producer, send, until } from '../harness.ts';
import { type Layout, startBroker } from './layout.ts';

/** The 18 levels of a default broker take up to two hours; these take seconds. Level 3 is where Later begins. */
const LEVELS = ['1s', '2s', '3s', ...Array<string>(15).fill('1s')];

/** A broker whose delay levels are its own, and short. */
export const shortDelays: Layout = {
  name: 'short delays',
  async start(version) {
    const broker = await startBroker(version, { delayLevels: LEVELS.join(' ') });
    return {
      target: { nameServer: broker.nameServer, broker: version },
      behaviours,
    };
  },
};

const behaviours: Behaviour[] = [
  {
    name: 'short delays: the levels are the broker’s own',
    async run(world) {
      const client = world.client();
      await world.topic(client);
      const { levels, source } = await readDelayLevels(client);
      equal([source, levels.map(({ name }) => name)], ['broker', LEVELS], 'levels');
    },
  },
  ...[
    { level: 3, afterMs: 3_000 },
    { level: 17, afterMs: 1_000 },
    { level: 18, afterMs: 1_000 },
    // Past the last one it is the last one.
    { level: 40, afterMs: 1_000 },
  ].map(
    ({ level, afterMs }): Behaviour => ({
      name: `short delays: a message of level ${level} arrives after ${afterMs} ms`,
      async run(world) {
        const client = world.client();
        const topic = await world.topic(client, 1);
        const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
        const sentAt = Date.now();
        await send(producer(client), message(topic, 'delayed', { delayLevel: level }));
        await consumer.waitFor(1);
        const elapsedMs = Date.now() - sentAt;
        check(elapsedMs >= afterMs - 100 && elapsedMs < afterMs + 6_000, `after ${elapsedMs} ms`);
      },
    }),
  ),
  {
    name: 'short delays: Later returns by the level of the attempt',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      await send(producer(client), message(topic, 'again'));
      const arrivedAt: number[] = [];
      const consumer = await world.consume(client, {
        group: world.group(),
        topic,
        decide: ({ attempt }) => {
          arrivedAt.push(Date.now());
          return attempt < 3 ? 'later' : 'ack';
        },
      });
      await consumer.waitFor(3);
      const [first = 0, second = 0, third = 0] = arrivedAt;
      // Level 3, then level 4.
      const waits = [second - first, third - second];
      check(waits[0] !== undefined && waits[0] >= 2_900 && waits[0] < 8_000, `first after ${waits[0]} ms`);
      check(waits[1] !== undefined && waits[1] >= 900 && waits[1] < 5_000, `second after ${waits[1]} ms`);
    },
  },
  {
    name: 'short delays: a message returns on all 16 levels, and the 17th Later makes it a dead letter',
    timeoutMs: 150_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      const receipt = await send(producer(client), message(topic, 'poison'));
      const consumer = await world.consume(client, { group, topic, decide: () => 'later' });
      const view = () => consumer.consumer.view();
      await until(
        'the dead letter',
        () => view().counters.deadLetter === 1,
        120_000,
        () => JSON.stringify(view().counters),
      );
      equal(
        consumer.held.map(({ attempt }) => attempt),
        Array.from({ length: 17 }, (_, n) => n + 1),
        'attempts',
      );
      check(
        consumer.held.every(({ message: { uniqueKey } }) => uniqueKey === receipt.msgId),
        'it is the same message each time',
      );
      const dead = dlqTopic(group);
      await until('it in the dead letter topic', async () => {
        const { brokers } = await client.routes.refresh(dead);
        const queue = { topic: dead, brokerName: brokers[0]?.brokerName ?? '', queueId: 0 };
        return (await getMaxOffset(client, queue)) === 1;
      });
    },
  },
];
