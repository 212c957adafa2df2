import type { BodyDiff, CompareAs, DiffRow, DiffSide } from '../../contract/diff.ts';
import type { DiffLayout } from '../../model/diff/layout.ts';
import { stateError } from '../../model/error.ts';
import { readBody } from './body.ts';
import { compareBytes } from './compare-bytes.ts';
import { compareLines } from './compare-lines.ts';
import { ComparedRows } from './comparison.ts';

/** What was found of two bodies. */
export interface ComparedBodies {
  left: DiffSide['body'];
  right: DiffSide['body'];
  /** As in DiffView. */
  reordered: string[];
  body: Record<CompareAs, BodyDiff>;
}

/** Which rows are meant. */
export interface RowsOf {
  diffId: number;
  compareAs: CompareAs;
  layout: DiffLayout;
}

/** Pairs of bodies, compared and kept for reading, under numbers that the caller gives. */
export class Comparisons {
  readonly #open = new Map<number, Record<CompareAs, ComparedRows>>();

  async open(diffId: number, left: Uint8Array, right: Uint8Array): Promise<ComparedBodies> {
    const bodies = { left: readBody(left), right: readBody(right) };
    const [lines, bytes] = await Promise.all([
      compareLines(bodies.left, bodies.right),
      compareBytes(left, right),
    ]);
    const rows = { json: new ComparedRows(lines), bytes: new ComparedRows(bytes) };
    this.#open.set(diffId, rows);
    return {
      left: bodies.left.kind,
      right: bodies.right.kind,
      reordered: lines.reordered,
      body: { json: rows.json.summary(), bytes: rows.bytes.summary() },
    };
  }

  /** Throws STATE unknownId. */
  rows(of: RowsOf, from: number, count: number): DiffRow[] {
    return this.#rows(of).read(of.layout, from, count);
  }

  /** First row of the next change; null when nothing differs. Throws STATE unknownId. */
  next(of: RowsOf, after: number): number | null {
    return this.#rows(of).next(of.layout, after) ?? null;
  }

  forget(diffId: number): void {
    this.#open.delete(diffId);
  }

  #rows({ diffId, compareAs }: RowsOf): ComparedRows {
    const rows = this.#open.get(diffId);
    if (rows === undefined) throw unknownDiff(diffId);
    return rows[compareAs];
  }
}

export const unknownDiff = (diffId: number): Error => stateError('unknownId', { what: 'diff', id: diffId });
