import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ResendOutcome, ResendRunView } from '../../../core/contract/resend.ts';
import { call } from '../../bridge/call.ts';
import type { GridRows } from '../../components/grid/data-grid.tsx';
import { RangeCache } from '../../components/grid/range-cache.ts';

export type Which = 'all' | 'failed';

export interface Outcomes {
  rows: GridRows<ResendOutcome>;
  need(from: number, end: number): void;
}

/** What became of each message, read as it comes into view. An outcome never changes: what was read is right for ever. */
export function useOutcomes({ runId }: ResendRunView, which: Which, count: number): Outcomes {
  const cache = useRef(new RangeCache<ResendOutcome>());
  const shown = useRef({ from: 0, end: 0 });
  const [reads, setReads] = useState(0);
  const need = useCallback(
    (from: number, end: number): void => {
      shown.current = { from, end };
      const into = cache.current;
      for (const range of into.missing(from, end, { first: 0, end: count })) {
        call('resend.outcomes', { runId, which, ...range }).then(
          (page) => {
            into.put(page.from, page.rows);
            setReads((before) => before + 1);
          },
          // The link is down: the rows are read when they come into view again.
          () => undefined,
        );
      }
    },
    [runId, which, count],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows are meant now
  useEffect(() => {
    cache.current = new RangeCache();
  }, [runId, which]);
  useEffect(() => need(shown.current.from, Math.max(shown.current.end, 1)), [need]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another object whenever rows were read, so that they are drawn
  const rows = useMemo(() => ({ count, at: (line: number) => cache.current.at(line) }), [count, reads]);
  return { rows, need };
}
