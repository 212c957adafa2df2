import { defineRequest } from '../define-request.ts';

/** Reply body: TopicStatsTable, keyed by queue objects. */
export const getTopicStatsInfo = defineRequest({
  name: 'GET_TOPIC_STATS_INFO',
  code: 202,
  to: 'broker',
  header: { topic: { type: 'string' } },
});
/** Reply body: ConsumeStats, keyed by queue objects. Topic '' or absent = every topic the group committed on. */
export const getConsumeStats = defineRequest({
  name: 'GET_CONSUME_STATS',
  code: 208,
  to: 'broker',
  header: { consumerGroup: { type: 'string' }, topic: { type: 'string', optional: true } },
});
/** Reply body: ConsumerConnection; 206 when nobody of the group is online. */
export const getConsumerConnectionList = defineRequest({
  name: 'GET_CONSUMER_CONNECTION_LIST',
  code: 203,
  to: 'broker',
  header: { consumerGroup: { type: 'string' } },
});
/** Reply body: `{"table":{name:text}}`. */
export const getBrokerRuntimeInfo = defineRequest({
  name: 'GET_BROKER_RUNTIME_INFO',
  code: 28,
  to: 'broker',
  header: {},
});
