export const PAGE_ROWS = 200;
const MAX_PAGES = 50;

/** Absolute positions [from, from + count). */
export interface RowRange {
  from: number;
  count: number;
}

/** Rows by absolute position, which may be below 0, in pages; what was read once is right for ever. */
export class RangeCache<Row> {
  /** Page number to its rows; the page used last stands last. */
  readonly #pages = new Map<number, (Row | undefined)[]>();

  at(position: number): Row | undefined {
    return this.#pages.get(Math.floor(position / PAGE_ROWS))?.[inPage(position)];
  }

  put(from: number, rows: readonly Row[]): void {
    for (const [index, row] of rows.entries()) this.#pageOf(from + index)[inPage(from + index)] = row;
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MAX_PAGES) return;
      this.#pages.delete(page);
    }
  }

  /** The first position in [from, end) that was not read yet. */
  firstMissing(from: number, end: number): number | undefined {
    for (let position = from; position < end; position++) {
      if (this.at(position) === undefined) return position;
    }
    return undefined;
  }

  /**
   * What to read so that [from, end) can be drawn: the pages it touches first, then one page either way.
   * `kept` is the whole range the host has.
   */
  missing(from: number, end: number, kept: { first: number; end: number }): RowRange[] {
    const firstPage = Math.floor(Math.max(from, kept.first) / PAGE_ROWS);
    const lastPage = Math.floor((Math.min(end, kept.end) - 1) / PAGE_ROWS);
    const pages: number[] = [];
    for (let page = lastPage; page >= firstPage; page--) pages.push(page);
    return [...pages, firstPage - 1, lastPage + 1].flatMap((page) => {
      const pageFrom = Math.max(page * PAGE_ROWS, kept.first);
      const pageEnd = Math.min((page + 1) * PAGE_ROWS, kept.end);
      const start = this.firstMissing(pageFrom, pageEnd);
      return start === undefined ? [] : [{ from: start, count: pageEnd - start }];
    });
  }

  #pageOf(position: number): (Row | undefined)[] {
    const number = Math.floor(position / PAGE_ROWS);
    const page = this.#pages.get(number) ?? new Array<Row | undefined>(PAGE_ROWS).fill(undefined);
    this.#pages.delete(number);
    this.#pages.set(number, page);
    return page;
  }
}

/** Place within its page, from 0. */
function inPage(position: number): number {
  return position - Math.floor(position / PAGE_ROWS) * PAGE_ROWS;
}
