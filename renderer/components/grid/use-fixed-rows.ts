import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { GridRows } from './data-grid.tsx';
import { RangeCache, type RowRange } from './range-cache.ts';

export interface FixedRows<Row> {
  rows: GridRows<Row>;
  /** Lines that are drawn. */
  need(from: number, end: number): void;
}

/**
 * Rows that never change once they are there, read as they come into view. `source`: another one means other rows. `read`
 * may be another function each time.
 */
export function useFixedRows<Row>(
  source: string,
  count: number,
  read: (range: RowRange) => Promise<{ from: number; rows: readonly Row[] }>,
): FixedRows<Row> {
  const cache = useRef(new RangeCache<Row>());
  const shown = useRef({ from: 0, end: 0 });
  const reader = useRef(read);
  reader.current = read;
  const [reads, setReads] = useState(0);
  const need = useCallback(
    (from: number, end: number): void => {
      shown.current = { from, end };
      const into = cache.current;
      for (const range of into.missing(from, end, { first: 0, end: count })) {
        reader.current(range).then(
          (page) => {
            into.put(page.from, page.rows);
            setReads((before) => before + 1);
          },
          // The link is down: the rows are read when they come into view again.
          () => undefined,
        );
      }
    },
    [count],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are meant now
  useEffect(() => {
    cache.current = new RangeCache();
  }, [source]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is drawn is read of the other rows as well
  useEffect(() => need(shown.current.from, Math.max(shown.current.end, 1)), [source, need]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object whenever rows were read, so that they are drawn
  const rows = useMemo(
    () => ({ count, at: (line: number) => cache.current.at(line) }),
    [source, count, reads],
  );
  return { rows, need };
}
