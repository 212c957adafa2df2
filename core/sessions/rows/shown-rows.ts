import type { Fifo } from '../../fifo.ts';
import type { FilteredRows } from '../consume-filter/filtered-rows.ts';
import type { RowEntry } from './row-entry.ts';

type PinnedState = 'held' | 'waiting' | 'later';
export type PinnedRows = Readonly<Record<PinnedState, Set<RowEntry>>>;

/** Which rows a window sees: all of them, or those of a filter. */
export class ShownRows {
  readonly #pinned: PinnedRows;
  readonly #settled: Fifo<RowEntry>;
  #filter: FilteredRows | undefined;
  #layout = 0;
  #list: { version: number; entries: RowEntry[] } = { version: -1, entries: [] };

  constructor(pinned: PinnedRows, settled: Fifo<RowEntry>) {
    this.#pinned = pinned;
    this.#settled = settled;
  }

  /** Goes up with each filter. */
  get layout(): number {
    return this.#layout;
  }

  get filter(): FilteredRows | undefined {
    return this.#filter;
  }

  set filter(filter: FilteredRows | undefined) {
    this.#filter = filter;
    this.#layout++;
  }

  get log(): Fifo<RowEntry> {
    return this.#filter?.settled ?? this.#settled;
  }

  /** Held, waiting, later, newest first within each; made once for a version of the rows. */
  pinned(version: number): readonly RowEntry[] {
    if (this.#list.version !== version) {
      const newestFirst = (state: PinnedState): RowEntry[] => [...this.#pinned[state]].reverse();
      const all = [...newestFirst('held'), ...newestFirst('waiting'), ...newestFirst('later')];
      const filter = this.#filter;
      const entries = filter === undefined ? all : all.filter((entry) => filter.shows(entry));
      this.#list = { version, entries };
    }
    return this.#list.entries;
  }

  heldNotShown(version: number): number {
    const shown = this.pinned(version).filter((entry) => this.#pinned.held.has(entry));
    return this.#pinned.held.size - shown.length;
  }

  /** A settled row's position among those shown, by `placeOf`, its position among all; null: it is not shown. */
  positionOf(entry: RowEntry, placeOf: (entry: RowEntry) => number): number | null {
    const place = placeOf(entry);
    if (this.#filter === undefined) return place;
    const position = this.log.findFirst((other) => placeOf(other) >= place);
    return this.log.at(position) === entry ? position : null;
  }
}
