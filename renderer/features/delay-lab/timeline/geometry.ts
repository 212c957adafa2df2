import { median } from '../../../../core/model/delay-lab/drift.ts';
import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import { formatSpan } from '../../../format/format.ts';

/** Pixels of the drawing. */
export const LABEL_WIDTH = 114;
export const END_WIDTH = 84;
export const AXIS_HEIGHT = 40;
export const NOW_HEIGHT = 34;
/** More messages than this are drawn by level, one bar each. */
export const MAX_BARS = 200;

const MARKS_MS = [1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000];
const MARK_ROOM = 34;
/** The part of the scale below it is all but straight, so that it has a zero. */
const SCALE_FROM_MS = 1_000;
const LEAST_MAX_MS = 10_000;

export interface TimeScale {
  /** Pixel of so many broker milliseconds after the send; 0 and below is the left end, beyond the right end goes on. */
  x(ms: number): number;
  marks: { ms: number; x: number; label: string }[];
}

/** Logarithmic from a second on, to the longest of the rows. */
export function timeScale(rows: readonly LabRow[], width: number): TimeScale {
  const maxMs = rows.reduce(
    (most, row) => Math.max(most, row.plan?.levelMs ?? 0, landedAfter(row) ?? 0),
    LEAST_MAX_MS,
  );
  const room = Math.max(0, width - LABEL_WIDTH - END_WIDTH);
  const x = (ms: number): number =>
    LABEL_WIDTH + (room * Math.log1p(Math.max(0, ms) / SCALE_FROM_MS)) / Math.log1p(maxMs / SCALE_FROM_MS);
  const marks: TimeScale['marks'] = [];
  for (const ms of MARKS_MS) {
    const last = marks[marks.length - 1];
    if (ms <= maxMs && (last === undefined || x(ms) - last.x >= MARK_ROOM))
      marks.push({ ms, x: x(ms), label: formatSpan(ms) });
  }
  return { x, marks };
}

/** Broker milliseconds from store to delivery. */
export function landedAfter({ plan, landing }: LabRow): number | undefined {
  return plan === undefined || landing === undefined ? undefined : landing.storedMs - plan.storedMs;
}

/** One bar: a message, or all of a level. */
export interface Bar {
  /** The only message, or the one that stands for all of them. */
  row: LabRow;
  rows: readonly LabRow[];
}

/** Ascending by level, then as sent. */
export function barsOf(rows: readonly LabRow[]): Bar[] {
  if (rows.length <= MAX_BARS)
    return [...rows]
      .sort((a, b) => a.level - b.level || a.rowId - b.rowId)
      .map((row) => ({ row, rows: [row] }));
  const levels = new Map<number, LabRow[]>();
  for (const row of rows) levels.set(row.level, [...(levels.get(row.level) ?? []), row]);
  return [...levels]
    .sort(([a], [b]) => a - b)
    .flatMap(([, ofLevel]) => {
      const row = ofLevel.find(({ landing }) => landing === undefined) ?? ofLevel[0];
      return row === undefined ? [] : [{ row, rows: ofLevel }];
    });
}

/** What a bar's drift is: the message's, or the middle one of its level. */
export function barDrift({ rows }: Bar): number | undefined {
  return median(
    rows.flatMap(({ plan, landing }) =>
      plan === undefined || landing === undefined ? [] : [landing.storedMs - plan.dueMs],
    ),
  );
}
