import type { ClientInstance } from '../../client/client-instance.ts';
import { RETRY_PREFIX } from '../../model/names.ts';
import { compareText } from '../../model/queue.ts';
import type { SubscriptionData } from '../../protocol/heartbeat-json.ts';
import { eachLimited } from '../each-broker.ts';
import type { NoAnswer } from './ask-member.ts';
import type { GroupMember } from './members.ts';
import { readRunningInfo } from './running-info.ts';

/** Members by what they subscribe to. More than one camp: they take each other's messages away, and lose some. */
interface SubscriptionCamps {
  /** Sorted by size, the largest first. `subscriptions` as `topic expression`, sorted, without the retry topic. */
  camps: { subscriptions: string[]; clientIds: string[] }[];
  /** Members that could not be asked: they may disagree as well. */
  unknown: { clientId: string; reason: NoAnswer }[];
}

/**
 * Asks each member for its own subscriptions: a broker keeps only one for the whole group. Throws as readRunningInfo.
 * Source: ConsumerRunningInfo.analyzeSubscription.
 */
export async function compareSubscriptions(
  client: ClientInstance,
  group: string,
  members: readonly GroupMember[],
): Promise<SubscriptionCamps> {
  const unknown: SubscriptionCamps['unknown'] = [];
  const known = await eachLimited(members, async (member) => {
    const info = await readRunningInfo(client, group, member);
    if (typeof info === 'string') {
      unknown.push({ clientId: member.clientId, reason: info });
      return [];
    }
    return [{ clientId: member.clientId, subscriptions: info.subscriptions }];
  });
  return { camps: campsOf(known.flat()), unknown };
}

export function campsOf(
  members: readonly { clientId: string; subscriptions: readonly SubscriptionData[] }[],
): SubscriptionCamps['camps'] {
  const camps = new Map<string, SubscriptionCamps['camps'][number]>();
  for (const { clientId, subscriptions } of members) {
    const lines = subscriptions
      .filter(({ topic }) => !topic.startsWith(RETRY_PREFIX))
      .map(lineOf)
      .sort(compareText);
    const key = JSON.stringify(lines);
    const camp = camps.get(key) ?? { subscriptions: lines, clientIds: [] };
    camp.clientIds.push(clientId);
    camps.set(key, camp);
  }
  return [...camps.values()].sort((a, b) => b.clientIds.length - a.clientIds.length);
}

/** Tags in any order are the same subscription. */
function lineOf({ topic, expressionType, subString, tagsSet }: SubscriptionData): string {
  if (expressionType !== 'TAG') return `${topic} ${expressionType}: ${subString}`;
  return `${topic} ${tagsSet.length === 0 ? '*' : [...tagsSet].sort(compareText).join(' || ')}`;
}
