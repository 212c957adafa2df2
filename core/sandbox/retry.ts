import { retryDelayLevel } from '../model/delay.ts';
import { dlqTopic, retryTopic } from '../model/names.ts';
import { PROPERTY } from '../model/properties.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { HeaderOf } from '../protocol/define-request.ts';
import { offsetMsgId } from '../protocol/offset-id.ts';
import type { consumerSendMsgBack } from '../protocol/requests/send.ts';
import { Refusal } from './dispatch/reply.ts';
import type { BrokerState } from './state/broker-state.ts';
import type { GroupConfig } from './state/group-configs.ts';
import { propertyMap, propertyText } from './store/property-text.ts';
import { messageOf } from './store/stored-record.ts';

/** From this version (3.4.9) on a client's maxReconsumeTimes counts. Source: MQVersion.java. */
const MAX_RECONSUME_TIMES_VERSION = 121;
const DEAD_LETTER_QUEUES = 1;

/**
 * Later: stores a copy with one reconsume more, delayed, for the group's retry topic, or at once for its dead letter
 * topic when the group allows no further delivery. Throws Refusal: 26 (no such group), 1 (no message there).
 * Source: AbstractSendMessageProcessor.consumerSendMsgBack.
 */
export function sendBack(
  state: BrokerState,
  header: HeaderOf<typeof consumerSendMsgBack>,
  clientVersion: number,
): void {
  const { group, offset } = header;
  const config = groupOf(state, group);
  // A group without retry queues wants its failed messages dropped.
  if (config.retryQueueNums <= 0) return;
  const record = state.store.at(offset);
  if (record === undefined)
    throw new Refusal(RESPONSE.SYSTEM_ERROR, `look message by offset failed, ${offset}`);
  const message = messageOf(record);
  const { reconsumeTimes } = message;
  const properties = propertyMap(message.properties);
  if (!properties.has(PROPERTY.retryTopic)) properties.set(PROPERTY.retryTopic, record.topic);
  if (!properties.has(PROPERTY.originMessageId))
    properties.set(PROPERTY.originMessageId, offsetMsgId(state.address, offset));
  properties.set(PROPERTY.waitStoreOk, 'false');
  const max = maxReconsumeTimesOf(state, group, header.maxReconsumeTimes, clientVersion);
  const isDeadLetter = reconsumeTimes >= max || header.delayLevel < 0;
  const level = header.delayLevel === 0 ? retryDelayLevel(reconsumeTimes) : header.delayLevel;
  properties.set(PROPERTY.delayLevel, String(isDeadLetter ? 0 : level));
  state.delay.put({
    ...message,
    topic: isDeadLetter ? deadLetterTopic(state, group) : retryTopicOf(state, config),
    queueId: isDeadLetter ? 0 : Math.floor(Math.random() * config.retryQueueNums),
    reconsumeTimes: reconsumeTimes + 1,
    properties: propertyText(properties),
  });
}

/** The group's retry topic, made when there is none. */
export function retryTopicOf({ topics }: BrokerState, { groupName, retryQueueNums }: GroupConfig): string {
  return topics.ensure(retryTopic(groupName), retryQueueNums).topicName;
}

/** The group's dead letter topic, made when there is none. */
export function deadLetterTopic({ topics }: BrokerState, group: string): string {
  return topics.ensure(dlqTopic(group), DEAD_LETTER_QUEUES).topicName;
}

/** The client's own limit when it is new enough to have one, else the group's. Throws Refusal (26). */
export function maxReconsumeTimesOf(
  state: BrokerState,
  group: string,
  ofClient: number | undefined,
  clientVersion: number,
): number {
  const { retryMaxTimes } = groupOf(state, group);
  return clientVersion >= MAX_RECONSUME_TIMES_VERSION ? (ofClient ?? retryMaxTimes) : retryMaxTimes;
}

function groupOf({ groupConfigs }: BrokerState, group: string): GroupConfig {
  const config = groupConfigs.find(group);
  if (config === undefined)
    throw new Refusal(RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST, `subscription group not exist, ${group}`);
  return config;
}
