import type { DiffCell } from '../../contract/diff.ts';
import { type ComparableLines, jsonLines } from '../../model/diff/json-lines.ts';
import { textLines } from '../../model/diff/text-lines.ts';
import { align } from './align.ts';
import type { Body } from './body.ts';
import type { Comparison } from './comparison.ts';

/** A longer line is cut where it is shown, not where it is compared. */
const MAX_LINE = 2_000;

/** Two bodies by their values when both are JSON, else by their lines of text. `reordered`: objects with another key order. */
export async function compareLines(left: Body, right: Body): Promise<Comparison & { reordered: string[] }> {
  const lines =
    left.json !== undefined && right.json !== undefined
      ? jsonLines(left.json, right.json)
      : { left: textLines(left.text), right: textLines(right.text), reordered: [] };
  const { hunks, coarse } = await align(lines.left.keys, lines.right.keys);
  return {
    hunks,
    coarse,
    reordered: lines.reordered,
    left: (row) => lineCell(lines.left, row),
    right: (row) => lineCell(lines.right, row),
  };
}

function lineCell({ texts }: ComparableLines, row: number): DiffCell {
  const text = texts[row] ?? '';
  return text.length > MAX_LINE
    ? { number: row + 1, text: text.slice(0, MAX_LINE), cut: true }
    : { number: row + 1, text };
}
