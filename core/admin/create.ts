import { Buffer } from 'node:buffer';
import type { ClientInstance } from '../client/client-instance.ts';
import { DEFAULT_RETRY_MAX_TIMES } from '../model/consume.ts';
import { AUTO_CREATE_TOPIC, PERM_READ, PERM_WRITE } from '../model/route.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import {
  deleteSubscriptionGroup,
  deleteTopicInBroker,
  deleteTopicInNameServer,
  updateAndCreateSubscriptionGroup,
  updateAndCreateTopic,
} from '../protocol/requests/admin.ts';
import { readGroupConfig } from './groups.ts';
import { allEnded, onEveryMaster } from './masters.ts';

const TIMEOUT_MS = 3_000;

/** Members of SubscriptionGroupConfig.java with their defaults; 200 replaces the whole, so none may be left out. */
const GROUP_DEFAULTS = {
  consumeEnable: true,
  consumeFromMinEnable: true,
  consumeBroadcastEnable: true,
  consumeMessageOrderly: false,
  retryQueueNums: 1,
  retryMaxTimes: DEFAULT_RETRY_MAX_TIMES,
  brokerId: 0,
  whichBrokerWhenConsumeSlowly: 1,
  notifyConsumerIdsChangedEnable: true,
  consumeTimeoutMinute: 15,
  groupSysFlag: 0,
  attributes: {},
};
type GroupChange = { groupName: string } & Partial<typeof GROUP_DEFAULTS>;

/**
 * Creates a topic with `queues` read and write queues on every master, or on one broker's; changes it when it exists.
 * The name servers hear of it a moment later. Throws as NameServers.invoke and Transport.invoke.
 */
export async function createTopic(
  client: ClientInstance,
  { topic, queues, brokerName }: { topic: string; queues: number; brokerName?: string },
): Promise<void> {
  const request = encodeRequest(updateAndCreateTopic, {
    topic,
    defaultTopic: AUTO_CREATE_TOPIC,
    readQueueNums: queues,
    writeQueueNums: queues,
    perm: PERM_READ | PERM_WRITE,
    topicFilterType: 'SINGLE_TAG',
    topicSysFlag: 0,
    order: false,
  });
  await onEveryMaster(client, (invoke) => invoke(request), brokerName);
}

/** Deletes a topic on every master, then at every name server, which do not tell each other. */
export async function deleteTopic(client: ClientInstance, topic: string): Promise<void> {
  const inBroker = encodeRequest(deleteTopicInBroker, { topic });
  await onEveryMaster(client, (invoke) => invoke(inBroker));
  const inNameServer = encodeRequest(deleteTopicInNameServer, { topic });
  const { nameServers, transport } = client;
  await allEnded(nameServers.all.map((address) => transport.invoke(address, inNameServer, TIMEOUT_MS)));
}

/** Changes what is given of a group's configuration on every master and keeps the rest; a new group gets the defaults. */
export async function updateGroup(client: ClientInstance, change: GroupChange): Promise<void> {
  await onEveryMaster(client, async (invoke) => {
    const present = await readGroupConfig(invoke, change.groupName);
    const config = { ...GROUP_DEFAULTS, ...present, ...change };
    await invoke(encodeRequest(updateAndCreateSubscriptionGroup, {}, Buffer.from(JSON.stringify(config))));
  });
}

/** Deletes a group and its offsets on every master; its retry and dead-letter topics stay. */
export async function deleteGroup(client: ClientInstance, groupName: string): Promise<void> {
  const request = encodeRequest(deleteSubscriptionGroup, { groupName, cleanOffset: true });
  await onEveryMaster(client, (invoke) => invoke(request));
}
