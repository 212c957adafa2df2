import { defineRequest } from '../define-request.ts';

/** Reply body: TopicRouteData. 17 when no broker has the topic. */
export const getRouteInfoByTopic = defineRequest({
  name: 'GET_ROUTEINFO_BY_TOPIC',
  code: 105,
  to: 'nameServer',
  header: { topic: { type: 'string' }, acceptStandardJsonOnly: { type: 'boolean', optional: true } },
});
export const getBrokerClusterInfo = defineRequest({
  name: 'GET_BROKER_CLUSTER_INFO',
  code: 106,
  to: 'nameServer',
  header: {},
});
/** Reply body: `{"topicList":[...]}`. */
export const getAllTopicList = defineRequest({
  name: 'GET_ALL_TOPIC_LIST_FROM_NAMESERVER',
  code: 206,
  to: 'nameServer',
  header: {},
});
/** Reply body: Java properties text, `messageDelayLevel` among them. */
export const getBrokerConfig = defineRequest({
  name: 'GET_BROKER_CONFIG',
  code: 26,
  to: 'broker',
  header: {},
});
/** Reply body: `{"subscriptionGroupTable":{group:{retryMaxTimes,...}}}`. */
export const getAllSubscriptionGroupConfig = defineRequest({
  name: 'GET_ALL_SUBSCRIPTIONGROUP_CONFIG',
  code: 201,
  to: 'broker',
  header: {},
});
/** 5.x; 4.9 answers 3. Reply body: one SubscriptionGroupConfig. */
export const getSubscriptionGroupConfig = defineRequest({
  name: 'GET_SUBSCRIPTIONGROUP_CONFIG',
  code: 352,
  to: 'broker',
  header: { group: { type: 'string' } },
});
/** Body: SubscriptionGroupConfig, which replaces the whole. */
export const updateAndCreateSubscriptionGroup = defineRequest({
  name: 'UPDATE_AND_CREATE_SUBSCRIPTIONGROUP',
  code: 200,
  to: 'broker',
  header: {},
});
export const updateAndCreateTopic = defineRequest({
  name: 'UPDATE_AND_CREATE_TOPIC',
  code: 17,
  to: 'broker',
  header: {
    topic: { type: 'string' },
    defaultTopic: { type: 'string' },
    readQueueNums: { type: 'int' },
    writeQueueNums: { type: 'int' },
    perm: { type: 'int' },
    topicFilterType: { type: 'string' },
    topicSysFlag: { type: 'int', optional: true },
    order: { type: 'boolean', optional: true },
  },
});
export const deleteTopicInBroker = defineRequest({
  name: 'DELETE_TOPIC_IN_BROKER',
  code: 215,
  to: 'broker',
  header: { topic: { type: 'string' } },
});
export const deleteTopicInNameServer = defineRequest({
  name: 'DELETE_TOPIC_IN_NAMESRV',
  code: 216,
  to: 'nameServer',
  header: { topic: { type: 'string' } },
});
export const deleteSubscriptionGroup = defineRequest({
  name: 'DELETE_SUBSCRIPTIONGROUP',
  code: 207,
  to: 'broker',
  header: { groupName: { type: 'string' }, cleanOffset: { type: 'boolean', optional: true } },
});
