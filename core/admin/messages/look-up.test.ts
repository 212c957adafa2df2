import { beforeEach, describe, expect, it } from 'vitest';
import { encodeStoredMessage, type StoredMessageFields } from '../../protocol/message-codec.ts';
import { offsetMsgId } from '../../protocol/offset-id.ts';
import { FakeCluster, storedMessage } from '../fake-cluster.ts';
import { lookUpById, lookUpByKey, lookUpByUniqueKey } from './look-up.ts';

const queue = { topic: 't', brokerName: 'a', queueId: 0 };
const found = (...messages: StoredMessageFields[]) => ({
  extFields: { indexLastUpdateTimestamp: '1', indexLastUpdatePhyoffset: '1' },
  body: Buffer.concat(messages.map(encodeStoredMessage)),
});
const NONE = { code: 22, extFields: { indexLastUpdateTimestamp: '0', indexLastUpdatePhyoffset: '0' } };
const KEY = 'C00002021119CF2107E07E98C1620000';

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});

describe('by key', () => {
  it('drops what the index mixes up: a part of a key, another topic, a unique key', async () => {
    cluster.transport.answers.QUERY_MESSAGE = (_request, address) =>
      address === 'b:1'
        ? NONE
        : found(
            storedMessage(queue, 0, { properties: [['KEYS', 'K1 K2']] }),
            storedMessage(queue, 1, { properties: [['KEYS', 'K22']] }),
            storedMessage({ ...queue, topic: 'other' }, 2, { properties: [['KEYS', 'K2']] }),
            storedMessage(queue, 3, { properties: [['UNIQ_KEY', 'K2']] }),
          );
    const { messages, failures, cutAt } = await lookUpByKey(cluster.client, 't', 'K2');
    expect(messages.map(({ queueOffset }) => queueOffset)).toEqual([0]);
    expect([failures, cutAt]).toEqual([[], []]);
    const [request] = cluster.requests('QUERY_MESSAGE');
    expect(request?.extFields).toEqual({
      topic: 't',
      key: 'K2',
      maxNum: '64',
      beginTimestamp: '0',
      endTimestamp: '9007199254740991',
    });
  });

  it('asks every broker, names the one that fails, and fails when all do', async () => {
    cluster.transport.answers.QUERY_MESSAGE = found(storedMessage(queue, 0, { properties: [['KEYS', 'K']] }));
    cluster.transport.down.add('b:1');
    const { messages, failures } = await lookUpByKey(cluster.client, 't', 'K');
    expect([messages.length, failures.map(({ brokerName }) => brokerName)]).toEqual([1, ['b']]);
    cluster.transport.answers.QUERY_MESSAGE = { code: 16, remark: 'no' };
    await expect(lookUpByKey(cluster.client, 't', 'K')).rejects.toMatchObject({ data: { responseCode: 16 } });
  });

  it('says where there may be more', async () => {
    const many = Array.from({ length: 64 }, (_, n) =>
      storedMessage(queue, n, { properties: [['KEYS', 'K']] }),
    );
    cluster.transport.answers.QUERY_MESSAGE = (_request, address) =>
      address === 'a:1' ? found(...many) : NONE;
    expect((await lookUpByKey(cluster.client, 't', 'K')).cutAt).toEqual(['a']);
  });
});

describe('by unique key', () => {
  const copy = storedMessage(queue, 0, { properties: [['UNIQ_KEY', KEY]] });

  it('announces 399 and does not sign its flag', async () => {
    cluster.transport.answers.QUERY_MESSAGE = found(copy);
    await lookUpByUniqueKey(cluster.client, 't', KEY);
    const sent = cluster.transport.sent.find(({ request }) => request.name === 'QUERY_MESSAGE');
    expect(sent?.request).toMatchObject({ version: 399, unsigned: ['_UNIQUE_KEY_QUERY'] });
    expect(sent?.request.extFields).toMatchObject({ _UNIQUE_KEY_QUERY: 'true', maxNum: '32' });
  });

  it('signs the flag in a second try, for brokers 4.4 to 4.6', async () => {
    cluster.transport.answers.QUERY_MESSAGE = ({ unsigned }) =>
      unsigned === undefined
        ? found(copy)
        : { code: 1, remark: 'AclException: Check signature failed for x' };
    const { messages } = await lookUpByUniqueKey(cluster.client, 't', KEY);
    expect(messages.length).toBe(2);
  });

  it('tries a pasted lower-case key in capitals', async () => {
    cluster.transport.answers.QUERY_MESSAGE = ({ extFields }, address) =>
      extFields.key === KEY && address === 'a:1' ? found(copy) : NONE;
    expect((await lookUpByUniqueKey(cluster.client, 't', KEY.toLowerCase())).messages.length).toBe(1);
  });
});

describe('by either id', () => {
  it('dials a place only when the cluster has a broker there', async () => {
    cluster.transport.answers.QUERY_MESSAGE = NONE;
    const result = await lookUpById(cluster.client, offsetMsgId('10.9.9.9:10911', 5), 't');
    expect(result).toMatchObject({ messages: [], readAs: 'uniqueKey', unknownHost: '10.9.9.9:10911' });
    expect(cluster.transport.sent.some(({ address }) => address.startsWith('10.9.9.9'))).toBe(false);
  });

  it('takes what lies at the place only when it is the message itself', async () => {
    cluster.transport.answers.GET_BROKER_CLUSTER_INFO =
      '{"brokerAddrTable":{"a":{"brokerName":"a","cluster":"c","brokerAddrs":{0:"127.0.0.1:10911"}}}}';
    cluster.transport.answers.VIEW_MESSAGE_BY_ID = found(storedMessage(queue, 3));
    const id = offsetMsgId('127.0.0.1:10911', 300);
    expect(await lookUpById(cluster.client, id)).toMatchObject({ readAs: 'offsetId', messages: [{}] });
    const other = offsetMsgId('127.0.0.1:10911', 301);
    expect(await lookUpById(cluster.client, other)).toMatchObject({ messages: [] });
    cluster.transport.answers.VIEW_MESSAGE_BY_ID = { code: 1, remark: 'can not find message' };
    expect(await lookUpById(cluster.client, other)).toMatchObject({ placeError: { responseCode: 1 } });
  });
});
