import type { HostClock } from '../../clock.ts';
import type { BrowseFilterView, BrowseOrder, BrowseRow, BrowseRowsPage } from '../../contract/browse.ts';
import { readFilter } from '../../model/filter/read-filter.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import type { RowOrder } from './order/row-order.ts';
import { RowSet } from './order/row-set.ts';
import { RowFilter } from './search/row-filter.ts';
import { type SearchPort, SearchThread } from './search/search-thread.ts';
import { readMessage, readRow } from './table/read-row.ts';
import { RowTable } from './table/row-table.ts';

/** Above it the search thread is started before somebody searches. */
const WARM_ABOVE_ROWS = 5_000;

export interface BrowseLimits {
  maxRows: number;
  maxBytes: number;
}

/** The rows of one browse: all of them by store time, and as the view shows them. */
export class BrowseRows {
  readonly limits: BrowseLimits;
  readonly #onChanged: () => void;
  readonly #table: RowTable;
  readonly #thread: SearchThread;
  readonly #all: RowSet;
  #order: BrowseOrder;
  #filter: RowFilter | undefined;
  #version = 0;
  /** Layouts of views before this one. */
  #layoutBase = 0;
  #dropped = 0;

  constructor(
    limits: BrowseLimits,
    order: BrowseOrder,
    clock: HostClock,
    startSearch: () => SearchPort,
    onChanged: () => void,
  ) {
    this.limits = limits;
    this.#order = order;
    this.#onChanged = onChanged;
    this.#table = new RowTable(limits.maxRows);
    this.#all = new RowSet(this.#table.memory, order);
    this.#thread = new SearchThread(this.#table, clock, startSearch, {
      onFound: (found) => this.#change(() => this.#filter?.found(found)),
      onStopped: (reason) => this.#change(() => this.#filter?.stopped(reason)),
    });
  }

  get order(): BrowseOrder {
    return this.#order;
  }

  /** What of a view the rows say. */
  get facts() {
    const shown = this.#shown;
    return {
      version: this.#version,
      first: shown.first,
      layout: this.#layoutBase + shown.layout,
      count: this.#table.count,
      filtered: shown.size,
      bytes: this.#table.bytes,
      ...this.limits,
      dropped: this.#dropped,
      bodiesNotKept: this.#table.bodiesNotKept,
    };
  }

  get filterView(): BrowseFilterView | undefined {
    return this.#filter?.view(this.#table.count);
  }

  /** What may still be added. */
  get room(): { rows: number; bytes: number } {
    return {
      rows: this.limits.maxRows - this.#table.count,
      bytes: this.limits.maxBytes - this.#table.bytes,
    };
  }

  /** As many as there is room for; `makeRoom`: the oldest rows are dropped for them. */
  add(messages: readonly ReceivedMessage[], makeRoom = false): void {
    this.#change(() => {
      for (const message of messages) {
        while (makeRoom && (this.room.rows <= 0 || this.room.bytes <= 0)) this.#dropOldest();
        if (this.#table.isFull) break;
        const slot = this.#table.add(message);
        this.#all.add(slot);
        this.#filter?.arrived(slot);
      }
      this.#filter?.flush();
      if (this.#table.count > WARM_ABOVE_ROWS) this.#thread.warm();
    });
  }

  sort(order: BrowseOrder): void {
    if (order === this.#order) return;
    this.#change(() => {
      this.#layoutBase += this.#shown.layout + 1;
      this.#order = order;
      this.#all.sort(order);
      this.#filter?.matches.sort(order);
    });
  }

  /** '' = none. Throws INPUT (filter); the filter before stays. */
  filter(text: string): void {
    const filter = readFilter(text);
    this.#change(() => {
      this.#layoutBase += this.#shown.layout + 1;
      this.#thread.cancel();
      this.#filter = undefined;
      if (filter.length === 0) return;
      const slots = this.#all.newestFirst();
      const matches = new RowSet(this.#table.memory, this.#order);
      this.#filter = new RowFilter({ text, filter, slots }, this.#table, this.#thread, matches);
    });
  }

  page(from: number, count: number): BrowseRowsPage {
    const shown = this.#shown;
    const start = Math.max(from, shown.first);
    const end = Math.min(from + count, shown.first + shown.size);
    const rows: BrowseRow[] = [];
    for (let position = start; position < end; position++)
      rows.push(readRow(this.#table.memory, shown.at(position)));
    return { version: this.#version, layout: this.#layoutBase + shown.layout, from: start, rows };
  }

  positionOf(seq: number): number | null {
    const slot = this.#table.slotOf(seq);
    return (slot === undefined ? undefined : this.#shown.positionOf(slot)) ?? null;
  }

  /** Numbers of the rows shown, topmost first. */
  get seqs(): number[] {
    const shown = this.#shown;
    return Array.from({ length: shown.size }, (_, index) => this.#table.seqOf(shown.at(shown.first + index)));
  }

  /** undefined when the row was dropped. Without a kept body the message has an empty one, and `row.bodyNotKept`. */
  message(seq: number): { row: BrowseRow; message: ReceivedMessage } | undefined {
    const slot = this.#table.slotOf(seq);
    if (slot === undefined) return undefined;
    return { row: readRow(this.#table.memory, slot), message: readMessage(this.#table.memory, slot) };
  }

  close(): void {
    this.#thread.close();
  }

  get #shown(): RowOrder {
    return (this.#filter?.matches ?? this.#all).shown;
  }

  #dropOldest(): void {
    const slot = this.#all.oldest;
    if (slot < 0) return;
    this.#filter?.dropped(slot);
    this.#all.remove(slot);
    this.#table.remove(slot);
    this.#dropped++;
  }

  #change(change: () => void): void {
    change();
    this.#version++;
    this.#onChanged();
  }
}
