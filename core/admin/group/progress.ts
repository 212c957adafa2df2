import type { ClientInstance } from '../../client/client-instance.ts';
import { compareQueues, type MessageQueue } from '../../model/queue.ts';
import { encodeRequest } from '../../protocol/define-request.ts';
import { type LooseValue, numberOf, objectOf, pairsOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { getConsumeStats } from '../../protocol/requests/stats.ts';
import { askEach, type BrokerFailure, brokersOf, masterNames } from '../each-broker.ts';
import { decodeQueue } from '../queue-json.ts';

/** How far a group is in one queue. */
interface QueueProgress {
  queue: MessageQueue;
  /** The offset the next message will get. */
  brokerOffset: number;
  /** Committed; 0 also for a queue on which the group never committed. */
  consumerOffset: number;
  /** Messages stored and not yet committed. Below 0 when the committed offset lies behind the end of the queue. */
  lag: number;
  /** Store time of the last committed message, broker time; absent when it is no longer stored or there is none. */
  consumedUpToMs?: number;
}

interface GroupProgress {
  /** Sorted; retry topics among them. */
  queues: QueueProgress[];
  lag: number;
  failures: BrokerFailure[];
}

/**
 * A group's progress in one topic, or in all it committed on. While the group is online, brokers leave out topics it does
 * not subscribe to. Throws NO_ROUTE, and the first error when no broker answers. Source: AdminBrokerProcessor.getConsumeStats.
 */
export async function readProgress(
  client: ClientInstance,
  group: string,
  topic?: string,
): Promise<GroupProgress> {
  const header = topic === undefined ? { consumerGroup: group } : { consumerGroup: group, topic };
  const request = encodeRequest(getConsumeStats, header);
  const brokers = topic === undefined ? await masterNames(client) : await brokersOf(client, topic);
  const { answers, failures } = await askEach(brokers, async (brokerName) => {
    const { body } = await client.invokeBroker(brokerName, request);
    return pairsOf(objectOf(parseLooseBody(body)).offsetTable).map(decodeProgress);
  });
  const queues = answers.flatMap(({ answer }) => answer).sort((a, b) => compareQueues(a.queue, b.queue));
  return { queues, lag: queues.reduce((sum, { lag }) => sum + Math.max(0, lag), 0), failures };
}

/** Source: OffsetWrapper.java. */
function decodeProgress([queue, value]: [LooseValue, LooseValue]): QueueProgress {
  const offsets = objectOf(value);
  const brokerOffset = numberOf(offsets.brokerOffset, 0);
  const consumerOffset = numberOf(offsets.consumerOffset, 0);
  const lastTimestamp = numberOf(offsets.lastTimestamp, 0);
  const progress = {
    queue: decodeQueue(queue),
    brokerOffset,
    consumerOffset,
    lag: brokerOffset - consumerOffset,
  };
  return lastTimestamp > 0 ? { ...progress, consumedUpToMs: lastTimestamp } : progress;
}
