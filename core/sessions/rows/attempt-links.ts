import { messageKey, type RowEntry } from './row-entry.ts';

/** Later rows by what their next attempt will carry: the two know of each other from then on. */
export class AttemptLinks {
  readonly #awaited = new Map<string, RowEntry>();

  await(entry: RowEntry): void {
    this.#awaited.set(messageKey(entry.delivery), entry);
  }

  /** Links a returned row to the attempt before, if that is kept; returns it. */
  link(entry: RowEntry): RowEntry | undefined {
    const key = messageKey(entry.delivery);
    const previous = this.#awaited.get(key);
    if (previous === undefined) return undefined;
    this.#awaited.delete(key);
    previous.row.nextSeq = entry.row.seq;
    entry.row.previousSeq = previous.row.seq;
    return previous;
  }

  forget(entry: RowEntry): void {
    const key = messageKey(entry.delivery);
    if (this.#awaited.get(key) === entry) this.#awaited.delete(key);
  }

  clear(): void {
    this.#awaited.clear();
  }
}
