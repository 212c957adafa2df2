import type { ClientInstance } from '../../client/client-instance.ts';
import { compareText } from '../../model/queue.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { decodeSubscription, type SubscriptionData } from '../../protocol/heartbeat-json.ts';
import {
  type LooseObject,
  listOf,
  numberOf,
  objectOf,
  parseLooseBody,
  textOf,
} from '../../protocol/loose-json.ts';
import { getConsumerConnectionList } from '../../protocol/requests/stats.ts';
import { versionName } from '../../protocol/version-names.ts';
import { askEach, type BrokerFailure, isRefusal, masterNames } from '../each-broker.ts';

export interface GroupMember {
  clientId: string;
  /** `ip:port` as one of the brokers sees it. */
  clientAddr: string;
  /** As announced: JAVA, CPP, GO, OTHER... */
  language: string;
  /** The number it announces, and the release that is; see versionName. */
  version: number;
  versionName?: string;
  /** Brokers that have it; a member of ours tells all it knows. */
  brokerNames: string[];
}

/** A group as the brokers see it now. Nobody is online when `members` is empty. */
export interface GroupOnline {
  /** Sorted by client id. */
  members: GroupMember[];
  /** By topic, one for the whole group: the last heartbeat wins. See compareSubscriptions for the members'. */
  subscriptions: SubscriptionData[];
  /** Topics about which two brokers say different things: members do not agree. */
  disputedTopics: string[];
  /** As announced: CONSUME_PASSIVELY (push), CONSUME_ACTIVELY (pull), CONSUME_POP. '' when nobody is online. */
  consumeType: string;
  messageModel: string;
  consumeFromWhere: string;
  failures: BrokerFailure[];
}

/** Who is in a group, gathered from `brokerNames` (default: all with a master). Throws the first error when none answers. */
export async function readMembers(
  client: ClientInstance,
  group: string,
  brokerNames?: readonly string[],
): Promise<GroupOnline> {
  const asked = brokerNames ?? (await masterNames(client));
  const { answers, failures } = await askEach(asked, (brokerName) => connectionOf(client, brokerName, group));
  const online: GroupOnline = {
    members: [],
    subscriptions: [],
    disputedTopics: [],
    consumeType: '',
    messageModel: '',
    consumeFromWhere: '',
    failures,
  };
  const members = new Map<string, GroupMember>();
  const subscriptions = new Map<string, SubscriptionData>();
  const disputed = new Set<string>();
  for (const { brokerName, answer } of answers) {
    if (answer === undefined) continue;
    online.consumeType ||= textOf(answer.consumeType, '');
    online.messageModel ||= textOf(answer.messageModel, '');
    online.consumeFromWhere ||= textOf(answer.consumeFromWhere, '');
    for (const value of listOf(answer.connectionSet)) {
      const member = decodeMember(objectOf(value));
      const known = members.get(member.clientId) ?? member;
      known.brokerNames.push(brokerName);
      members.set(member.clientId, known);
    }
    for (const value of Object.values(objectOf(answer.subscriptionTable))) {
      const subscription = decodeSubscription(value);
      const known = subscriptions.get(subscription.topic);
      if (known !== undefined && known.subString !== subscription.subString) disputed.add(subscription.topic);
      if (known === undefined || known.subVersion < subscription.subVersion)
        subscriptions.set(subscription.topic, subscription);
    }
  }
  online.members = [...members.values()].sort((a, b) => compareText(a.clientId, b.clientId));
  online.subscriptions = [...subscriptions.values()].sort((a, b) => compareText(a.topic, b.topic));
  online.disputedTopics = [...disputed].sort(compareText);
  return online;
}

/** Undefined: nobody of the group is online at this broker. Source: ConsumerConnection.java. */
async function connectionOf(
  client: ClientInstance,
  brokerName: string,
  group: string,
): Promise<LooseObject | undefined> {
  const request = encodeRequest(getConsumerConnectionList, { consumerGroup: group });
  try {
    const { body } = await client.invokeBroker(brokerName, request);
    return objectOf(parseLooseBody(body));
  } catch (error) {
    if (isRefusal(error, RESPONSE.CONSUMER_NOT_ONLINE)) return undefined;
    throw error;
  }
}

function decodeMember(connection: LooseObject): GroupMember {
  const version = numberOf(connection.version, 0);
  const name = versionName(version);
  return {
    clientId: textOf(connection.clientId),
    clientAddr: textOf(connection.clientAddr, ''),
    language: textOf(connection.language, ''),
    version,
    ...(name === undefined ? {} : { versionName: name }),
    brokerNames: [],
  };
}
