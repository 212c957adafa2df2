import type { BrowseFilterView } from '../../../contract/browse.ts';
import type { Filter } from '../../../model/filter/filter.ts';
import type { RowSet } from '../order/row-set.ts';
import type { RowTable } from '../table/row-table.ts';
import type { FromSearcher } from './messages.ts';
import type { SearchThread, StopReason } from './search-thread.ts';

/** One filter over the rows of a browse, those at hand and those that arrive; its matches in the order of the view. */
export class RowFilter {
  readonly text: string;
  readonly matches: RowSet;
  readonly #table: RowTable;
  readonly #thread: SearchThread;
  readonly #unknown = new Set<number>();
  #arrived: number[] = [];
  #stopped: StopReason | undefined;
  #unsearched = 0;

  constructor(
    wanted: { text: string; filter: Filter; slots: Int32Array },
    table: RowTable,
    thread: SearchThread,
    matches: RowSet,
  ) {
    this.text = wanted.text;
    this.#table = table;
    this.#thread = thread;
    this.matches = matches;
    thread.search(wanted.filter, wanted.slots);
  }

  /** A row that came; looked at with the next `flush`. */
  arrived(slot: number): void {
    if (this.#stopped === undefined) this.#arrived.push(slot);
    else this.#unsearched++;
  }

  flush(): void {
    if (this.#arrived.length === 0) return;
    this.#thread.add(Int32Array.from(this.#arrived));
    this.#arrived = [];
  }

  /** Before its slot is given to another row. */
  dropped(slot: number): void {
    this.matches.remove(slot);
    this.#unknown.delete(slot);
  }

  /** Rows that were dropped, or whose slot has another row by now, do not count. */
  found({ matching, unknown }: FromSearcher): void {
    this.#each(matching, (slot) => this.matches.add(slot));
    this.#each(unknown, (slot) => this.#unknown.add(slot));
  }

  stopped(reason: StopReason): void {
    this.#stopped = reason;
    this.#unsearched = this.#arrived.length + this.#thread.outstanding;
    this.#arrived = [];
  }

  view(count: number): BrowseFilterView {
    const waiting =
      this.#stopped === undefined ? this.#thread.outstanding + this.#arrived.length : this.#unsearched;
    const view: BrowseFilterView = {
      text: this.text,
      state: this.#stopped !== undefined ? 'stopped' : waiting > 0 ? 'searching' : 'done',
      searched: Math.max(0, count - waiting),
      matched: this.matches.shown.size,
      bodiesNotSearched: this.#unknown.size,
    };
    if (this.#stopped !== undefined) view.stoppedBecause = this.#stopped;
    return view;
  }

  #each(pairs: Int32Array, take: (slot: number) => void): void {
    for (let at = 0; at < pairs.length; at += 2) {
      const slot = pairs[at] ?? -1;
      if (this.#table.seqOf(slot) === pairs[at + 1]) take(slot);
    }
  }
}
