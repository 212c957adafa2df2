import { useCallback, useEffect, useRef, useState } from 'react';
import type { CompareAs, DiffRow, DiffView } from '../../../core/contract/diff.ts';
import type { DiffLayout } from '../../../core/model/diff/layout.ts';
import { call } from '../../bridge/call.ts';
import { RangeCache } from '../../components/grid/range-cache.ts';

export interface DiffRows {
  at(position: number): DiffRow | undefined;
  /** These are drawn: what is missing of them is read. */
  need(from: number, end: number): void;
}

/** Rows of a comparison, read from the host as they come into view. `onGone`: the host has forgotten the comparison. */
export function useDiffRows(
  { diffId, body }: DiffView,
  compareAs: CompareAs,
  layout: DiffLayout,
  onGone: () => void,
): DiffRows {
  const cache = useRef(new RangeCache<DiffRow>());
  const asking = useRef('');
  const [, setRead] = useState(0);
  const end = body[compareAs].rows[layout];
  const source = `${diffId} ${compareAs} ${layout}`;
  const current = useRef(source);
  if (current.current !== source) {
    current.current = source;
    cache.current = new RangeCache();
    asking.current = '';
  }
  const need = useCallback(
    (from: number, to: number): void => {
      const missing = cache.current.missing(from, to, { first: 0, end });
      const key = JSON.stringify(missing);
      if (missing.length === 0 || asking.current === key) return;
      asking.current = key;
      for (const range of missing) {
        call('diff.rows', { diffId, compareAs, layout, ...range })
          .then((page) => {
            if (current.current !== source) return;
            cache.current.put(page.from, page.rows);
            setRead((before) => before + 1);
          })
          .catch(onGone);
      }
    },
    [diffId, compareAs, layout, end, source, onGone],
  );
  useEffect(() => need(0, Math.min(end, 60)), [need, end]);
  return { at: (position) => cache.current.at(position), need };
}
