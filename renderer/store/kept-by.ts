import { create } from 'zustand';
import { type HostState, useHost } from './host-store.ts';

type Known = (host: HostState) => Readonly<Record<number, unknown>>;

/**
 * One object for each consumer, or browse, of the host: made when it is first asked for, and kept as it was left while
 * other pages are looked at, until the host no longer has what it is of.
 */
export function keptBy<Kept>(known: Known, make: (id: number) => Kept): (id: number) => Kept {
  const kept = new Map<number, Kept>();
  whenSomeEnd(known, (host) => {
    for (const id of kept.keys()) if (!(id in known(host))) kept.delete(id);
  });
  return (id) => {
    const before = kept.get(id);
    if (before !== undefined) return before;
    const made = make(id);
    kept.set(id, made);
    return made;
  };
}

type Rows<Row> = ReadonlyMap<number, Row>;

export interface KeptChecks<Row> {
  /** By seq. */
  checked: Rows<Row>;
  change(edit: (before: Rows<Row>) => Rows<Row>): void;
}

/** The rows a person checked, for each consumer or browse; kept as long. `undefined` has none. */
export function keptChecks<Row>(known: Known): (id: number | undefined) => KeptChecks<Row> {
  const none: Rows<Row> = new Map();
  const useChecks = create<Readonly<Record<number, Rows<Row>>>>()(() => ({}));
  whenSomeEnd(known, (host) => {
    const all = useChecks.getState();
    const left = Object.entries(all).filter(([id]) => id in known(host));
    if (left.length < Object.keys(all).length) useChecks.setState(Object.fromEntries(left), true);
  });
  return (id) => {
    const checked = useChecks((all) => (id === undefined ? none : (all[id] ?? none)));
    return {
      checked,
      change: (edit) => {
        if (id !== undefined) useChecks.setState((all) => ({ [id]: edit(all[id] ?? none) }));
      },
    };
  };
}

function whenSomeEnd(known: Known, run: (host: HostState) => void): void {
  useHost.subscribe((host, before) => {
    if (known(host) !== known(before)) run(host);
  });
}
