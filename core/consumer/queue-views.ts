import type { QueueView } from '../model/consume.ts';
import { compareQueues, type MessageQueue, queueKey } from '../model/queue.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { Assignment } from './assignment.ts';

/**
 * All queues of the group, in order: those of the routes, and those we read although no route names them (any more). One
 * that waits for its lock is ours already.
 */
export function queueViews(
  known: readonly MessageQueue[],
  assigned: readonly AssignedQueue[],
  lockOf: Assignment['lockOf'],
): QueueView[] {
  const views = new Map<string, QueueView>();
  for (const queue of known) views.set(queueKey(queue), { queue, owner: 'other', undecided: 0 });
  for (const ours of assigned) views.set(queueKey(ours.queue), ours.view());
  return [...views.values()]
    .map((view): QueueView => {
      const lock = lockOf(view.queue);
      return lock === undefined ? view : { ...view, owner: 'us', lock };
    })
    .sort((a, b) => compareQueues(a.queue, b.queue));
}
