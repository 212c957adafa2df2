import { Buffer } from 'node:buffer';
import { RESPONSE } from '../../protocol/codes.ts';
import { decodeSubscription } from '../../protocol/heartbeat-json.ts';
import { objectOf, parseLooseBody } from '../../protocol/loose-json.ts';
import {
  checkClientConfig,
  cleanExpiredConsumeQueue,
  cleanUnusedTopic,
  cloneGroupOffset,
  getBrokerConsumeStats,
  queryConsumeQueue,
  queryConsumeTimeSpan,
} from '../../protocol/requests/tools.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, objectKeyedMap, Refusal, type Reply } from '../dispatch/reply.ts';
import { filterOfCondition, isTagType } from '../pull/message-filter.ts';
import { refuseConditions } from '../pull/refuse-conditions.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { consumedQueues } from './group-admin.ts';

/** What mqadmin asks beyond what clients need. Source: AdminBrokerProcessor.java, ClientManageProcessor.java. */
export function toolHandlers(state: BrokerState): HandlerEntry[] {
  return [
    handle(checkClientConfig, (_, { request }) => {
      const body = objectOf(parseLooseBody(request.body));
      const { expressionType, subString } = decodeSubscription(body.subscriptionData ?? {});
      if (isTagType(expressionType)) return DONE;
      refuseConditions(state.config, expressionType);
      if (filterOfCondition(subString) === undefined)
        throw new Refusal(RESPONSE.SUBSCRIPTION_PARSE_FAILED, 'Invalid MessageSelector. ');
      return DONE;
    }),
    handle(queryConsumeTimeSpan, ({ topic, group }) => timeSpans(state, topic, group)),
    handle(cloneGroupOffset, ({ srcGroup, destGroup, topic = '', offline = false }) => {
      const subscribed = state.groups.get(srcGroup)?.subscriptions;
      const topics = topic === '' ? state.committed.topicsOf(srcGroup) : [topic];
      for (const [group, name, queueId, offset] of state.committed.entries())
        if (group === srcGroup && topics.includes(name) && (offline || subscribed?.has(name)))
          state.committed.set(destGroup, name, queueId, offset);
      return DONE;
    }),
    handle(queryConsumeQueue, ({ topic, queueId, index, count }) =>
      entries(state, topic, queueId, index, count),
    ),
    handle(getBrokerConsumeStats, ({ isOrder }) => brokerConsumeStats(state, isOrder)),
    // Nothing here outlives its messages.
    handle(cleanExpiredConsumeQueue, () => DONE),
    handle(cleanUnusedTopic, () => DONE),
  ];
}

function timeSpans(
  { name, topics, store, committed, clock }: BrokerState,
  topic: string,
  group: string,
): Reply {
  const config = topics.get(topic);
  if (config === undefined) throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `topic[${topic}] not exist`);
  const consumeTimeSpanSet = Array.from({ length: config.writeQueueNums }, (_, queueId) => {
    const storedAt = (offset: number): number =>
      store.queue(topic, queueId)?.at(offset)?.storeTimestamp ?? -1;
    const minTimeStamp = storedAt(store.minOffset(topic, queueId));
    const maxTimeStamp = storedAt(store.maxOffset(topic, queueId) - 1);
    const next = committed.get(group, topic, queueId) ?? 0;
    const nextTimeStamp = storedAt(next);
    return {
      consumeTimeStamp: next > 0 ? storedAt(next - 1) : minTimeStamp,
      delayTime: nextTimeStamp < 0 ? 0 : clock.now() - nextTimeStamp,
      maxTimeStamp,
      messageQueue: { brokerName: name, queueId, topic },
      minTimeStamp,
    };
  });
  return jsonReply({ consumeTimeSpanSet });
}

function entries(
  { store }: BrokerState,
  topic: string,
  queueId: number,
  index: number,
  count: number,
): Reply {
  const queue = store.queue(topic, queueId);
  if (queue === undefined) throw new Refusal(RESPONSE.SYSTEM_ERROR, `${queueId}@${topic} is not exist!`);
  const from = Math.max(index, queue.first);
  const length = Math.max(0, Math.min(count, queue.end - from));
  const records = Array.from({ length }, (_, n) => queue.at(from + n));
  return jsonReply({
    maxQueueIndex: queue.end,
    minQueueIndex: queue.first,
    queueData: records.map((record) => ({
      eval: false,
      physicOffset: record?.commitLogOffset,
      physicSize: record?.bytes.length,
      tagsCode: record?.tagsCode,
    })),
  });
}

/** One ConsumeStats for each topic of each group. */
function brokerConsumeStats(state: BrokerState, isOrder: boolean): Reply {
  const { address, topics, groupConfigs, committed } = state;
  const groups: string[] = [];
  let totalDiff = 0;
  let totalInflightDiff = 0;
  for (const { groupName } of groupConfigs.all()) {
    const stats: string[] = [];
    for (const topic of committed.topicsOf(groupName)) {
      const config = topics.get(topic);
      if (config === undefined || (isOrder && !config.order)) continue;
      const table = consumedQueues(state, groupName, topic);
      for (const [, { brokerOffset, consumerOffset, pullOffset }] of table) {
        totalDiff += brokerOffset - consumerOffset;
        totalInflightDiff += pullOffset - consumerOffset;
      }
      stats.push(`{"consumeTps":0.0,"offsetTable":${objectKeyedMap(table)}}`);
    }
    if (stats.length > 0) groups.push(`{${JSON.stringify(groupName)}:[${stats.join(',')}]}`);
  }
  const totals = `"totalDiff":${totalDiff},"totalInflightDiff":${totalInflightDiff}`;
  return {
    body: Buffer.from(`{"brokerAddr":"${address}","consumeStatsList":[${groups.join(',')}],${totals}}`),
  };
}
