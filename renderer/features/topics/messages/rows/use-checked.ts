import type { BrowseRow } from '../../../../../core/contract/browse.ts';
import { keptChecks } from '../../../../store/kept-by.ts';

/** Rows chosen for an act on several. */
export interface Checked {
  rows: ReadonlyMap<number, BrowseRow>;
  toggle(row: BrowseRow): void;
  add(rows: readonly BrowseRow[]): void;
  remove(seqs: readonly number[]): void;
  clear(): void;
}

const useChecks = keptChecks<BrowseRow>((host) => host.browses);

/** Of one browse: another one starts with none. */
export function useChecked(browseId: number | undefined): Checked {
  const { checked, change } = useChecks(browseId);
  const edit = (run: (next: Map<number, BrowseRow>) => void): void =>
    change((before) => {
      const next = new Map(before);
      run(next);
      return next;
    });
  return {
    rows: checked,
    toggle: (row) => edit((next) => next.delete(row.seq) || next.set(row.seq, row)),
    add: (more) =>
      edit((next) => {
        for (const row of more) next.set(row.seq, row);
      }),
    remove: (seqs) =>
      edit((next) => {
        for (const seq of seqs) next.delete(seq);
      }),
    clear: () => change(() => new Map()),
  };
}
