import { defineRequest } from '../define-request.ts';

/** Store time of the oldest message; -1 when there is none. Source: GetEarliestMsgStoretimeResponseHeader.java. */
export const getEarliestMsgStoretime = defineRequest({
  name: 'GET_EARLIEST_MSG_STORETIME',
  code: 32,
  to: 'broker',
  header: { topic: { type: 'string' }, queueId: { type: 'int' } },
  reply: { timestamp: { type: 'long' } },
});
/** Reply body: `{"groupList":[...]}`, those online and those that committed on the topic. */
export const queryTopicConsumeByWho = defineRequest({
  name: 'QUERY_TOPIC_CONSUME_BY_WHO',
  code: 300,
  to: 'broker',
  header: { topic: { type: 'string' } },
});
/** 5.x; 4.9 answers 3. Reply body: `{group, topic, subscriptionData}`, the last absent unless the group is online. */
export const querySubscriptionByConsumer = defineRequest({
  name: 'QUERY_SUBSCRIPTION_BY_CONSUMER',
  code: 345,
  to: 'broker',
  header: { group: { type: 'string' }, topic: { type: 'string' } },
});
/** Relayed to the member. Reply body: ConsumerRunningInfo; 1 = not online here, 207 = it did not answer within 10 s. */
export const getConsumerRunningInfo = defineRequest({
  name: 'GET_CONSUMER_RUNNING_INFO',
  code: 307,
  to: 'broker',
  header: {
    consumerGroup: { type: 'string' },
    clientId: { type: 'string' },
    jstackEnable: { type: 'boolean', optional: true },
  },
});
/** Relayed to the member with the message. Reply body: ConsumeMessageDirectlyResult; codes as GET_CONSUMER_RUNNING_INFO. */
export const consumeMessageDirectly = defineRequest({
  name: 'CONSUME_MESSAGE_DIRECTLY',
  code: 309,
  to: 'broker',
  header: {
    consumerGroup: { type: 'string' },
    clientId: { type: 'string', optional: true },
    /** The offset id. */
    msgId: { type: 'string', optional: true },
    brokerName: { type: 'string', optional: true },
    topic: { type: 'string', optional: true },
    topicSysFlag: { type: 'int', optional: true },
    groupSysFlag: { type: 'int', optional: true },
  },
});
/** Reply body: `{"offsetTable":{queue:offset}}`. Source: ResetOffsetRequestHeader.java. */
export const invokeBrokerToResetOffset = defineRequest({
  name: 'INVOKE_BROKER_TO_RESET_OFFSET',
  code: 222,
  to: 'broker',
  header: {
    topic: { type: 'string' },
    group: { type: 'string' },
    /** Store time, ms since epoch; -1 = the end. */
    timestamp: { type: 'long' },
    /** Also forward. */
    isForce: { type: 'boolean' },
    /** 5.x; -1 or absent = all. */
    queueId: { type: 'int', optional: true },
    /** 5.x, of that queue; then `timestamp` means nothing. */
    offset: { type: 'long', optional: true },
  },
});
