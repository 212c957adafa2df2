import type { QueueView } from '../model/consume.ts';
import { compareQueues, type MessageQueue, queueKey } from '../model/queue.ts';
import type { AssignedQueue } from './assigned-queue.ts';

/** All queues of the group, in order: those of the routes, and those we read although no route names them (any more). */
export function queueViews(known: readonly MessageQueue[], assigned: readonly AssignedQueue[]): QueueView[] {
  const views = new Map<string, QueueView>();
  for (const queue of known) views.set(queueKey(queue), { queue, owner: 'other', undecided: 0 });
  for (const ours of assigned) views.set(queueKey(ours.queue), ours.view());
  return [...views.values()].sort((a, b) => compareQueues(a.queue, b.queue));
}
