import { updateGroup } from '../../core/admin/create.ts';
import { readLife } from '../../core/admin/messages/life.ts';
import { lookUpById, lookUpByKey, lookUpByUniqueKey } from '../../core/admin/messages/look-up.ts';
import { offsetMsgId } from '../../core/protocol/offset-id.ts';
import { type Behaviour, check, equal, message, producer, send, text, until } from '../harness.ts';

export const inspectLookUp: Behaviour[] = [
  {
    name: 'look-up by key finds each message with that key as one of its words, and no other',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const by = producer(client);
      await send(by, message(topic, 'a', { keys: ['ORD-1', 'PAY-1'] }));
      await send(by, message(topic, 'b', { keys: ['ORD-1'] }));
      const other = await send(by, message(topic, 'c', { keys: ['ORD-11'] }));
      const found = async (key: string) =>
        (await lookUpByKey(client, topic, key)).messages.map(({ body }) => text(body));
      await until('ORD-11', async () => (await found('ORD-11')).length === 1);
      equal(await found('ORD-1'), ['a', 'b'], 'ORD-1');
      equal(await found('PAY-1'), ['a'], 'PAY-1');
      equal(await found('ORD'), [], 'a part of a key');
      equal(await found(other.msgId), [], 'a unique key, which shares the index');
    },
  },
  {
    name: 'look-up by key keeps to its time window',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      await send(producer(client), message(topic, 'a', { keys: ['K'] }));
      await until('indexed', async () => (await lookUpByKey(client, topic, 'K')).messages.length === 1);
      const hour = 3_600_000;
      const within = (fromMs: number, toMs: number) => lookUpByKey(client, topic, 'K', { fromMs, toMs });
      equal((await within(Date.now() - hour, Date.now() + hour)).messages.length, 1, 'around now');
      equal((await within(Date.now() - 3 * hour, Date.now() - 2 * hour)).messages.length, 0, 'before');
    },
  },
  {
    name: 'look-up by unique key takes either case; an unknown one finds nothing',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const { msgId, offsetMsgId: offsetId } = await send(producer(client), message(topic, 'a'));
      const found = async (id: string) =>
        (await lookUpByUniqueKey(client, topic, id)).messages.map((one) => one.offsetMsgId);
      await until('indexed', async () => (await found(msgId)).length === 1);
      equal(await found(msgId), [offsetId], 'as it is');
      equal(await found(msgId.toLowerCase()), [offsetId], 'lower case');
      equal(await found(msgId.replace(/.{4}$/, 'FFFF')), [], 'unknown');
    },
  },
  {
    name: 'look-up by either id tells them apart',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const receipt = await send(producer(client), message(topic, 'a'));
      await until(
        'indexed',
        async () => (await lookUpById(client, receipt.msgId, topic)).messages.length === 1,
      );
      equal((await lookUpById(client, receipt.msgId, topic)).readAs, 'uniqueKey', 'unique key');
      const place = await lookUpById(client, ` ${receipt.offsetMsgId.toLowerCase()} `);
      equal([place.readAs, place.messages[0]?.uniqueKey], ['offsetId', receipt.msgId], 'offset id, no topic');
    },
  },
  {
    name: 'an offset id of a broker that is none of the cluster’s is not dialled, and told so',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const dialled: string[] = [];
      client.transport.onStatus((address) => dialled.push(address));
      const found = await lookUpById(client, offsetMsgId('127.0.0.1:1', 42), topic);
      equal([found.messages.length, found.readAs], [0, 'uniqueKey'], 'found');
      equal(found.unknownHost, '127.0.0.1:1', 'host');
      check(!dialled.includes('127.0.0.1:1'), 'it was dialled');
    },
  },
  {
    name: 'an offset id with nothing at its place finds nothing and says what the broker said',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const { brokerAddr } = await send(producer(client), message(topic, 'a'));
      const found = await lookUpById(client, offsetMsgId(brokerAddr, 999_999_999_999), topic);
      equal(found.messages.length, 0, 'found');
      check(found.placeError?.responseCode === 1, `refusal: ${JSON.stringify(found.placeError)}`);
    },
  },
  {
    name: 'the life of a delayed message: its scheduled copy, then the delivered one',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const receipt = await send(producer(client), message(topic, 'later', { delayLevel: 1 }));
      const life = () => readLife(client, topic, receipt.msgId);
      await until('both copies', async () => (await life()).copies.length === 2, 10_000);
      const { copies, unread, cut } = await life();
      equal(
        copies.map(({ place, attempt }) => [place, attempt]),
        [
          ['scheduled', 1],
          ['topic', 1],
        ],
        'copies',
      );
      equal(copies[0]?.goesTo, topic, 'goes to');
      equal(
        copies[0]?.message.offsetMsgId,
        receipt.offsetMsgId,
        'the id of the send is the scheduled copy’s',
      );
      equal([unread, cut], [[], []], 'nothing unread');
    },
  },
  {
    name: 'the life of a message to its dead letter: every copy in order, with group and attempt',
    timeoutMs: 70_000,
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const group = world.group();
      await updateGroup(client, { groupName: group, retryMaxTimes: 1 });
      const receipt = await send(producer(client), message(topic, 'poison'));
      const consumer = await world.consume(client, { group, topic, decide: () => 'later' });
      await consumer.waitFor(2, 40_000);
      const life = () => readLife(client, topic, receipt.msgId);
      await until('four copies', async () => (await life()).copies.length === 4, 10_000);
      const { copies, groups } = await life();
      equal(
        copies.map((copy) => [copy.place, copy.group === group]),
        [
          ['topic', false],
          ['scheduled', true],
          ['retry', true],
          ['deadLetter', true],
        ],
        'copies',
      );
      equal(
        copies.slice(0, 3).map(({ attempt }) => attempt),
        [1, 2, 2],
        'attempts',
      );
      check(groups.includes(group), 'the group was searched');
    },
  },
];
