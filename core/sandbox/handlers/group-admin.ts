import { Buffer } from 'node:buffer';
import { RESPONSE } from '../../protocol/codes.ts';
import { booleanOf, numberOf, objectOf, parseLooseBody, textOf } from '../../protocol/loose-json.ts';
import {
  deleteSubscriptionGroup,
  getAllSubscriptionGroupConfig,
  getSubscriptionGroupConfig,
  updateAndCreateSubscriptionGroup,
} from '../../protocol/requests/admin.ts';
import { getConsumeStats } from '../../protocol/requests/stats.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, objectKeyedMap, Refusal, type Reply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { type GroupConfig, groupConfig } from '../state/group-configs.ts';

/** Source: AdminBrokerProcessor.java. */
export function groupAdminHandlers(state: BrokerState): HandlerEntry[] {
  const { groupConfigs } = state;
  return [
    handle(updateAndCreateSubscriptionGroup, (_, { request }) => {
      groupConfigs.put(decodeGroupConfig(request.body));
      return DONE;
    }),
    handle(getSubscriptionGroupConfig, ({ group }) => {
      const config = groupConfigs.find(group);
      if (config === undefined)
        throw new Refusal(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST, 'No group in this broker');
      return jsonReply(config);
    }),
    handle(getAllSubscriptionGroupConfig, () =>
      jsonReply({
        dataVersion: groupConfigs.version,
        forbiddenTable: {},
        subscriptionGroupTable: Object.fromEntries(
          groupConfigs.all().map((config) => [config.groupName, config]),
        ),
      }),
    ),
    handle(deleteSubscriptionGroup, ({ groupName, cleanOffset = false }) => {
      groupConfigs.delete(groupName);
      if (cleanOffset) {
        state.committed.deleteGroup(groupName);
        state.pulled.deleteGroup(groupName);
        state.resets.deleteGroup(groupName);
      }
      return DONE;
    }),
    handle(getConsumeStats, ({ consumerGroup, topic = '' }) => consumeStats(state, consumerGroup, topic)),
  ];
}

/** What is not sent gets its default: 200 replaces the whole. */
function decodeGroupConfig(bytes: Uint8Array): GroupConfig {
  const body = objectOf(parseLooseBody(bytes));
  const settings: Record<string, unknown> = {};
  for (const [name, fallback] of Object.entries(groupConfig(''))) {
    const sent = body[name];
    if (sent === undefined || sent === null) continue;
    if (typeof fallback === 'number') settings[name] = numberOf(sent);
    else if (typeof fallback === 'boolean') settings[name] = booleanOf(sent);
    else if (typeof fallback === 'object') settings[name] = objectOf(sent);
  }
  return groupConfig(textOf(body.groupName), settings);
}

/** Topics of which an online group's subscriptions say nothing are left out, as in the Java broker. */
function consumeStats(state: BrokerState, group: string, topic: string): Reply {
  const subscriptions = state.groups.get(group)?.subscriptions;
  const topics = (topic === '' ? state.committed.topicsOf(group) : [topic]).filter(
    (name) => subscriptions === undefined || subscriptions.size === 0 || subscriptions.has(name),
  );
  const table = topics.flatMap((name) => consumedQueues(state, group, name));
  return { body: Buffer.from(`{"consumeTps":0.0,"offsetTable":${objectKeyedMap(table)}}`) };
}

/** How far a group is on each queue of a topic, by queue. */
export function consumedQueues(
  { name, topics, store, committed, pulled }: BrokerState,
  group: string,
  topic: string,
) {
  return Array.from({ length: topics.get(topic)?.readQueueNums ?? 0 }, (_, queueId) => {
    const consumerOffset = committed.get(group, topic, queueId) ?? 0;
    return [
      { brokerName: name, queueId, topic },
      {
        brokerOffset: store.maxOffset(topic, queueId),
        consumerOffset,
        lastTimestamp: store.queue(topic, queueId)?.at(consumerOffset - 1)?.storeTimestamp ?? 0,
        pullOffset: Math.max(consumerOffset, pulled.get(group, topic, queueId) ?? 0),
      },
    ] as const;
  });
}
