import { Buffer } from 'node:buffer';
import { RESPONSE } from '../../protocol/codes.ts';
import { encodeFields } from '../../protocol/define-request.ts';
import {
  getEarliestMsgStoretime,
  invokeBrokerToResetOffset,
  querySubscriptionByConsumer,
  queryTopicConsumeByWho,
} from '../../protocol/requests/inspect.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { jsonReply, objectKeyedMap, Refusal, type Reply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { searchByTime } from '../store/search-by-time.ts';

/** Source: AdminBrokerProcessor.java. */
export function inspectHandlers(state: BrokerState): HandlerEntry[] {
  const { groups, committed, store } = state;
  return [
    handle(getEarliestMsgStoretime, ({ topic, queueId }) => {
      const oldest = store.queue(topic, queueId)?.at(store.minOffset(topic, queueId));
      const timestamp = oldest?.storeTimestamp ?? -1;
      return { extFields: encodeFields(getEarliestMsgStoretime.reply, { timestamp }) };
    }),
    handle(queryTopicConsumeByWho, ({ topic }) =>
      jsonReply({ groupList: [...new Set([...groups.readersOf(topic), ...committed.groupsOf(topic)])] }),
    ),
    handle(querySubscriptionByConsumer, ({ group, topic }) => {
      const subscriptionData = groups.get(group)?.subscriptions.get(topic);
      return jsonReply({ group, subscriptionData, topic });
    }),
    handle(invokeBrokerToResetOffset, ({ topic, group, timestamp, queueId = -1, offset = -1 }) => {
      const queues = state.topics.get(topic)?.readQueueNums;
      if (queues === undefined) throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `Topic ${topic} does not exist`);
      const ids = queueId >= 0 ? [queueId] : Array.from({ length: queues }, (_, id) => id);
      const targets = ids.map(
        (id) => [id, queueId >= 0 && offset >= 0 ? offset : offsetAt(state, topic, id, timestamp)] as const,
      );
      return reset(state, group, topic, targets);
    }),
  ];
}

/** Below 0 = the end. */
function offsetAt({ store }: BrokerState, topic: string, queueId: number, timestamp: number): number {
  const queue = store.queue(topic, queueId);
  if (timestamp < 0 || queue === undefined) return store.maxOffset(topic, queueId);
  return searchByTime(queue, timestamp, 'lower');
}

/** The group goes on there: commits count for nothing until its next pull, which is sent to the offset. */
function reset(
  { name, committed, resets, store }: BrokerState,
  group: string,
  topic: string,
  targets: readonly (readonly [queueId: number, offset: number])[],
): Reply {
  for (const [queueId, offset] of targets) {
    const [min, max] = [store.minOffset(topic, queueId), store.maxOffset(topic, queueId)];
    if (offset < min || offset > max + 1)
      throw new Refusal(
        RESPONSE.SYSTEM_ERROR,
        `Target offset ${offset} not in consume queue range [${min}-${max}]`,
      );
  }
  for (const [queueId, offset] of targets) {
    committed.set(group, topic, queueId, offset);
    resets.set(group, topic, queueId, offset);
  }
  const table = targets.map(([queueId, offset]) => [{ brokerName: name, queueId, topic }, offset] as const);
  return { body: Buffer.from(`{"offsetTable":${objectKeyedMap(table)}}`) };
}
