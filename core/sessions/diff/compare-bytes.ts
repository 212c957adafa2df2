import type { DiffCell } from '../../contract/diff.ts';
import type { Hunk } from '../../model/diff/hunks.ts';
import { align } from './align.ts';
import type { Comparison } from './comparison.ts';

const BYTES_A_ROW = 16;
/** Fewer equal bytes between two differences are shown as part of them: by chance some always agree. */
const MIN_SAME_BYTES = 4;

/** Two bodies byte by byte: rows of at most 16 bytes, a new row where a difference starts or ends. */
export async function compareBytes(left: Uint8Array, right: Uint8Array): Promise<Comparison> {
  const { hunks: exact, coarse } = await align(left, right);
  const hunks = withoutChance(exact);
  /** Offset of the first byte of each row, and the end. */
  const offsets = { left: [] as number[], right: [] as number[] };
  const rows = hunks.map((hunk): Hunk => {
    const first = { left: offsets.left.length, right: offsets.right.length };
    pushRows(offsets.left, hunk.left, hunk.leftCount);
    pushRows(offsets.right, hunk.right, hunk.rightCount);
    return {
      same: hunk.same,
      left: first.left,
      leftCount: offsets.left.length - first.left,
      right: first.right,
      rightCount: offsets.right.length - first.right,
    };
  });
  return {
    hunks: rows,
    coarse,
    left: (row) => hexCell(left, offsets.left, row),
    right: (row) => hexCell(right, offsets.right, row),
  };
}

/** A short run of equal bytes joins the differences around it. */
function withoutChance(hunks: readonly Hunk[]): Hunk[] {
  const joined: Hunk[] = [];
  for (const [index, hunk] of hunks.entries()) {
    const last = joined[joined.length - 1];
    const isChance = hunk.same && hunk.leftCount < MIN_SAME_BYTES && index > 0 && index < hunks.length - 1;
    if (last !== undefined && !last.same && (isChance || !hunk.same)) {
      last.leftCount += hunk.leftCount;
      last.rightCount += hunk.rightCount;
    } else {
      joined.push({ ...hunk });
    }
  }
  return joined;
}

function pushRows(offsets: number[], from: number, count: number): void {
  for (let at = from; at < from + count; at += BYTES_A_ROW) offsets.push(at);
}

/** `7b 22 70 61  {"pa`, numbered by its offset. */
function hexCell(bytes: Uint8Array, offsets: number[], row: number): DiffCell {
  const from = offsets[row] ?? 0;
  const part = Array.from(
    bytes.subarray(from, Math.min(offsets[row + 1] ?? bytes.length, from + BYTES_A_ROW)),
  );
  const hex = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const ascii = part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return { number: from, text: `${hex.padEnd(BYTES_A_ROW * 3 - 1)}  ${ascii}` };
}
