import type { DiffLayout } from './layout.ts';

/** A run of items that are alike on both sides, or differ: some on the left stand for some on the right. */
export interface Hunk {
  same: boolean;
  left: number;
  leftCount: number;
  right: number;
  rightCount: number;
}

/** Rows a hunk takes. */
export function rowsOf({ same, leftCount, rightCount }: Hunk, layout: DiffLayout): number {
  if (same) return leftCount;
  return layout === 'sideBySide' ? Math.max(leftCount, rightCount) : leftCount + rightCount;
}

/** What stands in a row: indices into the two sides. */
export interface RowPlace {
  same: boolean;
  left?: number;
  right?: number;
}

/** The rows of a list of hunks, found by their position without making the others. */
export class HunkRows {
  readonly #hunks: readonly Hunk[];
  readonly #layout: DiffLayout;
  /** First row of each hunk. */
  readonly #starts: number[] = [];
  readonly count: number;

  constructor(hunks: readonly Hunk[], layout: DiffLayout) {
    this.#hunks = hunks;
    this.#layout = layout;
    let next = 0;
    for (const hunk of hunks) {
      this.#starts.push(next);
      next += rowsOf(hunk, layout);
    }
    this.count = next;
  }

  /** At most `count` rows from a position. */
  read(from: number, count: number): RowPlace[] {
    const rows: RowPlace[] = [];
    const end = Math.min(this.count, from + count);
    let at = this.#hunkAt(from);
    for (let row = from; row < end; row++) {
      while (row >= (this.#starts[at + 1] ?? this.count)) at++;
      const hunk = this.#hunks[at];
      if (hunk !== undefined) rows.push(this.#place(hunk, row - (this.#starts[at] ?? 0)));
    }
    return rows;
  }

  /** First row of the next change that starts after a row; from the top when none does. */
  next(after: number): number | undefined {
    const changes = this.#starts.filter((_, index) => this.#hunks[index]?.same === false);
    return changes.find((start) => start > after) ?? changes[0];
  }

  #place({ same, left, leftCount, right, rightCount }: Hunk, row: number): RowPlace {
    if (same) return { same, left: left + row, right: right + row };
    if (this.#layout === 'unified')
      return row < leftCount ? { same, left: left + row } : { same, right: right + row - leftCount };
    return {
      same,
      ...(row < leftCount ? { left: left + row } : {}),
      ...(row < rightCount ? { right: right + row } : {}),
    };
  }

  /** The hunk a row is in. */
  #hunkAt(row: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle] ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
