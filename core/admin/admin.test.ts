import { beforeEach, describe, expect, it } from 'vitest';
import { ClientInstance } from '../client/client-instance.ts';
import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { createTopic, deleteGroup, deleteTopic, updateGroup } from './create.ts';
import { readDelayLevels } from './delay-levels.ts';
import { readRetryMaxTimes } from './groups.ts';
import { getMaxOffset, queryConsumerOffset, searchOffset, updateConsumerOffset } from './offsets.ts';
import { clusterInfo, listTopics } from './topics.ts';

let transport: FakeTransport;
let client: ClientInstance;
const queue = { topic: 'orders', brokerName: 'a', queueId: 3 };

beforeEach(async () => {
  transport = new FakeTransport();
  client = new ClientInstance({ nameServers: ['ns-1:1', 'ns-2:1'], transport, clock: new ManualClock() });
  transport.answers.GET_BROKER_CLUSTER_INFO =
    '{"brokerAddrTable":{"b":{"brokerAddrs":{0:"b:1"},"brokerName":"b","cluster":"c"},' +
    '"a":{"brokerAddrs":{0:"a:1",1:"a:2"},"brokerName":"a","cluster":"c"}},"clusterAddrTable":{"c":["a","b"]}}';
});

const sentTo = (name: string): string[] =>
  transport.sent.filter(({ request }) => request.name === name).map(({ address }) => address);

async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.catch((reason: unknown) => reason);
  return error instanceof GantryError ? error.data.code : error;
}

describe('the cluster', () => {
  it('is listed, and its brokers are known from then on', async () => {
    const { clusters, brokers } = await clusterInfo(client);
    expect([clusters, brokers.map(({ brokerName }) => brokerName)]).toEqual([['c'], ['a', 'b']]);
    expect(client.routes.masterAddress('b')).toBe('b:1');
  });

  it('lists its topics', async () => {
    transport.answers.GET_ALL_TOPIC_LIST_FROM_NAMESERVER = '{"topicList":["orders","%RETRY%g"]}';
    expect(await listTopics(client)).toEqual(['orders', '%RETRY%g']);
  });
});

describe('delay levels', () => {
  it('are read from the first broker that answers', async () => {
    await clusterInfo(client);
    transport.down.add('a:1');
    transport.answers.GET_BROKER_CONFIG = 'brokerName=b\nmessageDelayLevel=1s 2m 3h\n';
    expect(await readDelayLevels(client)).toEqual({
      levels: [
        { level: 1, name: '1s', ms: 1_000 },
        { level: 2, name: '2m', ms: 120_000 },
        { level: 3, name: '3h', ms: 10_800_000 },
      ],
      source: 'broker',
    });
  });

  it.each([
    ['a refusal', { code: 16, remark: 'no' }],
    ['nonsense', 'messageDelayLevel=soon'],
    ['silence about them', 'brokerName=a'],
  ])('are assumed after %s', async (_what, answer) => {
    await clusterInfo(client);
    transport.answers.GET_BROKER_CONFIG = answer;
    const { levels, source } = await readDelayLevels(client);
    expect([levels.length, source]).toEqual([18, 'assumed']);
  });

  it('throw when no broker can be reached', async () => {
    await clusterInfo(client);
    transport.down.add('a:1').add('b:1');
    expect(await codeOf(readDelayLevels(client))).toBe('CONNECT');
  });
});

describe('the retry limit', () => {
  beforeEach(async () => {
    await clusterInfo(client);
  });

  it('is read from the group', async () => {
    transport.answers.GET_SUBSCRIPTIONGROUP_CONFIG = '{"groupName":"g","retryMaxTimes":3}';
    expect(await readRetryMaxTimes(client, 'g')).toEqual({ retryMaxTimes: 3, source: 'broker' });
  });

  it('is read from the list of all groups on 4.x, where 352 is unknown', async () => {
    transport.answers.GET_SUBSCRIPTIONGROUP_CONFIG = { code: 3 };
    transport.answers.GET_ALL_SUBSCRIPTIONGROUP_CONFIG =
      '{"subscriptionGroupTable":{"g":{"groupName":"g","retryMaxTimes":1}}}';
    expect(await readRetryMaxTimes(client, 'g')).toEqual({ retryMaxTimes: 1, source: 'broker' });
    expect(await readRetryMaxTimes(client, 'unknown')).toEqual({ retryMaxTimes: 16, source: 'assumed' });
    transport.answers.GET_ALL_SUBSCRIPTIONGROUP_CONFIG = { code: 1 };
    expect(await readRetryMaxTimes(client, 'g')).toEqual({ retryMaxTimes: 16, source: 'assumed' });
  });
});

