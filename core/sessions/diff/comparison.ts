import type { BodyDiff, DiffCell, DiffRow } from '../../contract/diff.ts';
import { type Hunk, HunkRows } from '../../model/diff/hunks.ts';
import type { DiffLayout } from '../../model/diff/layout.ts';

/** Two bodies matched: hunks over rows of each side, and what stands in a row. */
export interface Comparison {
  hunks: Hunk[];
  coarse: boolean;
  left(row: number): DiffCell;
  right(row: number): DiffCell;
}

/** A comparison as a window reads it, in both layouts. */
export class ComparedRows {
  readonly #comparison: Comparison;
  readonly #rows: Record<DiffLayout, HunkRows>;

  constructor(comparison: Comparison) {
    this.#comparison = comparison;
    this.#rows = {
      sideBySide: new HunkRows(comparison.hunks, 'sideBySide'),
      unified: new HunkRows(comparison.hunks, 'unified'),
    };
  }

  summary(): BodyDiff {
    const changes = this.#comparison.hunks.filter(({ same }) => !same);
    return {
      rows: { sideBySide: this.#rows.sideBySide.count, unified: this.#rows.unified.count },
      changes: changes.length,
      removed: changes.reduce((sum, { leftCount }) => sum + leftCount, 0),
      added: changes.reduce((sum, { rightCount }) => sum + rightCount, 0),
      coarse: this.#comparison.coarse,
    };
  }

  read(layout: DiffLayout, from: number, count: number): DiffRow[] {
    return this.#rows[layout].read(from, count).map(({ same, left, right }) => ({
      kind: same ? 'same' : left === undefined ? 'added' : right === undefined ? 'removed' : 'changed',
      ...(left === undefined ? {} : { left: this.#comparison.left(left) }),
      ...(right === undefined ? {} : { right: this.#comparison.right(right) }),
    }));
  }

  next(layout: DiffLayout, after: number): number | undefined {
    return this.#rows[layout].next(after);
  }
}
