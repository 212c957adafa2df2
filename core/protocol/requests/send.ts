import { RESPONSE } from '../codes.ts';
import { defineRequest } from '../define-request.ts';

const sendReply = {
  msgId: { type: 'string' },
  queueId: { type: 'int' },
  queueOffset: { type: 'long' },
  transactionId: { type: 'string', optional: true },
} as const;

/** The three beyond SUCCESS mean: stored, not confirmed. */
const STORED = [
  RESPONSE.SUCCESS,
  RESPONSE.FLUSH_DISK_TIMEOUT,
  RESPONSE.SLAVE_NOT_AVAILABLE,
  RESPONSE.FLUSH_SLAVE_TIMEOUT,
];

/** What the headers of a send and of a reply that is handed on have in common. */
export const messageFields = {
  producerGroup: { type: 'string' },
  topic: { type: 'string' },
  defaultTopic: { type: 'string' },
  defaultTopicQueueNums: { type: 'int' },
  queueId: { type: 'int' },
  sysFlag: { type: 'int' },
  bornTimestamp: { type: 'long' },
  flag: { type: 'int' },
  properties: { type: 'string', optional: true },
  reconsumeTimes: { type: 'int', optional: true },
  unitMode: { type: 'boolean', optional: true },
} as const;

/** Source: SendMessageRequestHeader.java. */
export const sendMessage = defineRequest({
  name: 'SEND_MESSAGE',
  code: 10,
  to: 'broker',
  header: {
    ...messageFields,
    maxReconsumeTimes: { type: 'int', optional: true },
    batch: { type: 'boolean', optional: true },
  },
  reply: sendReply,
  ok: STORED,
});

/** The same with one-letter names. Source: SendMessageRequestHeaderV2.java. */
export const sendMessageV2 = defineRequest({
  name: 'SEND_MESSAGE_V2',
  code: 310,
  to: 'broker',
  header: {
    producerGroup: { wire: 'a', type: 'string' },
    topic: { wire: 'b', type: 'string' },
    defaultTopic: { wire: 'c', type: 'string' },
    defaultTopicQueueNums: { wire: 'd', type: 'int' },
    queueId: { wire: 'e', type: 'int' },
    sysFlag: { wire: 'f', type: 'int' },
    bornTimestamp: { wire: 'g', type: 'long' },
    flag: { wire: 'h', type: 'int' },
    properties: { wire: 'i', type: 'string', optional: true },
    reconsumeTimes: { wire: 'j', type: 'int', optional: true },
    unitMode: { wire: 'k', type: 'boolean', optional: true },
    maxReconsumeTimes: { wire: 'l', type: 'int', optional: true },
    batch: { wire: 'm', type: 'boolean', optional: true },
    brokerName: { wire: 'n', type: 'string', optional: true },
  },
  reply: sendReply,
  ok: STORED,
});

/** Body: a batch of messages of one topic. C++ sends batches as SEND_MESSAGE_V2: the field says it, not the code. */
export const sendBatchMessage = defineRequest({ ...sendMessageV2, name: 'SEND_BATCH_MESSAGE', code: 320 });

/** Later: the broker stores a copy for `%RETRY%group` or `%DLQ%group`. Source: ConsumerSendMsgBackRequestHeader.java. */
export const consumerSendMsgBack = defineRequest({
  name: 'CONSUMER_SEND_MSG_BACK',
  code: 36,
  to: 'broker',
  header: {
    /** Commit-log offset of the message. */
    offset: { type: 'long' },
    group: { type: 'string' },
    /** 0 = 3 + reconsumeTimes; below 0 = dead letter now. */
    delayLevel: { type: 'int' },
    originMsgId: { type: 'string', optional: true },
    originTopic: { type: 'string', optional: true },
    unitMode: { type: 'boolean', optional: true },
    maxReconsumeTimes: { type: 'int', optional: true },
  },
});
