import { randomBytes } from 'node:crypto';
import type { OutgoingMessage } from '../../core/model/message.ts';
import type { HandedOver, OnewayOutcome } from '../../core/model/send.ts';
import { Producer } from '../../core/producer/producer.ts';
import {
  type Behaviour,
  bytes,
  check,
  equal,
  message,
  producer,
  send,
  text,
  type World,
} from '../harness.ts';
import { storedCounts, untilStored } from './stored-count.ts';

const MIB = 1024 * 1024;

async function handedOver(outcome: Promise<OnewayOutcome>): Promise<HandedOver> {
  const settled = await outcome;
  if (settled.kind !== 'oneway') throw new Error(`not handed over: ${JSON.stringify(settled)}`);
  return settled;
}

/** What a consumer gets of what was sent one-way; one message, held. */
async function roundTrip(world: World, more: Partial<OutgoingMessage>) {
  const client = world.client();
  const topic = await world.topic(client);
  const handed = await handedOver(producer(client).sendOneway(message(topic, 'hello', more)));
  const consumer = await world.consume(client, { group: world.group(), topic });
  const [delivery] = await consumer.waitFor(1);
  if (delivery === undefined) throw new Error('nothing came');
  consumer.ack(delivery);
  return { handed, got: delivery.message };
}

export const onewaySending: Behaviour[] = [
  {
    name: 'a one-way send knows its id, its queue and its broker, and that is how it arrives',
    async run(world) {
      const { handed, got } = await roundTrip(world, {});
      equal(got.uniqueKey, handed.msgId, 'unique key');
      equal(got.queue, handed.queue, 'queue');
      check(/^.+:\d+$/.test(handed.brokerAddr), `broker address: ${handed.brokerAddr}`);
    },
  },
  {
    name: 'body, tag, keys and properties of a one-way send arrive as sent',
    async run(world) {
      const { got } = await roundTrip(world, {
        body: bytes('订单 '.repeat(2_000)),
        tag: 'paid',
        keys: ['ORD-1', 'PAY-1'],
        properties: [['source', 'suite']],
      });
      equal(text(got.body), '订单 '.repeat(2_000), 'body');
      equal([got.tag, got.keys], ['paid', 'ORD-1 PAY-1'], 'tag and keys');
      equal(got.properties.find(([name]) => name === 'source')?.[1], 'suite', 'property');
    },
  },
  {
    name: 'a delayed one-way send arrives after its level',
    async run(world) {
      const startedAt = Date.now();
      const { got } = await roundTrip(world, { delayLevel: 1 });
      check(Date.now() - startedAt >= 900, 'not before its time');
      equal(got.properties.find(([name]) => name === 'DELAY')?.[1], '1', 'DELAY on delivery');
    },
  },
  {
    name: 'one-way sends go round all queues, and all of them are stored',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      for (let n = 0; n < 200; n++) await handedOver(by.sendOneway(message(topic, `m${n}`)));
      await untilStored(client, topic, 200);
      equal(await storedCounts(client, topic), [50, 50, 50, 50], 'messages of each queue');
    },
  },
  {
    name: 'a one-way send to a topic that does not exist creates it',
    async run(world) {
      const client = world.client();
      const topic = world.topicName();
      await handedOver(producer(client).sendOneway(message(topic, 'first')));
      await untilStored(client, topic, 1);
    },
  },
  {
    name: 'a one-way send that the broker refuses ends no other way, and nothing is stored',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = new Producer(client, { group: world.name('producer'), maxBodyBytes: 8 * MIB });
      const tooLarge = { ...message(topic, ''), body: randomBytes(4 * MIB + 1) };
      const answered = await by.send(tooLarge);
      equal(answered.kind, 'refused', 'what a sync send learns');
      await handedOver(by.sendOneway(tooLarge));
      await handedOver(by.sendOneway(message(topic, 'behind it')));
      await untilStored(client, topic, 1);
    },
  },
  {
    name: 'a one-way send of bad input is refused before anything is sent',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const outcome = await producer(client).sendOneway(message(topic, ''));
      if (outcome.kind !== 'notSent') throw new Error(`outcome ${outcome.kind}`);
      equal([outcome.error.params.field, outcome.error.params.rule], ['body', 'empty'], 'error');
    },
  },
  {
    name: 'a one-way send with no name server there is not sent, and says who was dialled',
    async run(world) {
      const outcome = await producer(world.client(['127.0.0.1:1'])).sendOneway(message('orders', 'body'));
      if (outcome.kind !== 'notSent') throw new Error(`outcome ${outcome.kind}`);
      equal(outcome.error.params.address, '127.0.0.1:1', 'address');
    },
  },
  {
    name: 'a closed producer hands nothing over',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      await handedOver(by.sendOneway(message(topic, 'one')));
      await by.close();
      equal((await by.sendOneway(message(topic, 'two'))).kind, 'notSent', 'outcome after close');
      // Behind it on the same connection: what the closed one had sent would be stored by then as well.
      await send(producer(client), message(topic, 'three'));
      await untilStored(client, topic, 2);
    },
  },
];
