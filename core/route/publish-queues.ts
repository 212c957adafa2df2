import { compareQueues, type MessageQueue } from '../model/queue.ts';
import { MASTER_ID, PERM_WRITE, type TopicRoute } from '../model/route.ts';

/**
 * The queues a producer may choose from, in the order Java producers have them: those of the order configuration when
 * the topic has one, else every writable queue of a broker with a master. Source: TopicPublishInfo in MQClientInstance.
 */
export function publishQueues(topic: string, route: TopicRoute): MessageQueue[] {
  if (route.orderTopicConf !== undefined) return orderedQueues(topic, route.orderTopicConf);
  return route.queues
    .filter(({ brokerName, perm }) => (perm & PERM_WRITE) !== 0 && hasMaster(route, brokerName))
    .flatMap(({ brokerName, writeQueueNums }) => queuesOf(topic, brokerName, writeQueueNums))
    .sort(compareQueues);
}

/** The queues of a topic that does not exist yet, from the route of AUTO_CREATE_TOPIC: at most `most` per broker. */
export function queuesToBe(topic: string, standIn: TopicRoute, most: number): MessageQueue[] {
  return publishQueues(topic, {
    brokers: standIn.brokers,
    queues: standIn.queues.map((queue) => ({
      ...queue,
      writeQueueNums: Math.min(most, queue.readQueueNums),
    })),
  });
}

export function queuesOf(topic: string, brokerName: string, count: number): MessageQueue[] {
  return Array.from({ length: count }, (_, queueId) => ({ topic, brokerName, queueId }));
}

/** `broker-a:8;broker-b:8`; a part that reads otherwise is left out. */
function orderedQueues(topic: string, orderTopicConf: string): MessageQueue[] {
  return orderTopicConf.split(';').flatMap((part) => {
    const match = /^\s*(.+):(\d+)\s*$/.exec(part);
    if (match?.[1] === undefined) return [];
    return queuesOf(topic, match[1], Number(match[2]));
  });
}

function hasMaster(route: TopicRoute, brokerName: string): boolean {
  return route.brokers.some(
    (broker) => broker.brokerName === brokerName && broker.addresses[MASTER_ID] !== undefined,
  );
}
