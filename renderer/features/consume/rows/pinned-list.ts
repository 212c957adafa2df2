import type { MessageRow } from '../../../../core/model/consume.ts';
import type { LineRange } from '../../../components/grid/window.ts';
import { mergeRows } from './merge-rows.ts';

/** Rows of one read; and how far before the visible ones it starts. */
const BLOCK_ROWS = 200;
const BLOCK_MARGIN = 60;

interface Options {
  read(from: number, count: number): Promise<readonly MessageRow[]>;
  /** A read came back. */
  changed(): void;
  /** Rows stay in their order and none comes in. */
  paused(): boolean;
  /** Somebody reads: what is on the screen must not move. */
  frozen(): boolean;
  /** The row that must not move, if it is one of these. */
  cursorSeq(): number | undefined;
}

/**
 * The pinned rows as the window shows them: one block around the visible lines, read whole again with every change,
 * because pinned rows come and go anywhere.
 */
export class PinnedList {
  readonly #options: Options;
  #from = 0;
  #rows: readonly MessageRow[] = [];
  #count = 0;
  #countSaid = 0;
  #lines: LineRange = { first: 0, last: 0 };
  #shift = 0;
  #reading: Promise<void> | undefined;
  #stale = false;
  /** Goes up when the rows before are not these. */
  #layout = 0;
  #isRead = false;

  constructor(options: Options) {
    this.#options = options;
  }

  get count(): number {
    return this.#count;
  }

  /** Rows by which what somebody reads moved down, summed up: scrolling by as much keeps it in place. */
  get shift(): number {
    return this.#shift;
  }

  /** The block, in order. */
  get rows(): readonly MessageRow[] {
    return this.#rows;
  }

  get busy(): boolean {
    return !this.#covers();
  }

  at(position: number): MessageRow | undefined {
    return this.#rows[position - this.#from];
  }

  /** undefined: not in the block. */
  positionOf(seq: number): number | undefined {
    const index = this.#rows.findIndex((row) => row.seq === seq);
    return index < 0 ? undefined : this.#from + index;
  }

  /** It is one of the lines on the screen. */
  draws(position: number): boolean {
    return position >= this.#lines.first && position < this.#lines.last;
  }

  /** They are other rows from now on: the next read is taken whole, paused or not. */
  reset(): void {
    this.#layout++;
    this.#isRead = false;
    this.#from = 0;
    this.#rows = [];
    this.#count = 0;
  }

  /** How many the host has now. */
  told(count: number): void {
    this.#countSaid = count;
  }

  show(lines: LineRange): void {
    this.#lines = lines;
    if (!this.#covers()) void this.read();
  }

  /** Marks rows without reading: for a paused table. */
  mark(seqs: ReadonlySet<number>, state: MessageRow['state']): void {
    this.#rows = this.#rows.map((row) => (seqs.has(row.seq) ? { ...row, state } : row));
  }

  /** Reads the block; one read at a time, and what changed meanwhile is read after it. */
  read(): Promise<void> {
    this.#stale = true;
    this.#reading ??= this.#readWhileStale();
    return this.#reading;
  }

  async #readWhileStale(): Promise<void> {
    while (this.#stale) {
      this.#stale = false;
      const layout = this.#layout;
      const from = this.#isRead ? Math.max(0, this.#lines.first - BLOCK_MARGIN) : 0;
      try {
        const fresh = await this.#options.read(from, BLOCK_ROWS);
        if (layout === this.#layout) this.#take(from, fresh);
      } catch {
        // What was read stays; the next change reads again.
      }
    }
    this.#reading = undefined;
  }

  #take(from: number, fresh: readonly MessageRow[]): void {
    const staysAsItIs = this.#options.paused() && this.#isRead && this.#covers();
    this.#isRead = true;
    if (staysAsItIs) {
      const bySeq = new Map(fresh.map((row) => [row.seq, row]));
      const known = this.#rows.map((row) => bySeq.get(row.seq) ?? row);
      this.#rows = mergeRows(this.#rows, known);
    } else {
      const anchor = this.#anchor(fresh);
      const was = anchor && this.positionOf(anchor);
      const end = from + fresh.length;
      // A read that came back short shows where the list ends, whatever was said before.
      this.#count = fresh.length < BLOCK_ROWS ? end : Math.max(this.#countSaid, end);
      this.#rows = mergeRows(this.#rows, fresh);
      this.#from = from;
      const is = anchor && this.positionOf(anchor);
      if (was !== undefined && is !== undefined) this.#shift += is - was;
    }
    this.#options.changed();
  }

  /** The row to keep in place while somebody reads: the cursor's, else the first on the screen. */
  #anchor(fresh: readonly MessageRow[]): number | undefined {
    if (!this.#options.frozen()) return undefined;
    const cursor = this.#options.cursorSeq();
    if (cursor !== undefined && fresh.some(({ seq }) => seq === cursor)) return cursor;
    return this.at(this.#lines.first)?.seq;
  }

  #covers(): boolean {
    const { first, last } = this.#lines;
    return first >= this.#from && Math.min(last, this.#count) <= this.#from + this.#rows.length;
  }
}
