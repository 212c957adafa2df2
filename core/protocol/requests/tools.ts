import { defineRequest } from '../define-request.ts';

/** Body: `{clientId, group, namespace, subscriptionData}`. Asked at the start for subscriptions that are no tags. */
export const checkClientConfig = defineRequest({
  name: 'CHECK_CLIENT_CONFIG',
  code: 46,
  to: 'broker',
  header: {},
});
/** Reply body: `{"connectionSet":[...]}`; 1 for a group without producers. */
export const getProducerConnectionList = defineRequest({
  name: 'GET_PRODUCER_CONNECTION_LIST',
  code: 204,
  to: 'broker',
  header: { producerGroup: { type: 'string' } },
});
/** Reply body: `{"data":{group:[...]}}`. Source: ProducerTableInfo.java. */
export const getAllProducerInfo = defineRequest({
  name: 'GET_ALL_PRODUCER_INFO',
  code: 328,
  to: 'broker',
  header: {},
});
/** Reply body: `{"consumeTimeSpanSet":[...]}`. Source: QueueTimeSpan.java. */
export const queryConsumeTimeSpan = defineRequest({
  name: 'QUERY_CONSUME_TIME_SPAN',
  code: 303,
  to: 'broker',
  header: { topic: { type: 'string' }, group: { type: 'string' } },
});
export const cleanExpiredConsumeQueue = defineRequest({
  name: 'CLEAN_EXPIRED_CONSUMEQUEUE',
  code: 306,
  to: 'broker',
  header: {},
});
/** Offsets of one topic, or of all when it is absent or ''. Source: CloneGroupOffsetRequestHeader.java. */
export const cloneGroupOffset = defineRequest({
  name: 'CLONE_GROUP_OFFSET',
  code: 314,
  to: 'broker',
  header: {
    srcGroup: { type: 'string' },
    destGroup: { type: 'string' },
    topic: { type: 'string', optional: true },
    /** Else only what the source group subscribes now. */
    offline: { type: 'boolean', optional: true },
  },
});
export const cleanUnusedTopic = defineRequest({
  name: 'CLEAN_UNUSED_TOPIC',
  code: 316,
  to: 'broker',
  header: {},
});
/** Reply body: ConsumeStatsList. */
export const getBrokerConsumeStats = defineRequest({
  name: 'GET_BROKER_CONSUME_STATS',
  code: 317,
  to: 'broker',
  header: { isOrder: { type: 'boolean' } },
});
/** Reply body: QueryConsumeQueueResponseBody; 1 for a queue that never had a message. */
export const queryConsumeQueue = defineRequest({
  name: 'QUERY_CONSUME_QUEUE',
  code: 321,
  to: 'broker',
  header: {
    topic: { type: 'string' },
    queueId: { type: 'int' },
    index: { type: 'long' },
    count: { type: 'int' },
    consumerGroup: { type: 'string', optional: true },
  },
});
