import { RESPONSE } from '../codes.ts';
import { defineRequest } from '../define-request.ts';

const groupQueue = {
  consumerGroup: { type: 'string' },
  topic: { type: 'string' },
  queueId: { type: 'int' },
} as const;
const topicQueue = { topic: { type: 'string' }, queueId: { type: 'int' } } as const;
const offsetReply = { offset: { type: 'long' } } as const;

/** 22 QUERY_NOT_FOUND is a result: the group never committed here. Source: QueryConsumerOffsetRequestHeader.java. */
export const queryConsumerOffset = defineRequest({
  name: 'QUERY_CONSUMER_OFFSET',
  code: 14,
  to: 'broker',
  header: { ...groupQueue, setZeroIfNotFound: { type: 'boolean', optional: true } },
  reply: { offset: { type: 'long', optional: true } },
  ok: [RESPONSE.SUCCESS, RESPONSE.QUERY_NOT_FOUND],
});
export const updateConsumerOffset = defineRequest({
  name: 'UPDATE_CONSUMER_OFFSET',
  code: 15,
  to: 'broker',
  header: { ...groupQueue, commitOffset: { type: 'long' } },
});
export const searchOffsetByTimestamp = defineRequest({
  name: 'SEARCH_OFFSET_BY_TIMESTAMP',
  code: 29,
  to: 'broker',
  header: { ...topicQueue, timestamp: { type: 'long' }, boundaryType: { type: 'string', optional: true } },
  reply: offsetReply,
});
export const getMaxOffset = defineRequest({
  name: 'GET_MAX_OFFSET',
  code: 30,
  to: 'broker',
  header: topicQueue,
  reply: offsetReply,
});
export const getMinOffset = defineRequest({
  name: 'GET_MIN_OFFSET',
  code: 31,
  to: 'broker',
  header: topicQueue,
  reply: offsetReply,
});
