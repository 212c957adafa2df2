import { type BrokerClockView, brokerTimeAt } from '../clock.ts';
import { driftOf, median } from './drift.ts';
import type { LabRow } from './row.ts';
import { type LabState, stateOf } from './state.ts';

/** A run in a few figures, at one host time. */
export interface LabSummary {
  total: number;
  /** In time or late. */
  landed: number;
  late: number;
  /** Answered as stored and not seen yet. */
  waiting: number;
  medianDriftMs: number | undefined;
  /** Comes due next; undefined when nothing has its due time ahead. */
  next: LabRow | undefined;
}

const IS_WAITING: ReadonlySet<LabState> = new Set(['waiting', 'overdue', 'lost']);

export function summaryOf(
  rows: readonly LabRow[],
  clockOf: (row: LabRow) => BrokerClockView,
  nowMs: number,
): LabSummary {
  const summary: LabSummary = {
    total: rows.length,
    landed: 0,
    late: 0,
    waiting: 0,
    medianDriftMs: median(rows.flatMap((row) => driftOf(row) ?? [])),
    next: undefined,
  };
  for (const row of rows) {
    const clock = clockOf(row);
    const state = stateOf(row, clock, nowMs);
    if (state === 'landed' || state === 'late') summary.landed += 1;
    if (state === 'late') summary.late += 1;
    if (!IS_WAITING.has(state) || row.lost === 'gone') continue;
    summary.waiting += 1;
    const isAhead = dueOf(row) > brokerTimeAt(clock, nowMs);
    if (isAhead && dueOf(row) < dueOf(summary.next)) summary.next = row;
  }
  return summary;
}

const dueOf = (row: LabRow | undefined): number => row?.plan?.dueMs ?? Number.POSITIVE_INFINITY;
