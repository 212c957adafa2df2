import type { BrowseRow, BrowseRowsPage, BrowseView } from '../../../../../core/contract/browse.ts';
import { RangeCache } from '../../../../components/grid/range-cache.ts';
import { RangeReads } from '../../../../components/grid/range-reads.ts';
import type { LineRange } from '../../../../components/grid/window.ts';

/** The two calls the rows come by. */
export interface BrowseSource {
  rows(from: number, count: number): Promise<Pick<BrowseRowsPage, 'layout' | 'from' | 'rows'>>;
  find(seq: number): Promise<number | null>;
}

/** What of the view says where rows stand. */
export type BrowseState = Pick<
  BrowseView,
  'first' | 'layout' | 'filtered' | 'following' | 'order' | 'reading'
>;

/** A new object with each place it is put to. */
interface Cursor {
  /** As it was when the cursor came to it: what is done with it needs no line drawn. */
  row: BrowseRow;
  position: number;
}

/** What the table draws; a new object with each change. */
export interface BrowseShown {
  /** Lines; while the view stands still those above what is read are left out. */
  count: number;
  cursorSeq: number | undefined;
  /** From 0 among the lines. */
  cursorLine: number | undefined;
  /** Rows that came on top since the view stands still: somebody reads below. */
  newCount: number;
  busy: boolean;
  /** Goes up when the cursor must be scrolled to. */
  reveals: number;
  /** Goes up when the view must jump to its first line. */
  tops: number;
  /** Goes up with every read that came back: rows may be others now. */
  reads: number;
}

/** Lines read around the visible ones when all of them are others. */
const MARGIN = 60;
const MAX_READ = 400;

/**
 * The rows of one browse in this window: the pages around what is on the screen, and the cursor. The host keeps the rows;
 * `layout` says when positions mean other rows, which are drawn once they are here. Line 0 is position `#top`.
 */
export class BrowseRows {
  readonly #source: BrowseSource;
  readonly #listeners = new Set<() => void>();
  /** By position, all of `#layout`. */
  #cache = new RangeCache<BrowseRow>();
  #layout = -1;
  #state: BrowseState | undefined;
  #top = 0;
  #end = 0;
  #lines: LineRange = { first: 0, last: 0 };
  /** The view is scrolled off its first line; a person put the cursor below it. */
  #away = false;
  #movedOff = false;
  #cursor: Cursor | undefined;
  readonly #ranges: RangeReads;
  #catchingUp: Promise<void> | undefined;
  #reveals = 0;
  #tops = 0;
  #reads = 0;
  #shown: BrowseShown;

