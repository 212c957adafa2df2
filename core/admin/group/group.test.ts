import { beforeEach, describe, expect, it } from 'vitest';
import { tagSubscription } from '../../protocol/heartbeat-json.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { campsOf } from './compare-subscriptions.ts';
import { consumeDirectly } from './consume-directly.ts';
import { groupsOfTopic } from './groups-of-topic.ts';
import { isSystemGroup, listGroups } from './list-groups.ts';
import { readMembers } from './members.ts';
import { readProgress } from './progress.ts';
import { decodeRunningInfo, readRunningInfo } from './running-info.ts';

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});

const connection = (clientIds: string[], tags: string, subVersion: number) =>
  JSON.stringify({
    connectionSet: clientIds.map((clientId) => ({
      clientId,
      clientAddr: '10.0.0.1:5',
      language: 'JAVA',
      version: 479,
    })),
    subscriptionTable: { t: { topic: 't', subString: tags, subVersion } },
    consumeType: 'CONSUME_PASSIVELY',
    messageModel: 'CLUSTERING',
    consumeFromWhere: 'CONSUME_FROM_LAST_OFFSET',
  });

describe('members', () => {
  it('are gathered from all brokers; a topic the brokers disagree about is named', async () => {
    cluster.transport.answers.GET_CONSUMER_CONNECTION_LIST = (_request, address) =>
      address === 'a:1' ? connection(['x', 'y'], 'old', 1) : connection(['y'], 'new', 2);
    const online = await readMembers(cluster.client, 'g');
    expect(online.members.map(({ clientId, brokerNames }) => [clientId, brokerNames])).toEqual([
      ['x', ['a']],
      ['y', ['a', 'b']],
    ]);
    expect(online.members[0]).toMatchObject({ language: 'JAVA', version: 479, versionName: '5.3.3' });
    expect(online.subscriptions.map(({ subString }) => subString)).toEqual(['new']);
    expect(online.disputedTopics).toEqual(['t']);
  });

  it('are none when every broker says so; a broker that is gone is named', async () => {
    cluster.transport.answers.GET_CONSUMER_CONNECTION_LIST = { code: 206 };
    cluster.transport.down.add('b:1');
    const { members, failures } = await readMembers(cluster.client, 'g');
    expect([members, failures.map(({ brokerName }) => brokerName)]).toEqual([[], ['b']]);
  });
});

describe('groups', () => {
  it('are gathered with their settings on each broker', async () => {
    cluster.transport.answers.GET_ALL_SUBSCRIPTIONGROUP_CONFIG = (_request, address) =>
      `{"subscriptionGroupTable":{"g":{"retryMaxTimes":${address === 'a:1' ? 16 : 3}}}}`;
    const { groups } = await listGroups(cluster.client);
    expect(groups.map(({ group }) => group)).toEqual(['g']);
    expect(groups[0]?.configs.map(({ config }) => config.retryMaxTimes)).toEqual([16, 3]);
  });

  it.each([
    ['TOOLS_CONSUMER', true],
    ['CID_RMQ_SYS_TRANS', true],
    ['CID_ONSAPI_OWNER', true],
    ['CID_orders', false],
  ])('%s is the brokers’ own: %s', (group, system) => {
    expect(isSystemGroup(group)).toBe(system);
  });

  it('of a topic are without the topic’s own name, unless a group has it', async () => {
    cluster.transport.answers.QUERY_TOPIC_CONSUME_BY_WHO = '{"groupList":["t","g"]}';
    cluster.transport.answers.GET_ALL_SUBSCRIPTIONGROUP_CONFIG = '{"subscriptionGroupTable":{"g":{}}}';
    expect((await groupsOfTopic(cluster.client, 't')).groups).toEqual(['g']);
    cluster.transport.answers.GET_ALL_SUBSCRIPTIONGROUP_CONFIG = '{"subscriptionGroupTable":{"t":{}}}';
    expect((await groupsOfTopic(cluster.client, 't')).groups).toEqual(['g', 't']);
  });
});

describe('progress', () => {
  it('reads fastjson’s maps and sums what lies behind, not what lies ahead', async () => {
    const line = (queueId: number, broker: number, consumer: number, last: number) =>
      `{"brokerName":"a","queueId":${queueId},"topic":"t"}:` +
      `{"brokerOffset":${broker},"consumerOffset":${consumer},"lastTimestamp":${last},"pullOffset":0}`;
    cluster.transport.answers.GET_CONSUME_STATS = (_request, address) =>
      `{"consumeTps":0.0,"offsetTable":{${address === 'a:1' ? [line(1, 12, 10, 7), line(0, 1, 3, 0)] : ''}}}`;
    const { queues, lag } = await readProgress(cluster.client, 'g');
    expect(queues.map(({ queue, lag: of, consumedUpToMs }) => [queue.queueId, of, consumedUpToMs])).toEqual([
      [0, -2, undefined],
      [1, 2, 7],
    ]);
    expect(lag).toBe(2);
  });
});

