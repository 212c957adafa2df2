import { eachLimited } from '../admin/each-broker.ts';
import { type GroupMember, readMembers } from '../admin/group/members.ts';
import { readRunningInfo } from '../admin/group/running-info.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type { GroupLook, MemberLook, TopicExpression } from '../contract/ack-view.ts';
import { GantryError } from '../model/error.ts';
import { RETRY_PREFIX } from '../model/names.ts';
import { compareQueues, compareText } from '../model/queue.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';

/** Members beyond it are not asked how they read. */
const ASKED_MEMBERS = 32;
/** Source: ConsumerRunningInfo.PROP_CONSUME_ORDERLY. */
const ORDERLY = 'PROP_CONSUMEORDERLY';

/** Who is in a group, by the brokers, and how each reads, by its own word. Throws as readMembers. */
export async function lookAtGroup(
  client: ClientInstance,
  group: string,
  readAtMs: number,
): Promise<GroupLook> {
  const { members, subscriptions, messageModel, failures } = await readMembers(client, group);
  const asked = new Set(members.slice(0, ASKED_MEMBERS));
  return {
    group,
    members: await eachLimited(members, async (member): Promise<MemberLook> => {
      const { clientId, clientAddr, language, versionName } = member;
      const own = asked.has(member) ? await ownWord(client, group, member) : undefined;
      return {
        clientId,
        clientAddr,
        language,
        ...(versionName === undefined ? {} : { versionName }),
        ours: clientId === client.clientId,
        ...(own === undefined ? {} : { own }),
      };
    }),
    subscriptions: expressions(subscriptions),
    messageModel,
    failures,
    readAtMs,
  };
}

/** undefined: the member did not answer, or its broker does not ask. */
async function ownWord(
  client: ClientInstance,
  group: string,
  member: GroupMember,
): Promise<MemberLook['own']> {
  try {
    const info = await readRunningInfo(client, group, member);
    if (typeof info === 'string') return undefined;
    return {
      listener: info.properties[ORDERLY] === 'true' ? 'orderly' : 'concurrent',
      subscriptions: expressions(info.subscriptions),
      queues: info.queues
        .filter(({ dropped }) => !dropped)
        .map(({ queue }) => queue)
        .sort(compareQueues),
    };
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    return undefined;
  }
}

function expressions(subscriptions: readonly SubscriptionData[]): TopicExpression[] {
  return subscriptions
    .filter(({ topic }) => !topic.startsWith(RETRY_PREFIX))
    .map(({ topic, subString }) => ({ topic, expression: subString }))
    .sort((a, b) => compareText(a.topic, b.topic));
}
