import { RETRY_PREFIX } from '../../model/names.ts';
import type { Command } from '../../protocol/command.ts';
import { decodeHeartbeat } from '../../protocol/heartbeat-json.ts';
import { listOf, objectOf, parseLooseBody, textOf } from '../../protocol/loose-json.ts';
import { getBrokerConfig } from '../../protocol/requests/admin.ts';
import { getConsumerListByGroup, heartBeat, unregisterClient } from '../../protocol/requests/client.ts';
import { lockBatchMq, unlockBatchMq } from '../../protocol/requests/lock.ts';
import {
  getMaxOffset,
  getMinOffset,
  queryConsumerOffset,
  searchOffsetByTimestamp,
  updateConsumerOffset,
} from '../../protocol/requests/offset.ts';
import { litePullMessage, pullMessage } from '../../protocol/requests/pull.ts';
import { queryMessage, viewMessageById } from '../../protocol/requests/query.ts';
import {
  consumerSendMsgBack,
  sendBatchMessage,
  sendMessage,
  sendMessageV2,
} from '../../protocol/requests/send.ts';
import { endTransaction } from '../../protocol/requests/transaction.ts';
import { CLUSTER_NAME } from '../names.ts';
import type { Action } from './account.ts';

/** One thing a request touches, and the actions of which any one is enough. `Cluster` means: administrators only. */
export interface NeededAccess {
  kind: 'Topic' | 'Group' | 'Cluster';
  name: string;
  anyOf: readonly Action[];
}

const ADMINISTRATION: readonly NeededAccess[] = [{ kind: 'Cluster', name: CLUSTER_NAME, anyOf: [] }];

/**
 * What each request needs; a request that is not listed needs an administrator.
 * Source: DefaultAuthorizationContextBuilder.java, and the RocketMQAction annotations of 29, 30, 31 and 33.
 */
const NEEDED: ReadonlyMap<number, (request: Command) => NeededAccess[]> = new Map([
  [sendMessage.code, sending('topic')],
  [sendMessageV2.code, sending('b')],
  [sendBatchMessage.code, sending('b')],
  [endTransaction.code, sending('topic')],
  [consumerSendMsgBack.code, ({ extFields }) => group(extFields.group, 'SUB')],
  [pullMessage.code, topicAndGroup('SUB')],
  [litePullMessage.code, topicAndGroup('SUB')],
  [queryConsumerOffset.code, topicAndGroup('SUB', 'GET')],
  [updateConsumerOffset.code, topicAndGroup('SUB', 'UPDATE')],
  [queryMessage.code, ({ extFields }) => topic(extFields.topic, 'SUB', 'GET')],
  [searchOffsetByTimestamp.code, ({ extFields }) => topic(extFields.topic, 'GET')],
  [getMaxOffset.code, ({ extFields }) => topic(extFields.topic, 'GET')],
  [getMinOffset.code, ({ extFields }) => topic(extFields.topic, 'GET')],
  [viewMessageById.code, ({ extFields }) => topic(extFields.topic, 'GET')],
  [getConsumerListByGroup.code, ({ extFields }) => group(extFields.consumerGroup, 'SUB', 'GET')],
  [unregisterClient.code, ({ extFields }) => group(extFields.consumerGroup, 'SUB')],
  [heartBeat.code, ofHeartbeat],
  [lockBatchMq.code, ofLock],
  [unlockBatchMq.code, ofLock],
  // Nothing but the signature: it has no header that an annotation could stand on.
  [getBrokerConfig.code, () => []],
]);

export function neededAccess(request: Command): readonly NeededAccess[] {
  return NEEDED.get(request.code)?.(request) ?? ADMINISTRATION;
}

/** A retry topic belongs to its group: who may consume with the group may write and read it. */
function topic(name = '', ...anyOf: Action[]): NeededAccess[] {
  if (name.startsWith(RETRY_PREFIX)) return group(name.slice(RETRY_PREFIX.length), 'SUB');
  return name === '' ? [] : [{ kind: 'Topic', name, anyOf }];
}

function group(name = '', ...anyOf: Action[]): NeededAccess[] {
  return name === '' ? [] : [{ kind: 'Group', name, anyOf }];
}

function sending(field: string) {
  return ({ extFields }: Command): NeededAccess[] => topic(extFields[field], 'PUB');
}

function topicAndGroup(...anyOf: Action[]) {
  return ({ extFields }: Command): NeededAccess[] => [
    ...topic(extFields.topic, ...anyOf),
    ...group(extFields.consumerGroup, ...anyOf),
  ];
}

function ofHeartbeat({ body }: Command): NeededAccess[] {
  return decodeHeartbeat(body).consumerDataSet.flatMap(({ groupName, subscriptionDataSet }) => [
    ...group(groupName, 'SUB'),
    ...subscriptionDataSet.flatMap((subscription) => topic(subscription.topic, 'SUB')),
  ]);
}

function ofLock(request: Command): NeededAccess[] {
  const body = objectOf(parseLooseBody(request.body));
  return [
    ...group(textOf(body.consumerGroup), 'SUB'),
    ...listOf(body.mqSet).flatMap((queue) => topic(textOf(objectOf(queue).topic), 'SUB')),
  ];
}
