import { eachLimited } from '../../admin/each-broker.ts';
import { groupsOfTopic } from '../../admin/group/groups-of-topic.ts';
import { type GroupOnline, readMembers } from '../../admin/group/members.ts';
import { readProgress } from '../../admin/group/progress.ts';
import { readTopicStats } from '../../admin/topic/topic-stats.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import type {
  GroupDetailView,
  GroupTopicView,
  TopicGroupsView,
  TopicGroupView,
} from '../../contract/topics.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import { dlqTopic, retryTopic } from '../../model/names.ts';
import type { TopicRoute } from '../../model/route.ts';
import { groupTopicView } from './topic-views.ts';

/** What could be learnt, or why not. */
type Learnt<T> = { value: T; error?: undefined } | { value?: undefined; error: ErrorData };

/** Groups that read a topic, each with its members and its lag on it. Throws as groupsOfTopic. */
export async function groupsOnTopic(
  client: ClientInstance,
  topic: string,
  readAtMs: number,
): Promise<TopicGroupsView> {
  const { groups, failures } = await groupsOfTopic(client, topic);
  return {
    topic,
    groups: await eachLimited(groups, (group) => groupOnTopic(client, group, topic)),
    failures,
    readAtMs,
  };
}

async function groupOnTopic(client: ClientInstance, group: string, topic: string): Promise<TopicGroupView> {
  const [online, progress] = await Promise.all([
    learn(readMembers(client, group)),
    learn(readProgress(client, group, topic)),
  ]);
  const view: TopicGroupView = {
    group,
    consumeType: online.value?.consumeType ?? '',
    messageModel: online.value?.messageModel ?? '',
    queues: progress.value?.queues ?? [],
  };
  const subscription = online.value?.subscriptions.find((data) => data.topic === topic);
  if (online.value !== undefined) view.members = online.value.members.length;
  if (subscription !== undefined) view.subscription = subscription.subString;
  if (progress.value !== undefined) view.lag = progress.value.lag;
  const error = online.error ?? progress.error;
  if (error !== undefined) view.error = error;
  return view;
}

/** One group with all it reads. Never throws for what a broker refuses: that stands in the view. */
export async function groupDetail(
  client: ClientInstance,
  group: string,
  readAtMs: number,
): Promise<GroupDetailView> {
  const [online, progress, retry, deadLetter] = await Promise.all([
    learn(readMembers(client, group)),
    learn(readProgress(client, group)),
    groupTopic(client, retryTopic(group)),
    groupTopic(client, dlqTopic(group)),
  ]);
  return {
    group,
    ...announced(online.value),
    queues: progress.value?.queues ?? [],
    lag: progress.value?.lag ?? 0,
    retryTopic: retry,
    deadLetterTopic: deadLetter,
    failures: [...(online.value?.failures ?? []), ...(progress.value?.failures ?? [])],
    ...(online.error === undefined ? {} : { membersError: online.error }),
    ...(progress.error === undefined ? {} : { progressError: progress.error }),
    readAtMs,
  };
}

function announced(
  online: GroupOnline | undefined,
): Pick<GroupDetailView, 'consumeType' | 'messageModel' | 'consumeFromWhere' | 'members' | 'subscriptions'> {
  const { consumeType = '', messageModel = '', consumeFromWhere = '' } = online ?? {};
  return {
    consumeType,
    messageModel,
    consumeFromWhere,
    members: (online?.members ?? []).map(({ clientId, clientAddr, language, versionName }) => ({
      clientId,
      clientAddr,
      language,
      ...(versionName === undefined ? {} : { versionName }),
    })),
    subscriptions: (online?.subscriptions ?? []).map(({ topic, expressionType, subString }) => ({
      topic,
      expressionType,
      expression: subString,
      disputed: online?.disputedTopics.includes(topic) ?? false,
    })),
  };
}

async function groupTopic(client: ClientInstance, topic: string): Promise<GroupTopicView> {
  const view = groupTopicView(topic, await routeOf(client, topic));
  if (!view.exists) return view;
  const stats = await learn(readTopicStats(client, topic));
  const messages = stats.value?.queues.reduce(
    (sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset,
    0,
  );
  return messages === undefined ? view : { ...view, messages };
}

async function routeOf(client: ClientInstance, topic: string): Promise<TopicRoute | undefined> {
  try {
    return await client.routes.refresh(topic);
  } catch (error) {
    if (error instanceof GantryError && error.data.code === 'NO_ROUTE') return undefined;
    throw error;
  }
}

async function learn<T>(work: Promise<T>): Promise<Learnt<T>> {
  try {
    return { value: await work };
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    return { error: error.data };
  }
}
