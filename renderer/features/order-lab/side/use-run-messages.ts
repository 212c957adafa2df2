import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ORDER_PAGE_ROWS, type OrderMessageRow } from '../../../../core/contract/order-lab.ts';
import { call } from '../../../bridge/call.ts';
import type { GridRows } from '../../../components/grid/data-grid.tsx';
import { RangeCache } from '../../../components/grid/range-cache.ts';

const FIRST_ROWS = 60;
/** While a run goes on its list is read at most this often. */
const READ_EVERY_MS = 500;

interface RunMessages {
  rows: GridRows<OrderMessageRow>;
  need(from: number, end: number): void;
}

/** The messages of one key, or of all, read by range; what was read of an older version stays until it is read anew. */
export function useRunMessages(runId: number, version: number, key: number | undefined): RunMessages {
  const cache = useRef(new RangeCache<OrderMessageRow>());
  const [read, setRead] = useState({ total: 0, reads: 0 });
  const wanted = useRef({ from: 0, end: FIRST_ROWS });
  const lastRead = useRef({ source: '', atMs: 0 });
  const source = `${runId} ${key ?? ''}`;

  const load = useCallback(
    async (from: number, count: number, fresh: boolean): Promise<void> => {
      const input = {
        runId,
        from,
        count: Math.min(count, ORDER_PAGE_ROWS),
        ...(key === undefined ? {} : { key }),
      };
      // The link is down: what was read stays.
      const page = await call('order.run.messages', input).catch(() => undefined);
      if (page === undefined || lastRead.current.source !== source) return;
      if (fresh) cache.current = new RangeCache();
      cache.current.put(page.from, page.rows);
      setRead((before) => ({ total: page.total, reads: before.reads + 1 }));
    },
    [runId, key, source],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with each version
  useEffect(() => {
    const isOther = lastRead.current.source !== source;
    const waitMs = isOther ? 0 : Math.max(0, lastRead.current.atMs + READ_EVERY_MS - performance.now());
    lastRead.current.source = source;
    if (isOther) wanted.current = { from: 0, end: FIRST_ROWS };
    const timer = setTimeout(() => {
      lastRead.current.atMs = performance.now();
      const { from, end } = wanted.current;
      void load(from, Math.max(1, end - from), true);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [source, version, load]);

  const { total } = read;
  const need = useCallback(
    (from: number, end: number): void => {
      wanted.current = { from, end: Math.max(end, from + 1) };
      for (const range of cache.current.missing(from, end, { first: 0, end: total }))
        void load(range.from, range.count, false);
    },
    [load, total],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object whenever rows were read, so that they are drawn
  const rows = useMemo(() => ({ count: total, at: (line: number) => cache.current.at(line) }), [read]);
  return { rows, need };
}
