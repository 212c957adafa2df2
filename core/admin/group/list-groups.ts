import type { ClientInstance } from '../../client/client-instance.ts';
import { GantryError } from '../../model/error.ts';
import { compareText } from '../../model/queue.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import {
  booleanOf,
  type LooseObject,
  type LooseValue,
  numberOf,
  objectOf,
  parseLooseBody,
} from '../../protocol/loose-json.ts';
import { getAllSubscriptionGroupConfig } from '../../protocol/requests/admin.ts';
import { askEach, type BrokerFailure, eachLimited, masterNames } from '../each-broker.ts';
import { type GroupOnline, readMembers } from './members.ts';

/** The members of SubscriptionGroupConfig.java that say how a group consumes. */
interface GroupConfig {
  consumeEnable: boolean;
  consumeBroadcastEnable: boolean;
  consumeMessageOrderly: boolean;
  retryMaxTimes: number;
  retryQueueNums: number;
}

interface ListedGroup {
  group: string;
  /** Groups of tools and of the brokers themselves. */
  system: boolean;
  /** By broker. Where two differ the group behaves differently on each. */
  configs: { brokerName: string; config: GroupConfig }[];
  /** Only when asked for; undefined when no broker told it. */
  online?: GroupOnline;
}

/** Source: MixAll.isSysConsumerGroup and the groups that SubscriptionGroupManager.init makes. */
const SYSTEM_GROUPS: ReadonlySet<string> = new Set([
  'TOOLS_CONSUMER',
  'SELF_TEST_C_GROUP',
  'FILTERSRV_CONSUMER',
  '__MONITOR_CONSUMER',
]);
const SYSTEM_PREFIX = 'CID_RMQ_SYS_';
const OTHER_SYSTEM_GROUPS = /^CID_(?:ONSAPI|ONS-HTTP-PROXY|SYS_RMQ)/;

export function isSystemGroup(group: string): boolean {
  return SYSTEM_GROUPS.has(group) || group.startsWith(SYSTEM_PREFIX) || OTHER_SYSTEM_GROUPS.test(group);
}

/**
 * The groups all brokers have configured, sorted by name; a group exists from its first heartbeat on. `withMembers` also
 * asks who is online, which is one request for each group and broker; of system groups nobody is asked. Throws the first
 * error when no broker answers.
 */
export async function listGroups(
  client: ClientInstance,
  { withMembers = false }: { withMembers?: boolean } = {},
): Promise<{ groups: ListedGroup[]; failures: BrokerFailure[] }> {
  const { answers, failures } = await askEach(await masterNames(client), (brokerName) =>
    readGroupTable(client, brokerName),
  );
  const byName = new Map<string, ListedGroup>();
  for (const { brokerName, answer } of answers) {
    for (const [group, value] of Object.entries(answer)) {
      const listed = byName.get(group) ?? { group, system: isSystemGroup(group), configs: [] };
      listed.configs.push({ brokerName, config: decodeConfig(value) });
      byName.set(group, listed);
    }
  }
  const groups = [...byName.values()].sort((a, b) => compareText(a.group, b.group));
  if (withMembers) await eachLimited(groups, (listed) => addMembers(client, listed));
  return { groups, failures };
}

/** SubscriptionGroupConfig by group, as one broker has them; asking creates none. Throws as ClientInstance.invokeBroker. */
export async function readGroupTable(client: ClientInstance, brokerName: string): Promise<LooseObject> {
  const { body } = await client.invokeBroker(brokerName, encodeRequest(getAllSubscriptionGroupConfig, {}));
  return objectOf(objectOf(parseLooseBody(body)).subscriptionGroupTable);
}

async function addMembers(client: ClientInstance, listed: ListedGroup): Promise<void> {
  if (listed.system) return;
  const brokerNames = listed.configs.map(({ brokerName }) => brokerName);
  try {
    listed.online = await readMembers(client, listed.group, brokerNames);
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
  }
}

function decodeConfig(value: LooseValue): GroupConfig {
  const config = objectOf(value);
  return {
    consumeEnable: booleanOf(config.consumeEnable),
    consumeBroadcastEnable: booleanOf(config.consumeBroadcastEnable),
    consumeMessageOrderly: booleanOf(config.consumeMessageOrderly),
    retryMaxTimes: numberOf(config.retryMaxTimes, 0),
    retryQueueNums: numberOf(config.retryQueueNums, 0),
  };
}
