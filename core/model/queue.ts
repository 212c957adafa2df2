/** One queue of a topic on one broker: the unit of order, offsets and assignment. */
export interface MessageQueue {
  topic: string;
  brokerName: string;
  queueId: number;
}

/** A text that is equal exactly for equal queues; for Map keys. */
export function queueKey(queue: MessageQueue): string {
  return `${queue.topic}\u0000${queue.brokerName}\u0000${queue.queueId}`;
}

/** The order every member of a group sorts by before it allocates: topic, brokerName, queueId. Source: MessageQueue.compareTo. */
export function compareQueues(a: MessageQueue, b: MessageQueue): number {
  return compareText(a.topic, b.topic) || compareText(a.brokerName, b.brokerName) || a.queueId - b.queueId;
}

/** By UTF-16 code unit, as Java's String.compareTo. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
