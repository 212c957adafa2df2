import type { HostClock } from '../../clock.ts';
import type { Filter } from '../../model/filter/filter.ts';
import { readFilter } from '../../model/filter/read-filter.ts';
import type { SearchPort } from '../browse/search/search-thread.ts';
import type { RowStore } from '../row-store.ts';
import { FilteredRows } from './filtered-rows.ts';

interface ConsumeFilterOptions {
  clock: HostClock;
  startSearch: () => SearchPort;
  onChanged: () => void;
}

/** The filter of one consumer's rows; the search thread lives as long as there is one. */
export class ConsumeFilter {
  readonly #rows: RowStore;
  readonly #options: ConsumeFilterOptions;
  #filtered: FilteredRows | undefined;

  constructor(rows: RowStore, options: ConsumeFilterOptions) {
    this.#rows = rows;
    this.#options = options;
  }

  /** '' = none. Throws INPUT filter; the filter before stays. */
  set(text: string): void {
    const filter = readFilter(text);
    this.close();
    this.#filtered = filter.length === 0 ? undefined : this.#filter(text, filter);
    this.#rows.show(this.#filtered);
    this.#options.onChanged();
  }

  close(): void {
    this.#filtered?.close();
    this.#filtered = undefined;
  }

  #filter(text: string, filter: Filter): FilteredRows {
    const { clock, startSearch, onChanged } = this.#options;
    const filtered = new FilteredRows({ text, filter }, this.#rows.log, {
      clock,
      startSearch,
      onChanged: () => {
        this.#rows.filtered();
        onChanged();
      },
    });
    filtered.arrived(this.#rows.inOrder());
    return filtered;
  }
}
