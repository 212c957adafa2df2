import { eachLimited } from '../admin/each-broker.ts';
import { applyOffsetReset } from '../admin/group/reset/apply.ts';
import { planOffsetReset, type ResetPlan } from '../admin/group/reset/plan.ts';
import { applyTopicPlan, planTopicChange, type TopicPlan } from '../admin/topic/change-topic.ts';
import { readTopicConfig } from '../admin/topic/topic-config.ts';
import { listTopicsByKind, topicByKind } from '../admin/topic/topic-kinds.ts';
import { readTopicStats } from '../admin/topic/topic-stats.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { Handlers } from '../contract/contract.ts';
import type {
  TopicBrokerView,
  TopicCounts,
  TopicInfoView,
  TopicQueuesView,
  topicCalls,
} from '../contract/topics.ts';
import type { TopicSummary } from '../contract/views.ts';
import { toErrorData } from '../model/error.ts';
import { compareText, queueKey } from '../model/queue.ts';
import type { ProfileSession } from './profile-session.ts';
import { groupDetail, groupsOnTopic } from './topics/group-views.ts';
import { Plans } from './topics/plans.ts';
import { StoredRates } from './topics/stored-rates.ts';
import { accessOf, configView } from './topics/topic-views.ts';

interface Planned<Plan> {
  profileId: string;
  plan: Plan;
}

/** Topics and groups as windows ask for them. `profileOf` throws STATE unknownId. */
export function topicHandlers(
  profileOf: (profileId: string) => ProfileSession,
  clock: HostClock,
): Pick<Handlers, keyof typeof topicCalls> {
  const rates = new StoredRates();
  const topicPlans = new Plans<Planned<TopicPlan>>();
  const resetPlans = new Plans<Planned<ResetPlan>>();
  const clientOf = (profileId: string): ClientInstance => profileOf(profileId).client;
  return {
    'topic.list': async ({ profileId }) => (await listTopicsByKind(clientOf(profileId))).map(summary),
    'topic.counts': async ({ profileId, topics }) => {
      const client = clientOf(profileId);
      return await eachLimited(topics, (topic) => countTopic(client, topic));
    },
    'topic.queues': async ({ profileId, topic }) => {
      const view = await readQueues(clientOf(profileId), topic, clock.now());
      const perSecond = rates.next(`${profileId}\n${topic}`, view.queues, clock.monotonic());
      for (const queue of view.queues) {
        const rate = perSecond.get(queueKey(queue.queue));
        if (rate !== undefined) queue.storedPerSecond = rate;
      }
      return view;
    },
    'topic.groups': ({ profileId, topic }) => groupsOnTopic(clientOf(profileId), topic, clock.now()),
    'topic.info': ({ profileId, topic }) => topicInfo(clientOf(profileId), topic, clock.now()),
    'group.detail': ({ profileId, group }) => groupDetail(clientOf(profileId), group, clock.now()),
    'topic.change.plan': async ({ profileId, ...change }) => {
      const plan = await planTopicChange(clientOf(profileId), change);
      return {
        planId: topicPlans.add({ profileId, plan }, plan.topic),
        topic: plan.topic,
        brokers: plan.brokers.map(({ brokerName, before, after, stranded }) => ({
          brokerName,
          ...(before === undefined ? {} : { before: configView(before) }),
          after: configView(after),
          stranded,
        })),
      };
    },
    'topic.change.apply': async ({ planId, typedName }) => {
      const { profileId, plan } = topicPlans.take(planId, typedName);
      const profile = profileOf(profileId);
      profile.requireWritable();
      await applyTopicPlan(profile.client, plan);
      return null;
    },
    'group.reset.plan': async ({ profileId, ...wanted }) => {
      const plan = await planOffsetReset(clientOf(profileId), wanted);
      const { target: _, ...view } = plan;
      return { planId: resetPlans.add({ profileId, plan }, plan.group), ...view };
    },
    'group.reset.apply': async ({ planId, typedName }) => {
      const { profileId, plan } = resetPlans.take(planId, typedName);
      const profile = profileOf(profileId);
      profile.requireWritable();
      return await applyOffsetReset(profile.client, plan);
    },
  };
}

function summary({ topic, kind, group }: ReturnType<typeof topicByKind>): TopicSummary {
  const shown = kind === 'user' ? 'normal' : kind;
  return group === undefined ? { topic, kind: shown } : { topic, kind: shown, group };
}

async function countTopic(client: ClientInstance, topic: string): Promise<TopicCounts> {
  try {
    const { queues, failures } = await readTopicStats(client, topic);
    const lastStoredAtMs = Math.max(0, ...queues.map((queue) => queue.lastStoredAtMs ?? 0));
    return {
      topic,
      queues: client.routes.forSubscribe(topic).length,
      messages: queues.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0),
      ...(lastStoredAtMs === 0 ? {} : { lastStoredAtMs }),
      failures,
    };
  } catch (error) {
    return { topic, failures: [], error: toErrorData(error) };
  }
}

async function readQueues(client: ClientInstance, topic: string, readAtMs: number): Promise<TopicQueuesView> {
  await client.routes.refresh(topic);
  return { topic, ...(await readTopicStats(client, topic)), readAtMs };
}

/** The route, and what each broker has configured; a broker that does not tell the latter is shown by the route alone. */
async function topicInfo(client: ClientInstance, topic: string, readAtMs: number): Promise<TopicInfoView> {
  const route = await client.routes.refresh(topic);
  const ownNames = new Set(route.brokers.flatMap(({ brokerName, cluster }) => [brokerName, cluster]));
  const sorted = [...route.brokers].sort((a, b) => compareText(a.brokerName, b.brokerName));
  const brokers = await eachLimited(sorted, async (broker): Promise<TopicBrokerView> => {
    const { brokerName, cluster, addresses } = broker;
    const queues = route.queues.find((data) => data.brokerName === brokerName);
    const perm = queues?.perm ?? 0;
    return {
      brokerName,
      cluster,
      addresses: Object.entries(addresses).map(([brokerId, address]) => ({
        brokerId: Number(brokerId),
        address,
      })),
      readQueueNums: queues?.readQueueNums ?? 0,
      writeQueueNums: queues?.writeQueueNums ?? 0,
      perm,
      access: accessOf(perm),
      ...(await brokerConfig(client, brokerName, topic)),
    };
  });
  return {
    ...summary(topicByKind(topic, ownNames)),
    brokers,
    ...(route.orderTopicConf === undefined ? {} : { orderTopicConf: route.orderTopicConf }),
    readAtMs,
  };
}

async function brokerConfig(
  client: ClientInstance,
  brokerName: string,
  topic: string,
): Promise<Pick<TopicBrokerView, 'config' | 'configError'>> {
  try {
    const config = await readTopicConfig(client, brokerName, topic);
    return config === undefined ? {} : { config: configView(config) };
  } catch (error) {
    return { configError: toErrorData(error) };
  }
}
