import type { OutgoingMessage, Properties } from '../model/message.ts';
import { PROPERTY } from '../model/properties.ts';
import type { MessageQueue } from '../model/queue.ts';
import { AUTO_CREATE_TOPIC } from '../model/route.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { encodeProperties } from '../protocol/properties-codec.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import { DEFAULT_TOPIC_QUEUES } from '../route/route-table.ts';
import { compressBody } from './compress-body.ts';

/** Of one send, the same in all its attempts. */
export interface SendFacts {
  group: string;
  /** Born time. */
  nowMs: number;
}

/** What a person wrote into a message, as properties; absent ones are left out. */
export function userProperties(message: OutgoingMessage): Properties {
  const properties: Properties = [
    [PROPERTY.keys, message.keys.join(' ')],
    [PROPERTY.tags, message.tag],
    [PROPERTY.delayLevel, message.delayLevel > 0 ? String(message.delayLevel) : ''],
    ...message.properties,
  ];
  return properties.filter(([, value]) => value !== '');
}

/** What the client adds. `WAIT`: the broker answers when the message is as safe as it is configured to make it. */
export const idProperty = (uniqueKey: string): Properties[number] => [PROPERTY.uniqueKey, uniqueKey];
export const WAIT_PROPERTY: Properties[number] = [PROPERTY.waitStoreOk, 'true'];

/** The header's fields that no kind of send changes. */
export function sendHeader(topic: string, { group, nowMs }: SendFacts) {
  return {
    producerGroup: group,
    topic,
    defaultTopic: AUTO_CREATE_TOPIC,
    defaultTopicQueueNums: DEFAULT_TOPIC_QUEUES,
    bornTimestamp: nowMs,
    flag: 0,
    reconsumeTimes: 0,
    unitMode: false,
  };
}

/**
 * A message made ready once, then addressed to a queue for each attempt: ids, properties, body and born time are the same
 * in all of them. Source: DefaultMQProducerImpl.sendKernelImpl.
 */
export async function prepareSend(
  message: OutgoingMessage,
  uniqueKey: string,
  facts: SendFacts,
): Promise<(queue: MessageQueue) => EncodedRequest> {
  const { body, sysFlag } = await compressBody(message.body);
  const header = {
    ...sendHeader(message.topic, facts),
    sysFlag,
    properties: encodeProperties([idProperty(uniqueKey), WAIT_PROPERTY, ...userProperties(message)]),
    batch: false,
  };
  return ({ queueId }) => encodeRequest(sendMessageV2, { ...header, queueId }, body);
}
