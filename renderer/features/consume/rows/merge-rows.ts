import type { MessageRow } from '../../../../core/model/consume.ts';

/**
 * Fresh rows, but the object of before wherever nothing changed: a row that is the same object is not drawn again.
 */
export function mergeRows(before: readonly MessageRow[], fresh: readonly MessageRow[]): MessageRow[] {
  const known = new Map(before.map((row) => [row.seq, row]));
  return fresh.map((row) => {
    const old = known.get(row.seq);
    return old !== undefined && sameRow(old, row) ? old : row;
  });
}

function samePlan(a: MessageRow['planned'], b: MessageRow['planned']): boolean {
  return a?.dueAtMs === b?.dueAtMs && a?.decision === b?.decision && a?.level === b?.level;
}

/** What can change in a row after it arrived. */
function sameRow(a: MessageRow, b: MessageRow): boolean {
  return (
    a.state === b.state &&
    a.deciding === b.deciding &&
    samePlan(a.planned, b.planned) &&
    a.deadlineAtMs === b.deadlineAtMs &&
    a.decidedAtMs === b.decidedAtMs &&
    a.returnsAtBrokerMs === b.returnsAtBrokerMs &&
    a.nextSeq === b.nextSeq &&
    a.previousSeq === b.previousSeq &&
    a.decisionError?.code === b.decisionError?.code &&
    a.decisionError?.responseCode === b.decisionError?.responseCode
  );
}