  constructor(source: BrowseSource) {
    this.#source = source;
    this.#ranges = new RangeReads(
      async ({ from, count }) => {
        const page = await source.rows(from, count);
        if (page.layout === this.#layout) this.#cache.put(page.from, page.rows);
      },
      () => {
        this.#reads++;
        this.#emit();
      },
    );
    this.#shown = this.#describe();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  shown = (): BrowseShown => this.#shown;

  at(line: number): BrowseRow | undefined {
    return this.#cache.at(this.#top + line);
  }

  cursorRow(): BrowseRow | undefined {
    return this.#cursor?.row;
  }

  /** The host's view changed. */
  viewChanged(state: BrowseState): void {
    this.#state = state;
    if (state.layout === this.#layout) this.#end = state.first + state.filtered;
    this.#settle();
  }

  /** The table shows these lines; `away`: it is scrolled off the first one. */
  linesShown(lines: LineRange, away: boolean): void {
    this.#lines = lines;
    this.#away = away;
    this.#settle();
  }

  /** A person moves the cursor by lines; coming to the first one is going to the newest. */
  async step(lines: number): Promise<void> {
    const from = this.#cursor === undefined ? -1 : this.#cursor.position - this.#top;
    const line = Math.min(this.#end - this.#top - 1, Math.max(0, from < 0 ? 0 : from + lines));
    await this.moveTo(line);
    if (line === 0 && lines < 0) await this.toTop();
  }

  /** A person puts the cursor on a line; reads its row first when it is not here. */
  async moveTo(line: number): Promise<void> {
    // At once when it is here: the next key counts from where this one came to.
    const cursor = this.#cached(this.#top + line) ?? (await this.#readOne(this.#top + line));
    if (cursor === undefined) return;
    this.#cursor = cursor;
    this.#movedOff = cursor.position > this.#top;
    this.#reveals++;
    this.#settle();
  }

  /** The first line, and what came above it since the view stood still. */
  async toTop(): Promise<void> {
    this.#movedOff = false;
    this.#away = false;
    this.#tops++;
    await this.#catchUp();
    this.#cursor = this.#cached(this.#top) ?? (await this.#readOne(this.#top));
    this.#settle();
  }

  async toEnd(): Promise<void> {
    await this.moveTo(this.#end - this.#top - 1);
  }

  /** The first rows of the view; at most a page of them. */
  async head(count: number): Promise<readonly BrowseRow[]> {
    return (await this.#source.rows(this.#top, Math.min(MAX_READ, Math.max(1, count)))).rows;
  }

  /** Only where rows come on top while somebody reads. */
  get #frozen(): boolean {
    const { following = false, order } = this.#state ?? {};
    return following && order === 'newestFirst' && (this.#away || this.#movedOff);
  }

  /** The lines are not those the view should show: another layout, or another first row while nobody reads. */
  get #behind(): boolean {
    const { layout = -1, first = 0 } = this.#state ?? {};
    return layout !== this.#layout || first > this.#top || (first < this.#top && !this.#frozen);
  }

  #settle(): void {
    if (this.#state !== undefined && this.#behind) void this.#catchUp();
    else this.#readMissing();
    this.#emit();
  }

  #cached(position: number): Cursor | undefined {
    const row = this.#cache.at(position);
    return row && { row, position };
  }

  async #readOne(position: number): Promise<Cursor | undefined> {
    if (position < this.#top || position >= this.#end) return undefined;
    const page = await this.#source.rows(position, 1).catch(() => undefined);
    const row = page?.from === position ? page.rows[0] : undefined;
    if (page === undefined || row === undefined) return undefined;
    if (page.layout >= this.#layout) return { row, position };
    // The rows were laid anew meanwhile.
    const moved = await this.#source.find(row.seq).catch(() => null);
    return moved === null ? undefined : { row, position: moved };
  }

  /** One at a time; what changed meanwhile is caught up with after it. */
  #catchUp(): Promise<void> {
    this.#catchingUp ??= this.#catchUpWhileBehind();
    return this.#catchingUp;
  }

  async #catchUpWhileBehind(): Promise<void> {
    try {
      while (this.#state !== undefined && this.#behind) {
        const state = this.#state;
        // The host may be further than what it told: the next view brings it.
        if (!(await this.#takeUp(state)) && this.#state === state) break;
      }
    } catch {
      // What was drawn stays; the next change tries again.
    }
    this.#catchingUp = undefined;
    this.#readMissing();
    this.#emit();
  }

  /** Reads the screen of what the view should show, then shows it: following draws no gaps. Answers whether it could. */
  async #takeUp(state: BrowseState): Promise<boolean> {
    const { first, layout, filtered } = state;
    const relaid = layout !== this.#layout;
    const cursor = this.#cursor;
    const place = relaid ? await this.#placeIn(state, cursor) : { top: first, cursor };
    const from = Math.max(first, place.top + this.#lines.first - MARGIN);
    const visible = Math.max(1, this.#lines.last - this.#lines.first) + 2 * MARGIN;
    const page =
      filtered === 0
        ? { layout, from, rows: [] }
        : await this.#source.rows(from, Math.min(MAX_READ, visible));
    if (page.layout !== layout) return false;
    // Somebody put it elsewhere while this was read: once more, from there.
    if (this.#cursor !== cursor) return true;
    const known = this.#visible();
    if (relaid) this.#cache = new RangeCache();
    // A row that is the same object is not drawn again.
    this.#cache.put(
      page.from,
      page.rows.map((row) => known.get(row.seq) ?? row),
    );
    this.#layout = layout;
    this.#top = place.top;
    this.#end = first + filtered;
    this.#cursor = place.cursor;
    // Nobody reads at a row that is not shown.
    if (place.cursor === undefined) this.#movedOff = false;
    this.#reads++;
    this.#emit();
    return true;
  }

  /** Where the view goes on in another layout: at the row that is read when somebody reads, else at its first one. */
  async #placeIn(
    { first }: BrowseState,
    from: Cursor | undefined,
  ): Promise<{ top: number; cursor: Cursor | undefined }> {
    const line = from === undefined ? this.#lines.first : from.position - this.#top;
    const anchor = from?.row.seq ?? this.at(line)?.seq;
    const position = anchor === undefined ? null : await this.#source.find(anchor);
    const top = position === null || !this.#frozen ? first : Math.max(first, position - line);
    return { top, cursor: from === undefined || position === null ? undefined : { row: from.row, position } };
  }

  #visible(): Map<number, BrowseRow> {
    const rows = new Map<number, BrowseRow>();
    for (let line = this.#lines.first; line < this.#lines.last; line++) {
      const row = this.at(line);
      if (row !== undefined) rows.set(row.seq, row);
    }
    return rows;
  }

  #readMissing(): void {
    if (this.#catchingUp !== undefined) return;
    const from = this.#top + this.#lines.first;
    const end = Math.min(this.#top + this.#lines.last, this.#end);
    if (end <= from) return;
    this.#ranges.want(this.#cache.missing(from, end, { first: this.#top, end: this.#end }));
  }

  #describe(): BrowseShown {
    const from = this.#top + this.#lines.first;
    const end = Math.min(this.#top + this.#lines.last, this.#end);
    return {
      count: Math.max(0, this.#end - this.#top),
      cursorSeq: this.#cursor?.row.seq,
      cursorLine: this.#cursor && this.#cursor.position - this.#top,
      newCount: this.#frozen ? Math.max(0, this.#top - (this.#state?.first ?? this.#top)) : 0,
      busy: this.#state?.reading === true || this.#cache.firstMissing(from, end) !== undefined,
      reveals: this.#reveals,
      tops: this.#tops,
      reads: this.#reads,
    };
  }

  #emit(): void {
    const next = this.#describe();
    const before = this.#shown;
    if ((Object.keys(next) as (keyof BrowseShown)[]).every((name) => before[name] === next[name])) return;
    this.#shown = next;
    for (const listener of this.#listeners) listener();
  }
}
