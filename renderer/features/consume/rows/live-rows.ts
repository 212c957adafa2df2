import type { ConsumerView, MessageRow } from '../../../../core/model/consume.ts';
import { type Extent, placeAt, type Region, type RowPlace, stepFrom } from './lines.ts';
import { nextHeldIndex } from './next-held.ts';
import {
  blockFor,
  covers,
  EMPTY_BLOCK,
  type PinnedBlock,
  pinnedAt,
  pinnedPosition,
  readBlock,
  refreshBlock,
} from './pinned-block.ts';
import { SettledLog } from './settled-log.ts';
import type { LineRange } from './window.ts';

/** The two calls the rows come by. */
export interface RowSource {
  rows(region: Region, from: number, count: number): Promise<readonly MessageRow[]>;
  find(seq: number): Promise<RowPlace | null>;
}

export interface Cursor extends RowPlace {
  seq: number;
}

/** What the grid draws; a new object with each change. */
export interface RowsShown extends Extent {
  cursor: Cursor | undefined;
  /** The view stands still: somebody reads below the top, or paused it. */
  frozen: boolean;
  paused: boolean;
  /** Deliveries that arrived since it stands still. */
  newCount: number;
  busy: boolean;
  /** Goes up when the cursor must be scrolled to. */
  reveals: number;
  /** Goes up when the view must jump to the top. */
  tops: number;
  /** Rows by which what is read in the pinned region moved down, summed up: scrolling by as much keeps it in place. */
  pinnedShift: number;
}

type Told = Pick<ConsumerView, 'version' | 'pinnedCount' | 'settledFirst' | 'settledCount'> & {
  received: number;
};

/**
 * The rows of one consumer in this window: which part is read, the cursor, and whether the view follows or stands still.
 * The host keeps the rows; here are one block of pinned ones and the pages of settled ones around what is on the screen.
 */
export class LiveRows {
  readonly #source: RowSource;
  readonly #settled: SettledLog;
  readonly #listeners = new Set<() => void>();
  #told: Told = { version: -1, pinnedCount: 0, settledFirst: 0, settledCount: 0, received: 0 };
  #block: PinnedBlock = EMPTY_BLOCK;
  #pinnedLines: LineRange = { first: 0, last: 0 };
  #pinnedReading = false;
  #pinnedStale = false;
  #cursor: Cursor | undefined;
  /** The cursor goes to the first held row there will be: nothing was chosen yet, or the last held one was decided. */
  #awaitsHeld = true;
  #movedOff = false;
  /** Decided here, and perhaps still held in what was read last. */
  readonly #decided = new Set<number>();
  readonly #scrolled: Record<Region, boolean> = { pinned: false, settled: false };
  #paused = false;
  #receivedAtFreeze: number | undefined;
  #reveals = 0;
  #tops = 0;
  #pinnedShift = 0;
  #shown: RowsShown;

  constructor(source: RowSource) {
    this.#source = source;
    this.#settled = new SettledLog(
      (from, count) => source.rows('settled', from, count),
      () => {
        if (!this.frozen) void this.#settled.follow();
        this.#emit();
      },
    );
    this.#shown = this.#describe();
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  shown = (): RowsShown => this.#shown;

