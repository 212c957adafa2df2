import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import type { LabState } from '../../../../core/model/delay-lab/state.ts';

export interface StatedRow {
  row: LabRow;
  state: LabState;
}

/** What is out of order or waits comes first, by its due time; what landed follows, the last due first. */
export function byState(a: StatedRow, b: StatedRow): number {
  const groups = groupOf(a.state) - groupOf(b.state);
  if (groups !== 0) return groups;
  const due = dueOf(a.row) - dueOf(b.row) || a.row.rowId - b.row.rowId;
  return groupOf(a.state) === ENDED ? -due : due;
}

const ENDED = 2;

function groupOf(state: LabState): number {
  if (state === 'landed' || state === 'late') return ENDED;
  return state === 'failed' || state === 'noAnswer' || state === 'overdue' || state === 'lost' ? 0 : 1;
}

const dueOf = ({ plan }: LabRow): number => plan?.dueMs ?? 0;
