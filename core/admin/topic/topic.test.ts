import { beforeEach, describe, expect, it } from 'vitest';
import { queueKey } from '../../model/queue.ts';
import { FakeCluster } from '../fake-cluster.ts';
import { applyTopicPlan, planTopicChange } from './change-topic.ts';
import { readTopicConfig } from './topic-config.ts';
import { topicByKind } from './topic-kinds.ts';
import { readTopicStats } from './topic-stats.ts';

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster();
});

const CONFIG =
  '{"topicName":"t","readQueueNums":2,"writeQueueNums":2,"perm":6,"order":true,"topicSysFlag":1}';

describe('topic stats', () => {
  it('come in one answer a broker; queues it leaves out are asked one by one', async () => {
    const [first, second] = cluster.queues;
    if (first === undefined || second === undefined) throw new Error('no queue');
    for (let n = 0; n < 3; n++) cluster.store(second, 70 + n);
    cluster.minOffsets.set(queueKey(second), 1);
    cluster.transport.answers.GET_TOPIC_STATS_INFO = (_request, address) =>
      address === 'a:1'
        ? '{"offsetTable":{{"brokerName":"a","queueId":0,"topic":"t"}:{"minOffset":1,"maxOffset":5,"lastUpdateTimestamp":9}}}'
        : { code: 16 };
    const { queues, failures } = await readTopicStats(cluster.client, 't');
    expect(failures).toEqual([]);
    expect(
      queues.map(({ queue, minOffset, maxOffset, lastStoredAtMs }) => [
        queue.brokerName + queue.queueId,
        minOffset,
        maxOffset,
        lastStoredAtMs,
      ]),
    ).toEqual([
      ['a0', 1, 5, 9],
      ['a1', 1, 3, 72],
      ['b0', 0, 0, undefined],
      ['b1', 0, 0, undefined],
    ]);
  });
});

describe('a topic’s configuration', () => {
  it('is read from the list of all on 4.x', async () => {
    await cluster.client.routes.get('t');
    cluster.transport.answers.GET_TOPIC_CONFIG = { code: 3 };
    cluster.transport.answers.GET_ALL_TOPIC_CONFIG = `{"topicConfigTable":{"t":${CONFIG}}}`;
    expect(await readTopicConfig(cluster.client, 'a', 't')).toMatchObject({ order: true, attributes: {} });
    expect(await readTopicConfig(cluster.client, 'a', 'other')).toBeUndefined();
    cluster.transport.answers.GET_TOPIC_CONFIG = { code: 17 };
    expect(await readTopicConfig(cluster.client, 'a', 't')).toBeUndefined();
  });
});

describe('a topic plan', () => {
  it('keeps what is not changed and counts the messages that nobody will read any more', async () => {
    cluster.transport.answers.GET_TOPIC_CONFIG = (_request, address) =>
      address === 'a:1' ? CONFIG : { code: 17 };
    const [, second] = cluster.queues;
    if (second !== undefined) for (let n = 0; n < 3; n++) cluster.store(second, n);
    const plan = await planTopicChange(cluster.client, { topic: 't', readQueueNums: 1 });
    expect(
      plan.brokers.map(({ before, after, stranded }) => [before?.readQueueNums, after, stranded]),
    ).toEqual([
      [
        2,
        expect.objectContaining({ readQueueNums: 1, writeQueueNums: 2, order: true, topicSysFlag: 1 }),
        [{ queue: second, messages: 3 }],
      ],
      [undefined, expect.objectContaining({ readQueueNums: 1, writeQueueNums: 8, perm: 6 }), []],
    ]);
    expect(cluster.requests('UPDATE_AND_CREATE_TOPIC')).toEqual([]);
    await applyTopicPlan(cluster.client, plan);
    expect(
      cluster
        .requests('UPDATE_AND_CREATE_TOPIC')
        .map(({ address, extFields }) => [address, extFields.readQueueNums, extFields.writeQueueNums]),
    ).toEqual([
      ['a:1', '1', '2'],
      ['b:1', '1', '8'],
    ]);
  });

  it('counts all messages of a topic that loses its read permission', async () => {
    cluster.transport.answers.GET_TOPIC_CONFIG = CONFIG;
    for (const queue of cluster.queues) cluster.store(queue, 1);
    const plan = await planTopicChange(cluster.client, { topic: 't', perm: 2 });
    expect(plan.brokers.map(({ stranded }) => stranded.length)).toEqual([2, 2]);
  });
});

it.each([
  ['orders', { kind: 'user' }],
  ['%RETRY%g', { kind: 'retry', group: 'g' }],
  ['%DLQ%g', { kind: 'deadLetter', group: 'g' }],
  ['TBW102', { kind: 'system' }],
  ['rmq_sys_wheel_timer', { kind: 'system' }],
  ['broker-a', { kind: 'system' }],
  ['DefaultCluster', { kind: 'system' }],
  ['DefaultCluster_REPLY_TOPIC', { kind: 'system' }],
  ['my_REPLY_TOPIC', { kind: 'user' }],
])('topic %s is %o', (topic, kind) => {
  expect(topicByKind(topic, new Set(['broker-a', 'DefaultCluster']))).toEqual({ topic, ...kind });
});
