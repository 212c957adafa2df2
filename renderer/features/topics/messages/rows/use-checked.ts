import { useMemo, useState } from 'react';
import type { BrowseRow } from '../../../../../core/contract/browse.ts';

/** Rows chosen for an act on several. */
export interface Checked {
  rows: ReadonlyMap<number, BrowseRow>;
  toggle(row: BrowseRow): void;
  add(rows: readonly BrowseRow[]): void;
  remove(seqs: readonly number[]): void;
  clear(): void;
}

const NONE: ReadonlyMap<number, BrowseRow> = new Map();

/** Of one browse: another one starts with none. */
export function useChecked(browseId: number | undefined): Checked {
  const [{ of, rows }, setChecked] = useState({ of: browseId, rows: NONE });
  const own = of === browseId ? rows : NONE;
  return useMemo(() => {
    const change = (edit: (next: Map<number, BrowseRow>) => void): void =>
      setChecked((before) => {
        const next = new Map(before.of === browseId ? before.rows : NONE);
        edit(next);
        return { of: browseId, rows: next };
      });
    return {
      rows: own,
      toggle: (row) => change((next) => next.delete(row.seq) || next.set(row.seq, row)),
      add: (more) =>
        change((next) => {
          for (const row of more) next.set(row.seq, row);
        }),
      remove: (seqs) =>
        change((next) => {
          for (const seq of seqs) next.delete(seq);
        }),
      clear: () => setChecked({ of: browseId, rows: NONE }),
    };
  }, [browseId, own]);
}
