import type { MessageRow } from '../../../../core/model/consume.ts';
import { mergeRows } from './merge-rows.ts';
import type { LineRange } from './window.ts';

/** Rows of one read; and how far before the visible ones it starts. */
const BLOCK_ROWS = 200;
const BLOCK_MARGIN = 60;

/** Pinned rows [from, from + rows.length) as last read, of `count` in all. */
export interface PinnedBlock {
  from: number;
  rows: readonly MessageRow[];
  count: number;
}

export const EMPTY_BLOCK: PinnedBlock = { from: 0, rows: [], count: 0 };

export function pinnedAt(block: PinnedBlock, position: number): MessageRow | undefined {
  return block.rows[position - block.from];
}

/** Position of a row in the block; undefined when it is not part of it. */
export function pinnedPosition(block: PinnedBlock, seq: number): number | undefined {
  const index = block.rows.findIndex((row) => row.seq === seq);
  return index < 0 ? undefined : block.from + index;
}

/** What to read so that the lines are there with room around them. */
export function blockFor(lines: LineRange): { from: number; count: number } {
  return { from: Math.max(0, lines.first - BLOCK_MARGIN), count: BLOCK_ROWS };
}

export function covers(block: PinnedBlock, lines: LineRange): boolean {
  return lines.first >= block.from && Math.min(lines.last, block.count) <= block.from + block.rows.length;
}

/** The block after a read; a read that came back short shows where the list ends. */
export function readBlock(
  before: PinnedBlock,
  asked: { from: number; count: number },
  rows: readonly MessageRow[],
  countSaid: number,
): PinnedBlock {
  const end = asked.from + rows.length;
  const count = rows.length < asked.count ? end : Math.max(countSaid, end);
  return { from: asked.from, rows: mergeRows(before.rows, rows), count };
}

/** The same rows in the same order with what is newly known of them: for a view that is paused. */
export function refreshBlock(before: PinnedBlock, rows: readonly MessageRow[]): PinnedBlock {
  const fresh = new Map(rows.map((row) => [row.seq, row]));
  return {
    ...before,
    rows: mergeRows(
      before.rows,
      before.rows.map((row) => fresh.get(row.seq) ?? row),
    ),
  };
}