describe('offsets', () => {
  beforeEach(async () => {
    await clusterInfo(client);
  });

  it('come from the queue’s master', async () => {
    transport.answers.GET_MAX_OFFSET = ({ extFields }) => ({
      extFields: { offset: `1${extFields.queueId}` },
    });
    transport.answers.SEARCH_OFFSET_BY_TIMESTAMP = ({ extFields }) => ({
      extFields: { offset: extFields.timestamp ?? '' },
    });
    expect(await getMaxOffset(client, queue)).toBe(13);
    expect(await searchOffset(client, queue, 42)).toBe(42);
    expect(sentTo('GET_MAX_OFFSET')).toEqual(['a:1']);
  });

  it('of a group are undefined when it never committed', async () => {
    transport.answers.QUERY_CONSUMER_OFFSET = { code: 22 };
    expect(await queryConsumerOffset(client, 'g', queue)).toBeUndefined();
    transport.answers.QUERY_CONSUMER_OFFSET = { extFields: { offset: '0' } };
    expect(await queryConsumerOffset(client, 'g', queue)).toBe(0);
    await updateConsumerOffset(client, 'g', queue, 5);
    expect(transport.sent.find(({ request }) => request.code === 15)?.request.extFields).toEqual({
      consumerGroup: 'g',
      topic: 'orders',
      queueId: '3',
      commitOffset: '5',
    });
  });
});

describe('changes', () => {
  it('create a topic on every master, or on one broker', async () => {
    await createTopic(client, { topic: 't', queues: 3 });
    expect(sentTo('UPDATE_AND_CREATE_TOPIC')).toEqual(['a:1', 'b:1']);
    await createTopic(client, { topic: 't', queues: 3, brokerName: 'b' });
    expect(sentTo('UPDATE_AND_CREATE_TOPIC')).toEqual(['a:1', 'b:1', 'b:1']);
    expect(transport.sent.find(({ request }) => request.code === 17)?.request.extFields).toMatchObject({
      topic: 't',
      defaultTopic: 'TBW102',
      readQueueNums: '3',
      writeQueueNums: '3',
      perm: '6',
      topicFilterType: 'SINGLE_TAG',
    });
  });

  it('delete a topic on every master and at every name server', async () => {
    await deleteTopic(client, 't');
    expect(sentTo('DELETE_TOPIC_IN_BROKER')).toEqual(['a:1', 'b:1']);
    expect(sentTo('DELETE_TOPIC_IN_NAMESRV')).toEqual(['ns-1:1', 'ns-2:1']);
  });

  it('of a group keep what they do not name, members unknown to us included', async () => {
    transport.answers.GET_SUBSCRIPTIONGROUP_CONFIG = (_request, address) =>
      address === 'a:1'
        ? '{"groupName":"g","consumeEnable":false,"retryMaxTimes":5,"consumeTimeoutMinute":7,"new6x":{"x":1}}'
        : { code: 26 };
    await updateGroup(client, { groupName: 'g', retryMaxTimes: 1 });
    const written = transport.sent
      .filter(({ request }) => request.code === 200)
      .map(({ address, request }) => [address, JSON.parse(Buffer.from(request.body).toString())]);
    expect(Object.fromEntries(written)).toMatchObject({
      'a:1': {
        groupName: 'g',
        consumeEnable: false,
        retryMaxTimes: 1,
        consumeTimeoutMinute: 7,
        new6x: { x: 1 },
      },
      'b:1': { groupName: 'g', consumeEnable: true, retryMaxTimes: 1, consumeTimeoutMinute: 15, brokerId: 0 },
    });
  });

  it('throw what one broker refuses, after all were asked', async () => {
    transport.answers.DELETE_SUBSCRIPTIONGROUP = (_request, address) =>
      address === 'a:1' ? { code: 16 } : {};
    expect(await codeOf(deleteGroup(client, 'g'))).toBe('RESPONSE');
    expect(sentTo('DELETE_SUBSCRIPTIONGROUP')).toEqual(['a:1', 'b:1']);
  });
});
