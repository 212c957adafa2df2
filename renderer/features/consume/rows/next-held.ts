import type { MessageRow } from '../../../../core/model/consume.ts';

/** Held, and no decision of a person is on its way or in its grace. */
export function isUndecided({ state, deciding, planned }: MessageRow): boolean {
  const byPerson = planned !== undefined && planned.rule === undefined;
  return state === 'held' && deciding !== true && !byPerson;
}

/**
 * Index of the row to go to after a decision on the row `from`: the nearest held one below it, else the first held one.
 * Rows in `decided` are held no more, whatever was read last.
 */
export function nextHeldIndex(
  rows: readonly MessageRow[],
  from: number,
  decided: ReadonlySet<number>,
): number | undefined {
  const open = (row: MessageRow): boolean => isUndecided(row) && !decided.has(row.seq);
  const at = rows.findIndex((row) => row.seq === from);
  const below = rows.findIndex((row, index) => index > at && open(row));
  const found = below >= 0 ? below : rows.findIndex(open);
  return found < 0 ? undefined : found;
}
