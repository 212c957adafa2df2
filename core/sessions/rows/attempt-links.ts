import { type RowEntry, rowKey } from './row-entry.ts';

/** Later rows by what their next attempt will carry: the two know of each other from then on. */
export class AttemptLinks {
  readonly #awaited = new Map<string, RowEntry>();

  await(entry: RowEntry): void {
    this.#awaited.set(rowKey(entry), entry);
  }

  /** Links a returned row to the attempt before, if that is kept; returns it. */
  link(entry: RowEntry): RowEntry | undefined {
    const key = rowKey(entry);
    const previous = this.#awaited.get(key);
    if (previous === undefined) return undefined;
    this.#awaited.delete(key);
    previous.row.nextSeq = entry.row.seq;
    entry.row.previousSeq = previous.row.seq;
    const driftMs = driftOf(previous, entry);
    if (driftMs !== undefined) previous.row.driftMs = driftMs;
    return previous;
  }

  forget(entry: RowEntry): void {
    if (this.#awaited.size === 0) return;
    const key = rowKey(entry);
    if (this.#awaited.get(key) === entry) this.#awaited.delete(key);
  }

  clear(): void {
    this.#awaited.clear();
  }
}

/**
 * Only of the very copy the estimate was made for: another member may have had an attempt in between, and an operator may
 * have handed over an older copy. A clock that was only assumed would pass its own offset off as drift.
 */
function driftOf({ row }: RowEntry, { row: next, delivery }: RowEntry): number | undefined {
  const { returnsAtBrokerMs, returnsByAssumedClock, attempt } = row;
  if (returnsAtBrokerMs === undefined || returnsByAssumedClock === true) return undefined;
  if (next.attempt !== attempt + 1 || next.direct === true) return undefined;
  return delivery.message.storeTimestamp - returnsAtBrokerMs;
}
