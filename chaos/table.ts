import type { LaneResult } from './run-scenario.ts';

const COLUMNS: [string, (result: LaneResult) => string | number][] = [
  ['stored', ({ verdict }) => verdict.stored],
  ['refused', ({ verdict }) => verdict.refused],
  ['unknown', ({ verdict }) => verdict.unknown],
  ['(stored)', ({ verdict }) => verdict.unknownStored],
  ['not sent', ({ verdict }) => verdict.notSent],
  ['consumed', ({ verdict }) => verdict.consumed],
  ['lost', ({ verdict }) => verdict.lost.length],
  ['duplicates', ({ verdict }) => verdict.duplicates],
  ['stored twice', ({ verdict }) => verdict.storedTwice],
  ['out of order', ({ lane, verdict }) => (lane === 'orderly' ? verdict.outOfOrder : '-')],
];
const NAME_WIDTH = 12;

/** One row for each lane, headed, and under it what there is to complain of. */
export function table(results: readonly LaneResult[]): string {
  const row = (name: string, cells: (string | number)[]): string =>
    name.padEnd(NAME_WIDTH) +
    cells
      .map((cell, index) => String(cell).padStart(Math.max(9, (COLUMNS[index]?.[0].length ?? 0) + 2)))
      .join('');
  return [
    row(
      '',
      COLUMNS.map(([title]) => title),
    ),
    ...results.flatMap((result) => [
      row(
        result.lane,
        COLUMNS.map(([, cell]) => cell(result)),
      ),
      ...result.complaints.map((text) => `${' '.repeat(NAME_WIDTH)}FAILED: ${text}`),
    ]),
  ]
    .map((line) => `  ${line}\n`)
    .join('');
}