  rowAt(region: Region, position: number): MessageRow | undefined {
    return region === 'pinned' ? pinnedAt(this.#block, position) : this.#settled.at(position);
  }

  cursorRow(): MessageRow | undefined {
    const cursor = this.#cursor;
    const row = cursor && this.rowAt(cursor.region, cursor.position);
    return row?.seq === cursor?.seq ? row : undefined;
  }

  /** The host's view changed: reads what is visible, or counts what is new while the view stands still. */
  viewChanged(view: ConsumerView): void {
    const { version, pinnedCount, settledFirst, settledCount, counters } = view;
    const grown = version !== this.#told.version;
    this.#told = { version, pinnedCount, settledFirst, settledCount, received: counters.received };
    this.#settled.told(settledFirst, settledFirst + settledCount);
    if (grown) void this.#readPinned();
    if (!this.frozen) void this.#settled.follow();
    this.#emit();
  }

  /** The region shows these lines of its own; `away`: it is scrolled off its top. */
  linesShown(region: Region, lines: LineRange, away: boolean): void {
    this.#scrolled[region] = away;
    if (region === 'settled') this.#settled.show(lines);
    else {
      this.#pinnedLines = lines;
      if (!covers(this.#block, lines)) void this.#readPinned();
    }
    this.#settleFreeze();
    this.#emit();
  }

  get frozen(): boolean {
    return this.#paused || this.#movedOff || this.#scrolled.pinned || this.#scrolled.settled;
  }

  /** A person moves the cursor by lines. */
  async step(lines: number): Promise<void> {
    const place = stepFrom(this.#cursor, lines, this.#extent());
    if (place !== undefined) await this.moveTo(place);
  }

  /** A person puts the cursor on a row; reads it first when it is not here. */
  async moveTo(place: RowPlace): Promise<void> {
    const row = this.rowAt(place.region, place.position) ?? (await this.#readOne(place));
    if (row === undefined) return;
    this.#awaitsHeld = false;
    this.#movedOff = place.region === 'settled' || place.position > 0;
    this.#putCursor({ ...place, seq: row.seq });
  }

  /** To the row of a seat, or of a message's other attempt. Answers false when it is no longer kept. */
  async jumpTo(seq: number): Promise<boolean> {
    const place = await this.#source.find(seq).catch(() => null);
    if (place === null) return false;
    this.#awaitsHeld = false;
    this.#movedOff = place.region === 'settled' || place.position > 0;
    this.#settleFreeze();
    if (place.region === 'settled' && place.position >= this.#settled.end) await this.#settled.follow();
    this.#putCursor({ ...place, seq });
    return true;
  }

  /** The newest row, live again. */
  toTop(): void {
    this.#paused = false;
    this.#movedOff = false;
    this.#scrolled.pinned = false;
    this.#scrolled.settled = false;
    this.#tops++;
    this.#settleFreeze();
    const place = placeAt(0, this.#extent());
    const row = place && this.rowAt(place.region, place.position);
    if (place !== undefined && row !== undefined) this.#cursor = { ...place, seq: row.seq };
    this.#emit();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#settleFreeze();
    this.#emit();
  }

  /** Decisions are on their way: the cursor goes on to the next held row at once, and waits for one if there is none. */
  decisionsSent(seqs: readonly number[]): void {
    for (const seq of seqs) this.#decided.add(seq);
    const cursor = this.#cursor;
    if (cursor === undefined || !seqs.includes(cursor.seq)) return;
    const { rows, from } = this.#block;
    const next = nextHeldIndex(rows, cursor.seq, this.#decided);
    const row = next === undefined ? undefined : rows[next];
    if (next === undefined || row === undefined) this.#awaitsHeld = true;
    else this.#putCursor({ region: 'pinned', position: from + next, seq: row.seq });
  }

  /** The host answered. A paused view, which reads no new rows, marks those that were taken. */
  decisionsAnswered(taken: ReadonlySet<number>, failed: readonly number[], state: 'acked' | 'later'): void {
    for (const seq of failed) this.#decided.delete(seq);
    if (!this.#paused) return;
    const marked = this.#block.rows.map((row) => (taken.has(row.seq) ? { ...row, state } : row));
    this.#block = { ...this.#block, rows: marked };
    this.#emit();
  }

  /** Held, and no decision of it is on its way. */
  isOpen(row: MessageRow): boolean {
    return row.state === 'held' && row.deciding !== true && !this.#decided.has(row.seq);
  }

  #putCursor(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#reveals++;
    this.#settleFreeze();
    this.#emit();
  }

  async #readOne({ region, position }: RowPlace): Promise<MessageRow | undefined> {
    const rows = await this.#source.rows(region, position, 1).catch(() => []);
    return rows[0];
  }

  /** One read at a time; what changed meanwhile is read after it. */
  async #readPinned(): Promise<void> {
    if (this.#pinnedReading) {
      this.#pinnedStale = true;
      return;
    }
    this.#pinnedReading = true;
    do {
      this.#pinnedStale = false;
      const asked = blockFor(this.#pinnedLines);
      try {
        this.#pinnedRead(asked, await this.#source.rows('pinned', asked.from, asked.count));
      } catch {
        // What was read stays; the next change reads again.
      }
    } while (this.#pinnedStale);
    this.#pinnedReading = false;
  }

  #pinnedRead(asked: { from: number; count: number }, rows: readonly MessageRow[]): void {
    const before = this.#block;
    if (this.#paused && covers(before, this.#pinnedLines)) {
      this.#block = refreshBlock(before, rows);
    } else {
      this.#block = readBlock(before, asked, rows, this.#told.pinnedCount);
      if (this.frozen) this.#keepInPlace(before);
    }
    const held = new Set(this.#block.rows.filter(({ state }) => state === 'held').map(({ seq }) => seq));
    for (const seq of this.#decided) if (!held.has(seq)) this.#decided.delete(seq);
    this.#followCursor();
    this.#emit();
  }

  /** While somebody reads, rows that come or go above move nothing on the screen. */
  #keepInPlace(before: PinnedBlock): void {
    const anchor =
      this.#cursor?.region === 'pinned' && pinnedPosition(this.#block, this.#cursor.seq) !== undefined
        ? this.#cursor.seq
        : pinnedAt(before, this.#pinnedLines.first)?.seq;
    if (anchor === undefined) return;
    const was = pinnedPosition(before, anchor);
    const is = pinnedPosition(this.#block, anchor);
    if (was !== undefined && is !== undefined) this.#pinnedShift += is - was;
  }

  /** Keeps the cursor on its message wherever that went, and takes up the first held row when it waits for one. */
  #followCursor(): void {
    const first = this.#block.rows.find((row) => this.isOpen(row));
    if (this.#awaitsHeld && first !== undefined && first.seq !== this.#cursor?.seq) {
      this.#awaitsHeld = false;
      const position = pinnedPosition(this.#block, first.seq) ?? 0;
      this.#putCursor({ region: 'pinned', position, seq: first.seq });
      return;
    }
    const cursor = this.#cursor;
    if (cursor?.region !== 'pinned') return;
    const position = pinnedPosition(this.#block, cursor.seq);
    if (position !== undefined) this.#cursor = { ...cursor, position };
    else void this.#findCursor(cursor.seq);
  }

  async #findCursor(seq: number): Promise<void> {
    const place = await this.#source.find(seq).catch(() => null);
    if (this.#cursor?.seq !== seq || place === null) return;
    this.#cursor = { ...place, seq };
    this.#emit();
  }

  /** Notes when the view came to stand still; lets it follow again when nothing holds it. */
  #settleFreeze(): void {
    if (this.frozen) {
      this.#receivedAtFreeze ??= this.#told.received;
      return;
    }
    if (this.#receivedAtFreeze === undefined) return;
    this.#receivedAtFreeze = undefined;
    void this.#readPinned();
    void this.#settled.follow();
  }

  #extent(): Extent {
    return {
      pinnedCount: this.#block.count,
      settledFirst: this.#settled.first,
      settledEnd: this.#settled.end,
    };
  }

  #describe(): RowsShown {
    const since = this.#receivedAtFreeze;
    return {
      ...this.#extent(),
      cursor: this.#cursor,
      frozen: this.frozen,
      paused: this.#paused,
      newCount: since === undefined ? 0 : Math.max(0, this.#told.received - since),
      busy: this.#settled.busy || !covers(this.#block, this.#pinnedLines),
      reveals: this.#reveals,
      tops: this.#tops,
      pinnedShift: this.#pinnedShift,
    };
  }

  #emit(): void {
    this.#shown = this.#describe();
    for (const listener of this.#listeners) listener();
  }
}
