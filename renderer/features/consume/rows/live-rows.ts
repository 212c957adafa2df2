import type { ConsumerView, MessageRow } from '../../../../core/model/consume.ts';
import type { LineRange } from '../../../components/grid/window.ts';
import { Freeze } from './freeze.ts';
import { type Extent, lineOf, placeAt, type Region, type RowPlace, stepFrom } from './lines.ts';
import { isUndecided, nextHeldIndex } from './next-held.ts';
import { PinnedList } from './pinned-list.ts';
import { type Cursor, type RowsShown, sameShown, streams } from './rows-shown.ts';
import { SettledLog } from './settled-log.ts';

/** The two calls the rows come by. */
export interface RowSource {
  rows(region: Region, from: number, count: number): Promise<readonly MessageRow[]>;
  find(seq: number): Promise<RowPlace | null>;
}

/**
 * The rows of one consumer in this window: which part is read, the cursor, and whether the view follows or stands still.
 * The host keeps the rows; here are one block of pinned ones and the pages of settled ones around what is on the screen.
 */
export class LiveRows {
  readonly #source: RowSource;
  readonly #pinned: PinnedList;
  readonly #settled: SettledLog;
  readonly #freeze = new Freeze();
  readonly #listeners = new Set<() => void>();
  #version = -1;
  #layout: number | undefined;
  /** Another filter found its rows not all yet: they come, whatever holds the view. */
  #filtering = false;
  #newestSeq = 0;
  #cursor: Cursor | undefined;
  /** The cursor goes to the first held row there will be: nothing was chosen yet, or the last held one was decided. */
  #awaitsHeld = true;
  /** Decided here, and perhaps still held in what was read last. */
  readonly #decided = new Set<number>();
  #reveals = 0;
  #tops = 0;
  #reads = 0;
  #shown: RowsShown;

