import type { GroupLook } from '../../../../core/contract/ack-view.ts';
import type { GroupQueueView } from '../../../../core/contract/topics.ts';
import type { QueueView } from '../../../../core/model/consume.ts';
import { queueKey } from '../../../../core/model/queue.ts';

/** One queue of the group: as this consumer reads it, as the broker has it, and who reads it. */
export interface QueueLine {
  view: QueueView;
  /** The client that says it reads it; undefined: none says so. */
  clientId: string | undefined;
  /** What is kept of the group's progress, and the end; undefined: not known. */
  committed: number | undefined;
  end: number | undefined;
  lag: number | undefined;
}

/** Our own figures are newer than the broker's; those of others only the broker has. */
export function queueLines(
  views: readonly QueueView[],
  progress: readonly GroupQueueView[],
  look: GroupLook | undefined,
): QueueLine[] {
  const atBroker = new Map(progress.map((one) => [queueKey(one.queue), one]));
  const readers = new Map(
    (look?.members ?? []).flatMap(({ clientId, own }) =>
      (own?.queues ?? []).map((queue) => [queueKey(queue), clientId] as const),
    ),
  );
  return views.map((view): QueueLine => {
    const key = queueKey(view.queue);
    const known = atBroker.get(key);
    const committed = view.committedOffset ?? known?.consumerOffset;
    const end = larger(view.maxOffset, known?.brokerOffset);
    const lag = committed === undefined || end === undefined ? undefined : Math.max(0, end - committed);
    return { view, clientId: readers.get(key), committed, end, lag };
  });
}

/** While nothing is pulled, the end of the last pull is an old one. */
function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}
