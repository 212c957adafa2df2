import type { ClientInstance } from '../../client/client-instance.ts';
import { compareQueues, type MessageQueue, queueKey } from '../../model/queue.ts';
import { decodeReply, encodeRequest } from '../../protocol/define-request.ts';
import { numberOf, objectOf, pairsOf, parseLooseBody } from '../../protocol/loose-json.ts';
import { getEarliestMsgStoretime } from '../../protocol/requests/inspect.ts';
import { getTopicStatsInfo } from '../../protocol/requests/stats.ts';
import { queuesOf } from '../../route/publish-queues.ts';
import { readMessageAt } from '../browse/browse.ts';
import { askEach, type BrokerFailure, isRefusal } from '../each-broker.ts';
import { getMaxOffset, getMinOffset } from '../offsets.ts';
import { decodeQueue } from '../queue-json.ts';

/** One queue's ends. */
interface QueueStats {
  queue: MessageQueue;
  minOffset: number;
  /** The offset the next message will get. */
  maxOffset: number;
  /** Store time of the newest message, broker time; absent for an empty queue. */
  lastStoredAtMs?: number;
}

/**
 * The ends of every queue of a topic, sorted. Queues a broker does not tell of (it lists those it may write to, and may
 * refuse the question) are asked one by one. Throws NO_ROUTE, and the first error when no broker answers.
 * Source: AdminBrokerProcessor.getTopicStatsInfo.
 */
export async function readTopicStats(
  client: ClientInstance,
  topic: string,
): Promise<{ queues: QueueStats[]; failures: BrokerFailure[] }> {
  const route = await client.routes.get(topic);
  const brokerNames = [...new Set(route.queues.map(({ brokerName }) => brokerName))];
  const { answers, failures } = await askEach(brokerNames, async (brokerName) => {
    const told = await statsOf(client, brokerName, topic);
    const known = new Set(told.map(({ queue }) => queueKey(queue)));
    const missing = route.queues
      .filter((queue) => queue.brokerName === brokerName)
      .flatMap((queue) => queuesOf(topic, brokerName, Math.max(queue.readQueueNums, queue.writeQueueNums)))
      .filter((queue) => !known.has(queueKey(queue)));
    return [...told, ...(await Promise.all(missing.map((queue) => readQueueStats(client, queue))))];
  });
  const queues = answers.flatMap(({ answer }) => answer).sort((a, b) => compareQueues(a.queue, b.queue));
  return { queues, failures };
}

/** The same of one queue, with the requests every version and permission knows. Throws as getMaxOffset and pullQueue. */
export async function readQueueStats(client: ClientInstance, queue: MessageQueue): Promise<QueueStats> {
  const [minOffset, maxOffset] = await Promise.all([
    getMinOffset(client, queue),
    getMaxOffset(client, queue),
  ]);
  if (maxOffset <= minOffset) return { queue, minOffset, maxOffset };
  const last = await readMessageAt(client, queue, maxOffset - 1);
  return withTime({ queue, minOffset, maxOffset }, last?.storeTimestamp ?? 0);
}

/** Store time of the queue's oldest message, broker time; undefined when it has none. Throws as ClientInstance.invokeBroker. */
export async function readEarliestStoreTime(
  client: ClientInstance,
  { topic, queueId, brokerName }: MessageQueue,
): Promise<number | undefined> {
  const request = encodeRequest(getEarliestMsgStoretime, { topic, queueId });
  const answer = await client.invokeBroker(brokerName, request);
  const { timestamp } = decodeReply(getEarliestMsgStoretime, answer);
  return timestamp > 0 ? timestamp : undefined;
}

/** Nothing when the broker refuses. */
async function statsOf(client: ClientInstance, brokerName: string, topic: string): Promise<QueueStats[]> {
  try {
    const { body } = await client.invokeBroker(brokerName, encodeRequest(getTopicStatsInfo, { topic }));
    return pairsOf(objectOf(parseLooseBody(body)).offsetTable).map(([queue, value]) => {
      const ends = objectOf(value);
      const stats = {
        queue: decodeQueue(queue),
        minOffset: numberOf(ends.minOffset),
        maxOffset: numberOf(ends.maxOffset),
      };
      return withTime(stats, numberOf(ends.lastUpdateTimestamp, 0));
    });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [];
  }
}

function withTime(stats: QueueStats, lastStoredAtMs: number): QueueStats {
  return lastStoredAtMs > 0 ? { ...stats, lastStoredAtMs } : stats;
}
