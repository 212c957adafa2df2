import { createTopic } from '../../core/admin/create.ts';
import { clusterInfo } from '../../core/admin/topics.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import type { SendReceipt } from '../../core/model/send.ts';
import type { Producer } from '../../core/producer/producer.ts';
import { admin, kill, pause, restartBroker, resume } from '../../scripts/lib/rocketmq.mjs';
import { type Behaviour, check, equal, message, producer, send, until, type World } from '../harness.ts';
import { type BrokerState, type Layout, SECOND_BROKER_PORT, startBroker } from './layout.ts';

const QUEUES_EACH = 2;

/** Two masters behind one name server. */
export const twoBrokers: Layout = {
  name: 'two brokers',
  async start(version) {
    const { nameServer } = await startBroker(version);
    const second = await startBroker(version, {
      brokerPort: SECOND_BROKER_PORT,
      brokerName: 'broker-b',
      join: nameServer,
    });
    return {
      target: { nameServer, broker: version },
      behaviours: [together, refusing(second), silent(second), gone(second)],
      // They take a broker away.
      atOnce: 1,
    };
  },
};

const together: Behaviour = {
  name: 'two brokers: a topic is on both, sends go round both, and a consumer gets everything',
  async run(world) {
    const { client, topic, by } = await onBoth(world);
    const { brokers } = await clusterInfo(client);
    equal(
      brokers.map(({ brokerName }) => brokerName),
      ['broker-a', 'broker-b'],
      'brokers of the cluster',
    );
    const receipts = await sendSome(by, topic, 8);
    equal(countByBroker(receipts), { 'broker-a': 4, 'broker-b': 4 }, 'stored on');
    const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
    await consumer.waitFor(8);
    equal([...consumer.bodies()].sort(), receipts.map((_, n) => `m${n}`).sort(), 'bodies');
  },
};

const refusing = (second: BrokerState): Behaviour => ({
  name: 'two brokers: a send that one broker refuses is retried on the other',
  timeoutMs: 90_000,
  async run(world) {
    const { topic, by } = await onBoth(world);
    await sendSome(by, topic, 4);
    await acceptSendsFrom(second, Date.now() + 3_600_000);
    try {
      const receipts = await sendSome(by, topic, 4);
      equal(countByBroker(receipts), { 'broker-a': 4 }, 'stored on');
      equal([...new Set(receipts.map(({ attempts }) => attempts))].sort(), [1, 2], 'attempts');
    } finally {
      await acceptSendsFrom(second, 0);
    }
  },
});

const silent = (second: BrokerState): Behaviour => ({
  name: 'two brokers: a send that one broker does not answer is retried on the other, and says so',
  async run(world) {
    const { topic, by } = await onBoth(world);
    await sendSome(by, topic, 4);
    pause(second);
    try {
      const receipts = await sendSome(by, topic, 4);
      const retried = receipts.find(({ attempts }) => attempts > 1);
      equal(countByBroker(receipts), { 'broker-a': 4 }, 'stored on');
      equal(
        [retried?.attempts, retried?.unansweredAttempts],
        [2, 1],
        'attempts, and those without an answer',
      );
      check((retried?.elapsedMs ?? 0) < 3_000, `within 3 s: ${retried?.elapsedMs}`);
    } finally {
      resume(second);
    }
  },
});

const gone = (second: BrokerState): Behaviour => ({
  name: 'two brokers: sends go on while one broker is dead, and reach it again once it is back',
  timeoutMs: 120_000,
  async run(world) {
    const { client, topic, by } = await onBoth(world);
    await sendSome(by, topic, 4);
    kill(second);
    equal(countByBroker(await sendSome(by, topic, 8)), { 'broker-a': 8 }, 'stored on');
    check(client.status().lostSinceMs === undefined, 'lost, though one broker answers');
    await restartBroker(second);
    await until(
      'sends to both again',
      async () => Object.keys(countByBroker(await sendSome(by, topic, 4))).length === 2,
      60_000,
    );
  },
});

interface OnBoth {
  client: ClientInstance;
  topic: string;
  by: Producer;
}

/** A topic with queues on both brokers, and a producer. */
async function onBoth(world: World): Promise<OnBoth> {
  const client = world.client();
  const topic = world.topicName();
  await createTopic(client, { topic, queues: QUEUES_EACH });
  await until('queues on both', async () => {
    await client.routes.refresh(topic);
    return (await client.routes.forPublish(topic)).queues.length === 2 * QUEUES_EACH;
  });
  return { client, topic, by: producer(client) };
}

async function sendSome(by: Producer, topic: string, count: number): Promise<SendReceipt[]> {
  const receipts: SendReceipt[] = [];
  for (let n = 0; n < count; n++) receipts.push(await send(by, message(topic, `m${n}`)));
  return receipts;
}

/** How many were stored on each broker, by name. */
function countByBroker(receipts: SendReceipt[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { queue } of receipts) counts.set(queue.brokerName, (counts.get(queue.brokerName) ?? 0) + 1);
  return Object.fromEntries([...counts].sort());
}

/** Before that time (ms since epoch) the broker answers every send with code 1. Source: SendMessageProcessor.java. */
async function acceptSendsFrom(broker: BrokerState, timeMs: number): Promise<void> {
  const change = ['-k', 'startAcceptSendRequestTimeStamp', '-v', String(timeMs)];
  const { out } = await admin(broker, ['updateBrokerConfig', '-b', broker.broker, ...change], 'quiet');
  if (!/success/.test(out)) throw new Error(`updateBrokerConfig: ${out.slice(0, 600)}`);
}
