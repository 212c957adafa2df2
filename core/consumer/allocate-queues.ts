import { compareQueues, compareText, type MessageQueue } from '../model/queue.ts';

/**
 * The queues of one topic that `clientId` reads: neighbouring queues in equal shares, the first members one more when it
 * does not come out even. Every member computes the same from the same two lists, in whatever order it got them.
 * Not in the list: none. Source: AllocateMessageQueueAveragely.
 */
export function allocateQueues(
  queues: readonly MessageQueue[],
  members: readonly string[],
  clientId: string,
): MessageQueue[] {
  const index = [...members].sort(compareText).indexOf(clientId);
  if (index < 0) return [];
  const share = Math.floor(queues.length / members.length);
  const oneMore = queues.length % members.length;
  const start = index * share + Math.min(index, oneMore);
  return [...queues].sort(compareQueues).slice(start, start + share + (index < oneMore ? 1 : 0));
}
