import { RESPONSE } from '../../protocol/codes.ts';
import {
  getMaxOffset,
  getMinOffset,
  queryConsumerOffset,
  searchOffsetByTimestamp,
  updateConsumerOffset,
} from '../../protocol/requests/offset.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, Refusal, type Reply } from '../dispatch/reply.ts';
import type { BrokerState } from '../state/broker-state.ts';
import { searchByTime } from '../store/search-by-time.ts';

/** Source: ConsumerManageProcessor.java, AdminBrokerProcessor.java. */
export function offsetHandlers(state: BrokerState): HandlerEntry[] {
  const { store, committed, resets, groupConfigs, topics } = state;
  return [
    handle(queryConsumerOffset, (header) => {
      const offset = committed.get(header.consumerGroup, header.topic, header.queueId);
      return offsetReply(offset ?? firstOffset(state, header));
    }),
    handle(updateConsumerOffset, ({ consumerGroup, topic, queueId, commitOffset }) => {
      if (!groupConfigs.has(consumerGroup))
        throw new Refusal(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST, `Group ${consumerGroup} not exist!`);
      if (topics.get(topic) === undefined)
        throw new Refusal(RESPONSE.TOPIC_NOT_EXIST, `Topic ${topic} not exist!`);
      if (resets.get(consumerGroup, topic, queueId) !== undefined)
        return { remark: 'Offset has been previously reset' };
      committed.set(consumerGroup, topic, queueId, commitOffset);
      return DONE;
    }),
    handle(searchOffsetByTimestamp, ({ topic, queueId, timestamp, boundaryType = 'lower' }) => {
      const queue = store.queue(topic, queueId);
      const boundary = boundaryType.toLowerCase() === 'upper' ? 'upper' : 'lower';
      return offsetReply(queue === undefined ? 0 : searchByTime(queue, timestamp, boundary));
    }),
    handle(getMaxOffset, ({ topic, queueId }) => offsetReply(store.maxOffset(topic, queueId))),
    handle(getMinOffset, ({ topic, queueId }) => offsetReply(store.minOffset(topic, queueId))),
  ];
}

/**
 * Where a group that never committed begins: at 0 while the queue still has its first message, as a small topic's
 * queue has, whatever its consumers asked for. Throws Refusal (22) otherwise, so also for a queue without messages.
 */
function firstOffset(
  { store }: BrokerState,
  header: { topic: string; queueId: number; setZeroIfNotFound?: boolean },
): number {
  const { topic, queueId, setZeroIfNotFound = true } = header;
  if (!setZeroIfNotFound)
    throw new Refusal(RESPONSE.QUERY_NOT_FOUND, 'Not found, do not set to zero, maybe this group boot first');
  if (store.queue(topic, queueId)?.at(0) === undefined)
    throw new Refusal(
      RESPONSE.QUERY_NOT_FOUND,
      'Not found, V3_0_6_SNAPSHOT maybe this group consumer boot first',
    );
  return 0;
}

const offsetReply = (offset: number): Reply => ({ extFields: { offset: String(offset) } });
