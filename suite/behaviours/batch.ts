import { lookUpById, lookUpByKey, lookUpByUniqueKey } from '../../core/admin/messages/look-up.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import { GantryError } from '../../core/model/error.ts';
import type { OutgoingMessage } from '../../core/model/message.ts';
import { PROPERTY } from '../../core/model/properties.ts';
import type { BatchOutcome, BatchReceipt } from '../../core/model/send.ts';
import { encodeBatch } from '../../core/producer/encode-batch.ts';
import { sendHeader } from '../../core/producer/encode-send.ts';
import type { Producer } from '../../core/producer/producer.ts';
import { RESPONSE } from '../../core/protocol/codes.ts';
import { encodeRequest } from '../../core/protocol/define-request.ts';
import { encodeProperties } from '../../core/protocol/properties-codec.ts';
import { sendBatchMessage } from '../../core/protocol/requests/send.ts';
import { type Behaviour, equal, message, producer, text, until, type World } from '../harness.ts';
import { storedCounts, sum, untilStored } from './stored-count.ts';

const MIB = 1024 * 1024;

async function sendBatch(by: Producer, messages: OutgoingMessage[]): Promise<BatchReceipt> {
  const outcome = await by.sendBatch(messages);
  if (outcome.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)}`);
  return outcome.receipt;
}

const bodiesOf = (count: number): string[] => Array.from({ length: count }, (_, n) => `item ${n}`);

/** A batch of `count` messages, each with a key of its own. */
async function sent(world: World, count: number) {
  const client = world.client();
  const topic = await world.topic(client);
  const messages = bodiesOf(count).map((body, n) => message(topic, body, { keys: [`KEY-${n}`] }));
  const receipt = await sendBatch(producer(client), messages);
  return { client, topic, receipt };
}

/** What becomes of a batch, whose topic must stay empty. */
async function refused(
  world: World,
  messagesOf: (topic: string, client: ClientInstance) => OutgoingMessage[],
): Promise<unknown> {
  const client = world.client();
  const topic = await world.topic(client);
  const outcome = await producer(client).sendBatch(messagesOf(topic, client));
  equal(sum(await storedCounts(client, topic)), 0, 'messages stored');
  return inputParams(outcome);
}

function inputParams(outcome: BatchOutcome): unknown {
  if (outcome.kind !== 'notSent') throw new Error(`outcome ${outcome.kind}`);
  const { field, rule } = outcome.error.params;
  return { field, rule };
}

export const batchSending: Behaviour[] = [
  {
    name: 'a batch is stored in one queue, one message behind the other, and arrives in that order',
    async run(world) {
      const { client, topic, receipt } = await sent(world, 10);
      equal([receipt.status, receipt.attempts, receipt.queueOffset], ['SEND_OK', 1, 0], 'receipt');
      const counts = await untilCounted(client, topic, 10);
      equal(counts[receipt.queue.queueId], 10, 'messages of its queue');
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(10);
      equal(consumer.bodies(), bodiesOf(10), 'order of arrival');
      equal(
        consumer.held.map((delivery) => delivery.message.queueOffset),
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        'offsets',
      );
    },
  },
  {
    name: 'messages of a batch keep their own tag, keys, properties and id',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const receipt = await sendBatch(producer(client), [
        message(topic, 'one', { tag: 'paid', keys: ['A'], properties: [['n', '1']] }),
        message(topic, '二', { tag: 'shipped', keys: ['B', 'C'], properties: [['城市', '上海']] }),
        message(topic, 'three'),
      ]);
      const consumer = await world.consume(client, { group: world.group(), topic, decide: () => 'ack' });
      await consumer.waitFor(3);
      const got = consumer.held.map((delivery) => delivery.message);
      equal(
        got.map(({ tag, keys, body }) => [tag, keys, text(body)]),
        [
          ['paid', 'A', 'one'],
          ['shipped', 'B C', '二'],
          ['', '', 'three'],
        ],
        'tags, keys and bodies',
      );
      equal(got[0]?.properties.find(([name]) => name === 'n')?.[1], '1', 'property of the first');
      equal(got[1]?.properties.find(([name]) => name === '城市')?.[1], '上海', 'property of the second');
      equal(
        got.map(({ uniqueKey }) => uniqueKey),
        receipt.msgIds,
        'unique keys',
      );
      for (const { properties } of got)
        equal(properties.filter(([name]) => name === 'UNIQ_KEY').length, 1, 'unique keys of a message');
    },
  },
  {
    name: 'a tag pattern finds the messages of a batch that carry it',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const tagged = ['a', 'b', 'a', 'c'].map((tag, n) => message(topic, `${tag}${n}`, { tag }));
      await sendBatch(producer(client), tagged);
      const consumer = await world.consume(client, {
        group: world.group(),
        topic,
        tagPattern: 'a',
        decide: () => 'ack',
      });
      await consumer.waitFor(2);
      equal(consumer.bodies(), ['a0', 'a2'], 'bodies');
    },
  },
  {
    name: 'each id of a batch finds its own message',
    async run(world) {
      const { client, topic, receipt } = await sent(world, 5);
      equal(new Set(receipt.msgIds).size, 5, 'distinct ids');
      await until('each message found', async () => {
        const found = await Promise.all(receipt.msgIds.map((id) => lookUpByUniqueKey(client, topic, id)));
        const bodies = found.map(({ messages }) => messages.map(({ body }) => text(body)).join());
        return bodies.join() === bodiesOf(5).join();
      });
    },
  },
  {
    name: 'each offset id of a batch finds its own message',
    async run(world) {
      const { client, topic, receipt } = await sent(world, 5);
      equal(receipt.offsetMsgIds.length, 5, 'ids');
      await untilStored(client, topic, 5);
      const found = await Promise.all(receipt.offsetMsgIds.map((id) => lookUpById(client, id, topic)));
      equal(
        found.map(({ messages }) => messages.map(({ body }) => text(body))),
        bodiesOf(5).map((body) => [body]),
        'bodies',
      );
      equal(
        found.map(({ readAs }) => readAs),
        ['offsetId', 'offsetId', 'offsetId', 'offsetId', 'offsetId'],
        'read as',
      );
    },
  },
  {
    name: 'each key of a batch finds its own message',
    async run(world) {
      const { client, topic } = await sent(world, 3);
      await until('KEY-1', async () => {
        const { messages } = await lookUpByKey(client, topic, 'KEY-1');
        return messages.map(({ body }) => text(body)).join() === 'item 1';
      });
    },
  },
  {
    name: 'a batch of one is a batch',
    async run(world) {
      const { client, topic, receipt } = await sent(world, 1);
      equal(receipt.offsetMsgIds.length, 1, 'ids');
      await untilStored(client, topic, 1);
    },
  },
  {
    name: 'a batch of a thousand is stored whole',
    async run(world) {
      const { client, topic, receipt } = await sent(world, 1_000);
      equal(new Set(receipt.offsetMsgIds).size, 1_000, 'distinct ids');
      await untilStored(client, topic, 1_000);
    },
  },
  {
    name: 'a damaged batch, or a delayed one, is refused by the broker as a whole',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const two = encodeBatch(
        ['a', 'b'].map((body) => ({ message: message(topic, body), uniqueKey: client.nextUniqueKey() })),
        MIB,
      );
      const cut = two.subarray(0, two.length - 3);
      const delayed = encodeProperties([[PROPERTY.delayLevel, '2']]);
      equal(await rawBatch(client, topic, cut), RESPONSE.SYSTEM_ERROR, 'code of a damaged one');
      equal(await rawBatch(client, topic, two, delayed), RESPONSE.MESSAGE_ILLEGAL, 'code of a delayed one');
      equal(await rawBatch(client, topic, two), RESPONSE.SUCCESS, 'code of a sound one');
      await untilStored(client, topic, 2);
    },
  },
  {
    name: 'batches go round all queues of a topic',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      const queues: number[] = [];
      for (let n = 0; n < 4; n++) {
        const { queue } = await sendBatch(by, [message(topic, 'a'), message(topic, 'b')]);
        queues.push(queue.queueId);
      }
      equal(queues.sort(), [0, 1, 2, 3], 'queues used');
    },
  },
  {
    name: 'a batch to a topic that does not exist creates it',
    async run(world) {
      const client = world.client();
      const topic = world.topicName();
      await sendBatch(producer(client), [message(topic, 'one'), message(topic, 'two')]);
      await untilStored(client, topic, 2);
    },
  },
  {
    name: 'a batch of no messages, or of more than a broker can count, is refused before anything is sent',
    async run(world) {
      const error = { field: 'messages', rule: 'range' };
      equal(await refused(world, () => []), error, 'error of none');
      const many = (topic: string): OutgoingMessage[] => Array(32_768).fill(message(topic, 'a'));
      equal(await refused(world, many), error, 'error of 32,768');
    },
  },
  {
    name: 'a batch of two topics is refused before anything is sent',
    async run(world) {
      const error = await refused(world, (topic) => [message(topic, 'a'), message(`${topic}-2`, 'b')]);
      equal(error, { field: 'messages.1.topic', rule: 'differs' }, 'error');
    },
  },
  {
    name: 'a batch with a delayed message is refused before anything is sent',
    async run(world) {
      const error = await refused(world, (topic) => [
        message(topic, 'a'),
        message(topic, 'b', { delayLevel: 1 }),
      ]);
      equal(error, { field: 'messages.1.delayLevel', rule: 'batchDelay' }, 'error');
    },
  },
  {
    name: 'a batch with a message that could not be sent alone is refused, and the message named',
    async run(world) {
      const error = await refused(world, (topic) => [message(topic, 'a'), message(topic, '')]);
      equal(error, { field: 'messages.1.body', rule: 'empty' }, 'error');
    },
  },
  {
    name: 'a batch of more than 4 MiB in all is refused before anything is sent',
    async run(world) {
      const error = await refused(world, (topic) =>
        [0, 1].map(() => ({ ...message(topic, ''), body: new Uint8Array(2 * MIB) })),
      );
      equal(error, { field: 'messages', rule: 'tooLarge' }, 'error');
    },
  },
];

/** The response code to a batch as bytes. */
async function rawBatch(
  client: ClientInstance,
  topic: string,
  body: Uint8Array,
  properties = '',
): Promise<number> {
  const { queues } = await client.routes.forPublish(topic);
  const facts = { group: 'gantry-suite-producer', nowMs: Date.now() };
  const header = { ...sendHeader(topic, facts), queueId: 0, sysFlag: 0, properties, batch: true };
  const request = encodeRequest(sendBatchMessage, header, body);
  try {
    return (await client.invokeBroker(queues[0]?.brokerName ?? '', request)).code;
  } catch (error) {
    return (error instanceof GantryError ? error.data.responseCode : undefined) ?? -1;
  }
}

async function untilCounted(client: ClientInstance, topic: string, count: number): Promise<number[]> {
  await untilStored(client, topic, count);
  return await storedCounts(client, topic);
}
