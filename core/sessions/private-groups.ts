import { deleteGroup, deleteTopic } from '../admin/create.ts';
import { eachLimited, masterNames } from '../admin/each-broker.ts';
import { listGroups } from '../admin/group/list-groups.ts';
import { readMembers } from '../admin/group/members.ts';
import { readTopicStats } from '../admin/topic/topic-stats.ts';
import { listTopics } from '../admin/topics.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { GroupDeletionPlan, PrivateGroup } from '../contract/ack-view.ts';
import type { Handlers } from '../contract/contract.ts';
import { inputError, stateError, toErrorData } from '../model/error.ts';
import { dlqTopic, RETRY_PREFIX, retryTopic } from '../model/names.ts';
import { privateNumber } from '../model/private-group.ts';
import type { ProfileSession } from './profile-session.ts';
import { Plans } from './topics/plans.ts';

type PrivateGroupCall = 'group.private.list' | 'group.delete.plan' | 'group.delete.apply';

interface Planned {
  profileId: string;
  group: string;
  retryTopic: string | undefined;
}

/** A person's own groups, and their end. `profileOf` throws STATE unknownId. */
export function privateGroupHandlers(
  profileOf: (profileId: string) => ProfileSession,
  userName: string,
): Pick<Handlers, PrivateGroupCall> {
  const plans = new Plans<Planned>();
  return {
    'group.private.list': ({ profileId }) => listPrivateGroups(profileOf(profileId).client, userName),
    'group.delete.plan': async ({ profileId, group }) => {
      if (privateNumber(userName, group) === undefined)
        throw inputError('group', 'notOurs', { value: group });
      const plan = await planDeletion(profileOf(profileId).client, group);
      const planId = plans.add({ profileId, group, retryTopic: plan.retryTopic?.topic }, group);
      return { planId, ...plan };
    },
    'group.delete.apply': async ({ planId, typedName }) => {
      const { profileId, group, retryTopic: retry } = plans.take(planId, typedName);
      const profile = profileOf(profileId);
      profile.requireWritable();
      // Somebody may have joined since the plan was made.
      await requireNobodyOnline(profile.client, group);
      await deleteGroup(profile.client, group);
      if (retry !== undefined) await deleteTopic(profile.client, retry);
      return null;
    },
  };
}

/** By number: those brokers have configured, and those of which only a retry topic is left. Throws as listGroups. */
async function listPrivateGroups(client: ClientInstance, userName: string): Promise<PrivateGroup[]> {
  const [{ groups }, topics, brokerNames] = await Promise.all([
    listGroups(client),
    listTopics(client),
    masterNames(client),
  ]);
  const configured = new Set(groups.map(({ group }) => group));
  const retried = new Set(
    topics.flatMap((topic) => (topic.startsWith(RETRY_PREFIX) ? topic.slice(RETRY_PREFIX.length) : [])),
  );
  const ours = [...new Set([...configured, ...retried])].flatMap((group) => {
    const number = privateNumber(userName, group);
    return number === undefined ? [] : { group, number };
  });
  ours.sort((a, b) => a.number - b.number);
  return await eachLimited(ours, async ({ group, number }): Promise<PrivateGroup> => {
    const known = { group, number, configured: configured.has(group), hasRetryTopic: retried.has(group) };
    try {
      const { members } = await readMembers(client, group, brokerNames);
      return { ...known, members: members.length };
    } catch (error) {
      return { ...known, error: toErrorData(error) };
    }
  });
}

/** Throws STATE groupOnline, and as masterNames and listTopics. */
async function planDeletion(
  client: ClientInstance,
  group: string,
): Promise<Omit<GroupDeletionPlan, 'planId'>> {
  await requireNobodyOnline(client, group);
  const [brokerNames, topics] = await Promise.all([masterNames(client), listTopics(client)]);
  const [retry, deadLetter] = [retryTopic(group), dlqTopic(group)];
  const plan: Omit<GroupDeletionPlan, 'planId'> = { group, brokerNames };
  if (topics.includes(retry)) {
    const messages = await messagesIn(client, retry);
    plan.retryTopic = messages === undefined ? { topic: retry } : { topic: retry, messages };
  }
  const deadLetters = topics.includes(deadLetter) ? await messagesIn(client, deadLetter) : undefined;
  if (deadLetters !== undefined) plan.deadLetters = deadLetters;
  return plan;
}

async function requireNobodyOnline(client: ClientInstance, group: string): Promise<void> {
  const { members } = await readMembers(client, group);
  if (members.length > 0) throw stateError('groupOnline', { members: members.length });
}

/** About how many; undefined when nobody tells. */
async function messagesIn(client: ClientInstance, topic: string): Promise<number | undefined> {
  try {
    const { queues } = await readTopicStats(client, topic);
    return queues.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0);
  } catch {
    return undefined;
  }
}