  constructor(source: RowSource) {
    this.#source = source;
    this.#pinned = new PinnedList({
      read: (from, count) => source.rows('pinned', from, count),
      changed: () => this.#pinnedRead(),
      paused: () => this.#freeze.paused,
      frozen: () => this.#freeze.frozen,
      cursorSeq: () => this.#cursor?.seq,
    });
    this.#settled = new SettledLog(
      (from, count) => source.rows('settled', from, count),
      () => {
        this.#reads++;
        this.#followSettled();
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
    return region === 'pinned' ? this.#pinned.at(position) : this.#settled.at(position);
  }

  cursorRow(): MessageRow | undefined {
    const cursor = this.#cursor;
    const row = cursor && this.rowAt(cursor.region, cursor.position);
    return row?.seq === cursor?.seq ? row : undefined;
  }

  /** Held, and no decision of it is on its way. */
  isOpen(row: MessageRow): boolean {
    return row.state === 'held' && row.deciding !== true && !this.#decided.has(row.seq);
  }

  /** The host's view changed: reads what is visible, or counts what is new while the view stands still. */
  viewChanged(view: ConsumerView): void {
    const { version, layout, filter, pinnedCount, settledFirst, settledCount, newestSeq } = view;
    this.#newestSeq = newestSeq;
    const isOther = layout !== (this.#layout ?? layout);
    this.#layout = layout;
    this.#filtering = isOther || (this.#filtering && filter?.state === 'searching');
    if (isOther) this.#reset();
    this.#pinned.told(pinnedCount);
    this.#settled.told(settledFirst, settledFirst + settledCount);
    if (version !== this.#version) void this.#pinned.read();
    this.#version = version;
    this.#followSettled();
    this.#emit();
  }

  /** The region shows these lines of its own; `away`: it is scrolled off its top. */
  linesShown(region: Region, lines: LineRange, away: boolean): void {
    this.#freeze.scrolled[region] = away;
    (region === 'pinned' ? this.#pinned : this.#settled).show(lines);
    void this.#settleFreeze();
    this.#emit();
  }

  /** A person moves the cursor by lines; coming to the first one is going to the top. */
  async step(lines: number): Promise<void> {
    const place = stepFrom(this.#cursor, lines, this.#extent());
    if (place === undefined) return;
    await this.moveTo(place);
    if (lines < 0 && lineOf(place, this.#extent()) === 0 && !this.#freeze.paused) await this.toTop();
  }

  /** A person puts the cursor on a row; reads it first when it is not here. */
  async moveTo(place: RowPlace): Promise<void> {
    const row = this.rowAt(place.region, place.position) ?? (await this.#readOne(place));
    if (row !== undefined) this.#choose({ ...place, seq: row.seq });
  }

  /** To the row of a seat, or of a message's other attempt. Answers false when it is no longer kept. */
  async jumpTo(seq: number): Promise<boolean> {
    const place = await this.#source.find(seq).catch(() => null);
    if (place === null) return false;
    if (place.region === 'settled' && place.position >= this.#settled.end) await this.#settled.follow();
    this.#choose({ ...place, seq });
    return true;
  }

  /** The newest row, live again. */
  async toTop(): Promise<void> {
    this.#freeze.release();
    this.#tops++;
    await this.#settleFreeze();
    const place = placeAt(0, this.#extent());
    const row = place && this.rowAt(place.region, place.position);
    if (place !== undefined && row !== undefined) this.#cursor = { ...place, seq: row.seq };
    this.#emit();
  }

  pause(paused: boolean): void {
    this.#freeze.paused = paused;
    // Pinned rows move on also below a cursor that holds the settled ones.
    if (!paused) void this.#pinned.read();
    void this.#settleFreeze();
    this.#emit();
  }

  /** Decisions are on their way: the cursor goes on to the next held row at once, and waits for one if there is none. */
  decisionsSent(seqs: readonly number[]): void {
    for (const seq of seqs) this.#decided.add(seq);
    const cursor = this.#cursor;
    if (cursor === undefined || !seqs.includes(cursor.seq)) return;
    const { rows } = this.#pinned;
    const next = nextHeldIndex(rows, cursor.seq, this.#decided);
    const row = next === undefined ? undefined : rows[next];
    if (row === undefined) this.#awaitsHeld = true;
    else this.#putCursor({ region: 'pinned', position: this.#pinned.positionOf(row.seq) ?? 0, seq: row.seq });
  }

  /** The host answered. A paused view, which reads no new rows, marks those that were taken. */
  decisionsAnswered(
    taken: ReadonlySet<number>,
    stillHeld: readonly number[],
    state: 'acked' | 'later' | 'deadLetter',
  ): void {
    for (const seq of stillHeld) this.#decided.delete(seq);
    this.#reads++;
    if (this.#freeze.paused) this.#pinned.mark(taken, state);
    this.#emit();
  }

  /** Another filter: what is shown starts over from the top, the cursor stays on its message if that is shown. */
  #reset(): void {
    this.#pinned.reset();
    this.#settled.reset();
    this.#freeze.toTop();
    this.#tops++;
    if (this.#cursor !== undefined) void this.#findCursor(this.#cursor.seq);
  }

  #followSettled(): void {
    if (!this.#freeze.settledHeld || this.#filtering) void this.#settled.follow();
  }

  #choose(cursor: Cursor): void {
    this.#awaitsHeld = false;
    const isTop = cursor.region === 'pinned' && cursor.position === 0;
    this.#freeze.movedOff = isTop ? undefined : cursor.region;
    this.#putCursor(cursor);
  }

  #putCursor(cursor: Cursor): void {
    this.#cursor = cursor;
    this.#reveals++;
    void this.#settleFreeze();
    this.#emit();
  }

  async #readOne({ region, position }: RowPlace): Promise<MessageRow | undefined> {
    const rows = await this.#source.rows(region, position, 1).catch(() => []);
    return rows[0];
  }

  /** Keeps the cursor on its message wherever that went, and takes up the first held row when it waits for one. */
  #pinnedRead(): void {
    this.#reads++;
    const { rows } = this.#pinned;
    const held = new Set(rows.filter(({ state }) => state === 'held').map(({ seq }) => seq));
    for (const seq of this.#decided) if (!held.has(seq)) this.#decided.delete(seq);
    if (this.#pinned.count === 0 && this.#freeze.movedOff === 'pinned') {
      this.#freeze.movedOff = undefined;
      void this.#settleFreeze();
    }
    const first = this.#awaitsHeld ? rows.find((row) => isUndecided(row) && this.isOpen(row)) : undefined;
    const cursor = this.#cursor;
    if (first !== undefined) {
      this.#awaitsHeld = false;
      this.#putCursor({
        region: 'pinned',
        position: this.#pinned.positionOf(first.seq) ?? 0,
        seq: first.seq,
      });
    } else if (cursor?.region === 'pinned') {
      const position = this.#pinned.positionOf(cursor.seq);
      if (position === undefined) void this.#findCursor(cursor.seq);
      else this.#cursor = { ...cursor, position };
    }
    this.#emit();
  }

  async #findCursor(seq: number): Promise<void> {
    const place = await this.#source.find(seq).catch(() => undefined);
    if (this.#cursor?.seq !== seq || place === undefined) return;
    this.#cursor = place === null ? undefined : { ...place, seq };
    if (place === null) this.#awaitsHeld = true;
    this.#emit();
  }

  /** Catches up when nothing holds the view any more. */
  async #settleFreeze(): Promise<void> {
    const thawed = this.#freeze.settle(this.#newestSeq);
    if (thawed) await Promise.all([this.#pinned.read(), this.#settled.follow()]);
    else this.#followSettled();
  }

  #extent(): Extent {
    return {
      pinnedCount: this.#pinned.count,
      settledFirst: this.#settled.first,
      settledEnd: this.#settled.end,
    };
  }

  #isDrawn(cursor: Cursor | undefined): boolean {
    if (cursor === undefined || this.cursorRow() === undefined) return false;
    return (cursor.region === 'pinned' ? this.#pinned : this.#settled).draws(cursor.position);
  }

  #describe(): RowsShown {
    return {
      ...this.#extent(),
      cursor: this.#cursor,
      cursorDrawn: this.#isDrawn(this.#cursor),
      frozen: this.#freeze.frozen,
      paused: this.#freeze.paused,
      settledHeld: this.#freeze.settledHeld,
      newCount: this.#freeze.newCount(this.#newestSeq),
      busy: this.#settled.busy || this.#pinned.busy,
      reveals: this.#reveals,
      tops: this.#tops,
      pinnedShift: this.#pinned.shift,
      reads: this.#reads,
      streams: streams(this.#shown, this.#settled.end),
    };
  }

  /** Tells only what is new: the host's view changes ten times a second, what is drawn of it often does not. */
  #emit(): void {
    const next = this.#describe();
    if (sameShown(this.#shown, next)) return;
    this.#shown = next;
    for (const listener of this.#listeners) listener();
  }
}
