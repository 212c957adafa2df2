import { useEffect, useMemo, useState } from 'react';
import type { ComparedRow, ComparedSet, ComparisonView } from '../../../../core/contract/ack-view.ts';
import { call } from '../../../bridge/call.ts';
import type { GridRows } from '../../../components/grid/data-grid.tsx';
import type { LineRange } from '../../../components/grid/window.ts';

const BLOCK_ROWS = 200;
const MARGIN = 60;

interface ComparedRows {
  rows: GridRows<ComparedRow>;
  onShown(lines: LineRange): void;
}

/** The messages of one set: a block around the visible lines, read again with each comparison. */
export function useComparedRows(view: ComparisonView | undefined, set: ComparedSet): ComparedRows {
  const [block, setBlock] = useState<{ from: number; rows: readonly ComparedRow[] }>({ from: 0, rows: [] });
  const [firstLine, setFirstLine] = useState(0);
  const from = Math.max(0, firstLine - MARGIN);
  useEffect(() => {
    if (view === undefined) return;
    let current = true;
    const { firstId, secondId } = view;
    call('compare.rows', { firstId, secondId, set, from, count: BLOCK_ROWS }).then(
      (rows) => current && setBlock({ from, rows }),
      // A consumer that is gone says so where it is compared.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [view, set, from]);
  const count = view?.[set] ?? 0;
  const rows = useMemo(
    () => ({ count, at: (line: number) => block.rows[line - block.from] }),
    [count, block],
  );
  return { rows, onShown: ({ first }) => setFirstLine(Math.floor(first / MARGIN) * MARGIN) };
}
