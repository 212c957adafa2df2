import { GantryError } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { checkQueueIndex, hashIndex, moduloIndex } from '../model/orderly.ts';
import type { MessageQueue } from '../model/queue.ts';

/**
 * Gives the place of the queue in `queues`, the topic's publish queues in the order every Java producer has them.
 * `args` is what the caller of the send passed on.
 */
export type QueueSelector<Args = unknown> = (
  queues: readonly MessageQueue[],
  message: OutgoingMessage,
  args: Args,
) => number;

/** By a key, onto the queue Java producers choose for it. A topic that gains queues moves its keys. */
export function byHash(key: string): QueueSelector {
  return (queues) => hashIndex(key, queues.length);
}

export function byModulo(number: number): QueueSelector {
  return (queues) => moduloIndex(number, queues.length);
}

export function byIndex(index: number): QueueSelector {
  return () => index;
}

/** The selected queue. Throws INPUT queueIndex (range) when the selector throws or names a place beyond the list. */
export function selectQueue<Args>(
  selector: QueueSelector<Args>,
  queues: readonly MessageQueue[],
  message: OutgoingMessage,
  args: Args,
): MessageQueue | undefined {
  const index = selected(() => selector(queues, message, args), queues.length);
  checkQueueIndex(index, queues.length);
  return queues[index];
}

function selected(select: () => number, count: number): number {
  try {
    return select();
  } catch (error) {
    const thrown = error instanceof Error ? error.message : String(error);
    const params = { field: 'queueIndex', rule: 'range', min: 0, max: count - 1, count, thrown };
    throw new GantryError('INPUT', { outcome: 'notSent', params }, error);
  }
}

/** After a failure: the next queue of another broker, or the same one where there is no other. */
export function onAnotherBroker(queues: readonly MessageQueue[], failed: MessageQueue): MessageQueue {
  const at = queues.findIndex(
    ({ brokerName, queueId }) => brokerName === failed.brokerName && queueId === failed.queueId,
  );
  const round = [...queues.slice(at + 1), ...queues.slice(0, at + 1)];
  return round.find(({ brokerName }) => brokerName !== failed.brokerName) ?? failed;
}
