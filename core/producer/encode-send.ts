import type { OutgoingMessage, Properties } from '../model/message.ts';
import { PROPERTY } from '../model/properties.ts';
import type { MessageQueue } from '../model/queue.ts';
import { AUTO_CREATE_TOPIC } from '../model/route.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { encodeProperties } from '../protocol/properties-codec.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import { DEFAULT_TOPIC_QUEUES } from '../route/route-table.ts';
import { compressBody } from './compress-body.ts';

/** What the client writes around the user's own properties; absent ones are left out. */
function wireProperties(message: OutgoingMessage, uniqueKey: string): Properties {
  const properties: Properties = [
    [PROPERTY.keys, message.keys.join(' ')],
    [PROPERTY.uniqueKey, uniqueKey],
    [PROPERTY.waitStoreOk, 'true'],
    [PROPERTY.tags, message.tag],
    [PROPERTY.delayLevel, message.delayLevel > 0 ? String(message.delayLevel) : ''],
    ...message.properties,
  ];
  return properties.filter(([, value]) => value !== '');
}

/**
 * A message made ready once, then addressed to a queue for each attempt: ids, properties, body and born time are the same
 * in all of them. Source: DefaultMQProducerImpl.sendKernelImpl.
 */
export async function prepareSend(
  message: OutgoingMessage,
  { group, uniqueKey, nowMs }: { group: string; uniqueKey: string; nowMs: number },
): Promise<(queue: MessageQueue) => EncodedRequest> {
  const { body, sysFlag } = await compressBody(message.body);
  const header = {
    producerGroup: group,
    topic: message.topic,
    defaultTopic: AUTO_CREATE_TOPIC,
    defaultTopicQueueNums: DEFAULT_TOPIC_QUEUES,
    sysFlag,
    bornTimestamp: nowMs,
    flag: 0,
    properties: encodeProperties(wireProperties(message, uniqueKey)),
    reconsumeTimes: 0,
    unitMode: false,
    batch: false,
  };
  return ({ queueId }) => encodeRequest(sendMessageV2, { ...header, queueId }, body);
}
