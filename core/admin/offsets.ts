import type { ClientInstance } from '../client/client-instance.ts';
import type { MessageQueue } from '../model/queue.ts';
import { decodeReply, encodeRequest } from '../protocol/define-request.ts';
import * as requests from '../protocol/requests/offset.ts';

/** The offset the next message of the queue will get. Each of these asks the queue's master; throws as ClientInstance.invokeBroker. */
export async function getMaxOffset(client: ClientInstance, queue: MessageQueue): Promise<number> {
  const { topic, queueId, brokerName } = queue;
  const request = encodeRequest(requests.getMaxOffset, { topic, queueId });
  return decodeReply(requests.getMaxOffset, await client.invokeBroker(brokerName, request)).offset;
}

/** The offset of the oldest message still stored. */
export async function getMinOffset(client: ClientInstance, queue: MessageQueue): Promise<number> {
  const { topic, queueId, brokerName } = queue;
  const request = encodeRequest(requests.getMinOffset, { topic, queueId });
  return decodeReply(requests.getMinOffset, await client.invokeBroker(brokerName, request)).offset;
}

/** Offset of the first message stored at or after `timestampMs` (broker time); of a time to come, the end of the queue. */
export async function searchOffset(
  client: ClientInstance,
  queue: MessageQueue,
  timestampMs: number,
): Promise<number> {
  const { topic, queueId, brokerName } = queue;
  const request = encodeRequest(requests.searchOffsetByTimestamp, { topic, queueId, timestamp: timestampMs });
  return decodeReply(requests.searchOffsetByTimestamp, await client.invokeBroker(brokerName, request)).offset;
}

/**
 * Where a group goes on in this queue; undefined when it never committed here. Of a small queue brokers then say 0,
 * from 5.0 on unless `onlyCommitted`.
 */
export async function queryConsumerOffset(
  client: ClientInstance,
  group: string,
  queue: MessageQueue,
  onlyCommitted = false,
): Promise<number | undefined> {
  const { topic, queueId, brokerName } = queue;
  const header = { consumerGroup: group, topic, queueId };
  const request = encodeRequest(
    requests.queryConsumerOffset,
    onlyCommitted ? { ...header, setZeroIfNotFound: false } : header,
  );
  return decodeReply(requests.queryConsumerOffset, await client.invokeBroker(brokerName, request)).offset;
}

/** Commits, and waits until the broker took it. It also takes an offset that goes backwards. */
export async function updateConsumerOffset(
  client: ClientInstance,
  group: string,
  queue: MessageQueue,
  offset: number,
): Promise<void> {
  const { topic, queueId, brokerName } = queue;
  const header = { consumerGroup: group, topic, queueId, commitOffset: offset };
  await client.invokeBroker(brokerName, encodeRequest(requests.updateConsumerOffset, header));
}
