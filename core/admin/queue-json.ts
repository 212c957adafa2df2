import type { MessageQueue } from '../model/queue.ts';
import { type LooseValue, numberOf, objectOf, textOf } from '../protocol/loose-json.ts';

/** A queue as it stands as a key in fastjson's maps. Throws FRAME (badBody). Source: MessageQueue.java. */
export function decodeQueue(value: LooseValue): MessageQueue {
  const queue = objectOf(value);
  return {
    topic: textOf(queue.topic),
    brokerName: textOf(queue.brokerName),
    queueId: numberOf(queue.queueId),
  };
}
