import { defineRequest } from '../define-request.ts';

/** Registration of producers and consumers; body: heartbeat JSON. Source: HeartbeatData.java. */
export const heartBeat = defineRequest({ name: 'HEART_BEAT', code: 34, to: 'broker', header: {} });
export const unregisterClient = defineRequest({
  name: 'UNREGISTER_CLIENT',
  code: 35,
  to: 'broker',
  header: {
    clientID: { type: 'string' },
    producerGroup: { type: 'string', optional: true },
    consumerGroup: { type: 'string', optional: true },
  },
});
/** Body of the reply: `{"consumerIdList":[...]}`. */
export const getConsumerListByGroup = defineRequest({
  name: 'GET_CONSUMER_LIST_BY_GROUP',
  code: 38,
  to: 'broker',
  header: { consumerGroup: { type: 'string' } },
});
/** Broker to client, one-way: rebalance now. */
export const notifyConsumerIdsChanged = defineRequest({
  name: 'NOTIFY_CONSUMER_IDS_CHANGED',
  code: 40,
  to: 'client',
  header: { consumerGroup: { type: 'string' } },
});
