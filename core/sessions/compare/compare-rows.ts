import type { ComparedSet, ComparisonView } from '../../contract/ack-view.ts';
import { eachInTurns } from '../../in-turns.ts';
import { compareQueues, queueKey } from '../../model/queue.ts';
import { type RowEntry, rowKey } from '../rows/row-entry.ts';

/** Rows of the two consumers by `seq`, 0 where one has none: first, second, first, second... newest messages first. */
export type ComparedSets = Record<ComparedSet, readonly number[]>;

interface Compared {
  sets: ComparedSets;
  queues: ComparisonView['queues'];
}

/** Sets the messages of two consumers against each other, a few thousand rows between two turns of the event loop. */
export async function compareRows(
  first: readonly RowEntry[],
  second: readonly RowEntry[],
): Promise<Compared> {
  const queues = new Map<string, ComparisonView['queues'][number]>();
  const firstSeqs = await newestAttempts(first, 0, queues);
  const secondSeqs = await newestAttempts(second, 1, queues);
  const sets: Record<ComparedSet, number[]> = { onlyFirst: [], onlySecond: [], both: [] };
  await eachInTurns([...firstSeqs].reverse(), ([key, seq]) => {
    const other = secondSeqs.get(key) ?? 0;
    sets[other === 0 ? 'onlyFirst' : 'both'].push(seq, other);
  });
  await eachInTurns([...secondSeqs].reverse(), ([key, seq]) => {
    if (!firstSeqs.has(key)) sets.onlySecond.push(0, seq);
  });
  return { sets, queues: [...queues.values()].sort((a, b) => compareQueues(a.queue, b.queue)) };
}

/** The `seq` of each message's newest attempt. What an operator had handed over alone, the group did not receive. */
async function newestAttempts(
  entries: readonly RowEntry[],
  side: 0 | 1,
  queues: Map<string, ComparisonView['queues'][number]>,
): Promise<Map<string, number>> {
  const seqs = new Map<string, number>();
  await eachInTurns(entries, (entry) => {
    const { row, delivery } = entry;
    if (delivery.direct) return;
    seqs.set(rowKey(entry), row.seq);
    if (row.isRetry) return;
    const { queue } = delivery.message;
    const key = queueKey(queue);
    const counted = queues.get(key) ?? { queue, rows: [0, 0] };
    counted.rows[side]++;
    queues.set(key, counted);
  });
  return seqs;
}
