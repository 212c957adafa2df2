import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HistoryFilter, HistoryPage } from '../../../../core/contract/history.ts';
import type { SentRecord } from '../../../../core/contract/views.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import type { GridRows } from '../../../components/grid/data-grid.tsx';
import { RangeCache } from '../../../components/grid/range-cache.ts';
import { useHost } from '../../../store/host-store.ts';

const FIRST_ROWS = 100;

export interface SentRows {
  /** Without its rows; undefined until the first answer. */
  page: Omit<HistoryPage, 'rows'> | undefined;
  rows: GridRows<SentRecord>;
  error: ErrorData | undefined;
  need(from: number, end: number): void;
}

/** The sends that fit, read from the host as they come into view, and again with each change of the history. */
export function useSentRows(filter: HistoryFilter): SentRows {
  const version = useHost((host) => host.historyVersion);
  const cache = useRef(new RangeCache<SentRecord>());
  const [page, setPage] = useState<HistoryPage>();
  const [error, setError] = useState<ErrorData>();
  const wanted = useRef({ from: 0, end: FIRST_ROWS });
  const source = JSON.stringify([filter, version]);
  const current = useRef(source);

  const read = useCallback(
    async (from: number, count: number): Promise<void> => {
      try {
        const next = await call('history.page', { filter, from, count });
        if (current.current !== source) return;
        cache.current.put(next.from, next.rows);
        setPage(next);
        setError(undefined);
      } catch (caught) {
        setError(errorData(caught));
      }
    },
    [filter, source],
  );
  useEffect(() => {
    current.current = source;
    const { from, end } = wanted.current;
    // The rows of before stay on the screen until the new ones are here.
    void call('history.page', { filter, from, count: Math.max(1, Math.min(400, end - from)) }).then(
      (next) => {
        if (current.current !== source) return;
        cache.current = new RangeCache();
        cache.current.put(next.from, next.rows);
        setPage(next);
        setError(undefined);
      },
      (caught: unknown) => setError(errorData(caught)),
    );
  }, [filter, source]);

  const end = page?.matched ?? 0;
  const need = useCallback(
    (from: number, to: number): void => {
      wanted.current = { from, end: Math.max(to, from + 1) };
      for (const range of cache.current.missing(from, to, { first: 0, end }))
        void read(range.from, range.count);
    },
    [read, end],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object whenever rows were read, so that they are drawn
  const rows = useMemo(() => ({ count: end, at: (line: number) => cache.current.at(line) }), [end, page]);
  return { page, rows, error, need };
}
