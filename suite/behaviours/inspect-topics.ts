import { readBrokerVersion } from '../../core/admin/broker-version.ts';
import { applyTopicPlan, planTopicChange } from '../../core/admin/topic/change-topic.ts';
import { readTopicConfig } from '../../core/admin/topic/topic-config.ts';
import { listTopicsByKind } from '../../core/admin/topic/topic-kinds.ts';
import { readEarliestStoreTime, readQueueStats, readTopicStats } from '../../core/admin/topic/topic-stats.ts';
import { clusterInfo } from '../../core/admin/topics.ts';
import { type Behaviour, check, equal, message, producer, send, until } from '../harness.ts';

export const inspectTopics: Behaviour[] = [
  {
    name: 'topic stats: each queue’s ends and the store time of its newest message',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 3);
      const by = producer(client);
      const startedAt = Date.now();
      const { queue } = await send(by, message(topic, 'one'));
      await until('counted', async () =>
        (await readTopicStats(client, topic)).queues.some(({ maxOffset }) => maxOffset === 1),
      );
      const { queues, failures } = await readTopicStats(client, topic);
      equal([queues.length, failures], [3, []], 'queues');
      for (const stats of queues) {
        const filled = stats.queue.queueId === queue.queueId;
        equal([stats.minOffset, stats.maxOffset], [0, filled ? 1 : 0], `ends of ${stats.queue.queueId}`);
        check((stats.lastStoredAtMs !== undefined) === filled, 'store time');
        equal(await readQueueStats(client, stats.queue), stats, 'the same, asked one by one');
      }
      const at = queues[queue.queueId]?.lastStoredAtMs ?? 0;
      check(Math.abs(at - startedAt) < 60_000, `store time ${at}`);
    },
  },
  {
    name: 'topic stats: an empty queue has no oldest message',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 1);
      const [queue] = client.routes.forSubscribe(topic);
      if (queue === undefined) throw new Error('no queue');
      equal(await readEarliestStoreTime(client, queue), undefined, 'empty');
    },
  },
  {
    name: 'topic config is read, and is absent for a topic the broker does not have',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 3);
      const brokerName = (await clusterInfo(client)).brokers[0]?.brokerName ?? '';
      const config = await readTopicConfig(client, brokerName, topic);
      equal(
        [config?.topic, config?.readQueueNums, config?.writeQueueNums, config?.perm, config?.order],
        [topic, 3, 3, 6, false],
        'config',
      );
      equal(await readTopicConfig(client, brokerName, world.topicName()), undefined, 'absent');
    },
  },
  {
    name: 'a topic change is planned with its numbers first, and changes nothing till it is applied',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client, 4);
      const by = producer(client);
      for (let n = 0; n < 8; n++) await send(by, message(topic, `m${n}`));
      const plan = async () => await planTopicChange(client, { topic, readQueueNums: 2, writeQueueNums: 2 });
      await until(
        'all counted',
        async () => (await plan()).brokers[0]?.stranded.every(({ messages }) => messages === 2) ?? false,
      );
      const [planned] = (await plan()).brokers;
      equal([planned?.before?.readQueueNums, planned?.after.readQueueNums], [4, 2], 'before and after');
      equal(
        planned?.stranded.map(({ queue, messages }) => [queue.queueId, messages]),
        [
          [2, 2],
          [3, 2],
        ],
        'messages nobody will read',
      );
      const brokerName = planned?.brokerName ?? '';
      equal((await readTopicConfig(client, brokerName, topic))?.readQueueNums, 4, 'untouched');
      await applyTopicPlan(
        client,
        await planTopicChange(client, { topic, writeQueueNums: 6, readQueueNums: 6 }),
      );
      const after = await readTopicConfig(client, brokerName, topic);
      equal([after?.readQueueNums, after?.writeQueueNums, after?.perm], [6, 6, 6], 'changed');
    },
  },
  {
    name: 'a topic plan refuses a system topic and queue numbers out of range',
    async run(world) {
      const client = world.client();
      const refused = async (change: Parameters<typeof planTopicChange>[1]) =>
        String(await planTopicChange(client, change).catch((reason: unknown) => reason));
      check((await refused({ topic: 'SCHEDULE_TOPIC_XXXX' })).includes('rule=reserved'), 'system topic');
      check(
        (await refused({ topic: 'gantry-suite-x', readQueueNums: 0 })).includes('field=readQueueNums'),
        'no queues',
      );
    },
  },
  {
    name: 'topics are listed by kind: a person’s, retry topics with their group, the brokers’ own',
    async run(world) {
      const client = world.client();
      const topic = await world.topic(client);
      const group = world.group();
      await world.consume(client, { group, topic });
      await until(
        'the retry topic listed',
        async () =>
          (await listTopicsByKind(client)).some((one) => one.kind === 'retry' && one.group === group),
        40_000,
      );
      const byName = new Map((await listTopicsByKind(client)).map((one) => [one.topic, one.kind]));
      equal([byName.get(topic), byName.get('SCHEDULE_TOPIC_XXXX')], ['user', 'system'], 'kinds');
    },
    timeoutMs: 50_000,
  },
  {
    name: 'the broker tells its release',
    async run(world) {
      const client = world.client();
      const { brokers } = await clusterInfo(client);
      for (const { brokerName } of brokers)
        equal(await readBrokerVersion(client, brokerName), world.target.broker, brokerName);
    },
  },
];