describe('asking a member', () => {
  const member = { clientId: 'x', brokerNames: ['a', 'b'] };

  it.each([
    [{ code: 207, remark: 'consumer <g> <x> Timeout' }, 'timeOut'],
    [{ code: 3 }, 'notSupported'],
    [{ code: 1, remark: 'The Consumer <g> <x> not online' }, 'notOnline'],
    [{ code: 1, remark: 'The Consumer <x> Version <V3_0_0> too low to finish, please upgrade' }, 'tooOld'],
  ])('%o is no answer: %s', async (answer, reason) => {
    await cluster.client.routes.get('t');
    cluster.transport.answers.GET_CONSUMER_RUNNING_INFO = answer;
    expect(await readRunningInfo(cluster.client, 'g', member)).toBe(reason);
  });

  it('goes on to the next broker that may have it, and throws what is refused otherwise', async () => {
    await cluster.client.routes.get('t');
    cluster.transport.answers.GET_CONSUMER_RUNNING_INFO = (_request, address) =>
      address === 'a:1' ? { code: 1, remark: 'not online' } : '{"properties":{"a":"b"}}';
    expect(await readRunningInfo(cluster.client, 'g', member)).toMatchObject({ properties: { a: 'b' } });
    cluster.transport.answers.CONSUME_MESSAGE_DIRECTLY = { code: 1, remark: 'can not find message' };
    const queue = { topic: 't', brokerName: 'a', queueId: 0 };
    await expect(
      consumeDirectly(cluster.client, 'g', 'x', { queue, offsetMsgId: 'AA' }),
    ).rejects.toMatchObject({ data: { responseCode: 1 } });
    expect(cluster.requests('CONSUME_MESSAGE_DIRECTLY')[0]?.extFields).toEqual({
      consumerGroup: 'g',
      clientId: 'x',
      msgId: 'AA',
      brokerName: 'a',
      topic: 't',
    });
  });

  it('reads a Java member’s answer', () => {
    const body =
      '{"jstack":"at x","mqTable":{{"brokerName":"a","queueId":2,"topic":"t"}:{"cachedMsgCount":3,"cachedMsgMinOffset":4,' +
      '"cachedMsgMaxOffset":6,"commitOffset":4,"droped":true,"locked":true,"lastPullTimestamp":9,"lastConsumeTimestamp":8}},' +
      '"mqPopTable":{},"properties":{"PROP_CONSUMEORDERLY":"true"},"statusTable":{"t":{"consumeFailedMsgs":0,' +
      '"consumeFailedTPS":0.5,"consumeOKTPS":1.0,"consumeRT":2.5,"pullRT":1.0,"pullTPS":4.0}},' +
      '"subscriptionSet":[{"topic":"t","subString":"a || b","expressionType":"TAG","subVersion":1}]}';
    expect(decodeRunningInfo(Buffer.from(body))).toMatchObject({
      properties: { PROP_CONSUMEORDERLY: 'true' },
      subscriptions: [{ tagsSet: ['a', 'b'] }],
      queues: [
        {
          queue: { topic: 't', brokerName: 'a', queueId: 2 },
          commitOffset: 4,
          cachedMessages: 3,
          locked: true,
          dropped: true,
          lastPullAtMs: 9,
        },
      ],
      rates: [{ topic: 't', consumeOkTps: 1, consumeFailedTps: 0.5, consumeRtMs: 2.5, pullTps: 4 }],
      jstack: 'at x',
    });
  });
});

describe('camps', () => {
  const of = (clientId: string, ...expressions: [string, string][]) => ({
    clientId,
    subscriptions: expressions.map(([topic, expression]) => tagSubscription(topic, expression, 1)),
  });

  it('are one when members agree, in whatever order, retry topics aside', () => {
    const camps = campsOf([
      of('x', ['t', 'a || b'], ['u', '*']),
      of('y', ['u', ''], ['%RETRY%g', '*'], ['t', 'b||a']),
    ]);
    expect(camps).toEqual([{ subscriptions: ['t a || b', 'u *'], clientIds: ['x', 'y'] }]);
  });

  it('are several when a topic or a tag differs, the largest first', () => {
    const camps = campsOf([of('x', ['t', 'a']), of('y', ['t', '*']), of('z', ['t', '*'])]);
    expect(camps.map(({ clientIds }) => clientIds)).toEqual([['y', 'z'], ['x']]);
  });
});
