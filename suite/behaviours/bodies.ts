import { deflateSync, zstdCompressSync } from 'node:zlib';
import { compress as lz4Frame } from 'lz4js';
import { masterNames } from '../../core/admin/each-broker.ts';
import type { ClientInstance } from '../../core/client/client-instance.ts';
import type { ReceivedMessage } from '../../core/model/message.ts';
import { encodeRequest } from '../../core/protocol/define-request.ts';
import { SYS_FLAG_LZ4, SYS_FLAG_ZLIB, SYS_FLAG_ZSTD } from '../../core/protocol/inflate.ts';
import { SYS_FLAG_COMPRESSED } from '../../core/protocol/message-codec.ts';
import { encodeProperties } from '../../core/protocol/properties-codec.ts';
import { updateAndCreateTopic } from '../../core/protocol/requests/admin.ts';
import { sendBatchMessage, sendMessageV2 } from '../../core/protocol/requests/send.ts';
import {
  type Behaviour,
  bytes,
  equal,
  message,
  producer,
  send,
  text,
  until,
  type World,
} from '../harness.ts';

const BODY = bytes('compressible '.repeat(1_000));

/** Sends bytes as some other client would have compressed them. */
async function sendRaw(
  client: ClientInstance,
  spec: typeof sendMessageV2,
  topic: string,
  body: Uint8Array,
  sysFlag = 0,
): Promise<void> {
  const { queues } = await client.routes.forPublish(topic);
  const header = {
    producerGroup: 'gantry-suite-producer',
    topic,
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    queueId: 0,
    sysFlag,
    bornTimestamp: Date.now(),
    flag: 0,
    properties: encodeProperties([['UNIQ_KEY', client.nextUniqueKey()]]),
    reconsumeTimes: 0,
    unitMode: false,
    batch: spec === sendBatchMessage,
  };
  await client.invokeBroker(queues[0]?.brokerName ?? '', encodeRequest(spec, header, body));
}

async function received(world: World, client: ClientInstance, topic: string, count: number) {
  const consumer = await world.consume(client, { group: world.group(), topic, startFrom: 'first' });
  return (await consumer.waitFor(count)).map((delivery): ReceivedMessage => delivery.message);
}

const compressed = (name: string, type: number, stored: Uint8Array): Behaviour => ({
  name: `a body compressed with ${name} arrives inflated`,
  async run(world) {
    const client = world.client();
    const topic = await world.topic(client, 1);
    await sendRaw(client, sendMessageV2, topic, stored, SYS_FLAG_COMPRESSED | type);
    const [got] = await received(world, client, topic, 1);
    equal(text(got?.body ?? bytes('')), text(BODY), 'body');
    equal([got?.storedBodyBytes, (got?.sysFlag ?? 1) & SYS_FLAG_COMPRESSED], [stored.length, 0], 'as stored');
  },
});

/** An item of a batch body. */
function batchItem(body: string): Buffer {
  const properties = Buffer.from(encodeProperties([['own', body]]));
  const item = Buffer.alloc(22 + body.length + properties.length);
  item.writeInt32BE(item.length, 0);
  item.writeInt32BE(body.length, 16);
  item.write(body, 20);
  item.writeInt16BE(properties.length, 20 + body.length);
  properties.copy(item, 22 + body.length);
  return item;
}

/** Asks for a topic whose batches are stored as one record each; a broker that knows no such thing makes a plain one. */
async function batchTopic(world: World, client: ClientInstance): Promise<string> {
  const topic = world.topicName();
  const create = encodeRequest(updateAndCreateTopic, {
    topic,
    defaultTopic: 'TBW102',
    readQueueNums: 1,
    writeQueueNums: 1,
    perm: 6,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
  });
  create.extFields.attributes = '+queue.type=BatchCQ';
  const [brokerName = ''] = await masterNames(client);
  await client.invokeBroker(brokerName, create);
  await until('its route', async () => (await client.routes.forPublish(topic)).exists);
  return topic;
}

export const bodies: Behaviour[] = [
  compressed('zlib, by an old client', 0, deflateSync(BODY)),
  compressed('zlib', SYS_FLAG_ZLIB, deflateSync(BODY)),
  compressed('LZ4', SYS_FLAG_LZ4, lz4Frame(BODY)),
  compressed('Zstandard', SYS_FLAG_ZSTD, zstdCompressSync(BODY)),
  {
    name: 'a body that cannot be inflated arrives as stored, and its neighbours whole',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const by = producer(client);
      await send(by, message(topic, 'before'));
      for (const type of [SYS_FLAG_LZ4, SYS_FLAG_ZSTD, SYS_FLAG_ZLIB])
        await sendRaw(client, sendMessageV2, topic, bytes('damaged'), SYS_FLAG_COMPRESSED | type);
      await send(by, message(topic, 'after'));
      const got = await received(world, client, topic, 5);
      equal(
        got.map(({ body, sysFlag }) => [text(body), sysFlag & SYS_FLAG_COMPRESSED]),
        [
          ['before', 0],
          ['damaged', 1],
          ['damaged', 1],
          ['damaged', 1],
          ['after', 0],
        ],
        'bodies',
      );
    },
  },
  {
    name: 'a body of any bytes arrives as it was',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await send(producer(client), { ...message(topic, ''), body: every });
      const [got] = await received(world, client, topic, 1);
      equal([...(got?.body ?? [])], [...every], 'bytes');
    },
  },
  {
    name: 'the messages of a batch arrive one by one, also where it is stored as one record',
    async run(world) {
      const client = world.client();
      const topic = await batchTopic(world, client);
      const batch = Buffer.concat(['a', 'b', 'c'].map(batchItem));
      await sendRaw(client, sendBatchMessage, topic, batch);
      await sendRaw(client, sendBatchMessage, topic, batchItem('d'));
      const got = await received(world, client, topic, 4);
      equal(
        got.map(({ body, queueOffset, properties }) => [
          text(body),
          queueOffset,
          properties.find(([name]) => name === 'own')?.[1],
        ]),
        ['a', 'b', 'c', 'd'].map((body, offset) => [body, offset, body]),
        'messages',
      );
    },
  },
];
