import { Fifo } from '../../fifo.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * Records by topic and key; keys and unique keys share one name space, as in a broker's index files.
 * Source: IndexService.buildIndex.
 */
export class KeyIndex {
  /** Most keys are one message's own, and a list for each would take more than the message: those stand by themselves. */
  readonly #byKey = new Map<string, StoredRecord | Fifo<StoredRecord>>();

  add(record: StoredRecord): void {
    for (const name of namesOf(record)) {
      const kept = this.#byKey.get(name);
      if (kept === undefined) this.#byKey.set(name, record);
      else if (kept instanceof Fifo) kept.push(record);
      else this.#byKey.set(name, listOf(kept, record));
    }
  }

  /** The oldest record of all is forgotten. */
  removeOldest(record: StoredRecord): void {
    for (const name of namesOf(record)) {
      const kept = this.#byKey.get(name);
      if (kept instanceof Fifo) kept.shift();
      if (!(kept instanceof Fifo) || kept.size === 0) this.#byKey.delete(name);
    }
  }

  /** The newest `max` with a store time in [beginMs, endMs], oldest first. */
  find(topic: string, key: string, max: number, beginMs: number, endMs: number): StoredRecord[] {
    const kept = this.#byKey.get(nameOf(topic, key));
    if (kept === undefined) return [];
    const records = kept instanceof Fifo ? kept : listOf(kept);
    const found: StoredRecord[] = [];
    for (let position = records.end - 1; position >= records.first && found.length < max; position--) {
      const record = records.at(position);
      if (record === undefined || record.storeTimestamp > endMs) continue;
      if (record.storeTimestamp < beginMs) break;
      found.push(record);
    }
    return found.reverse();
  }
}

function listOf(...records: StoredRecord[]): Fifo<StoredRecord> {
  const list = new Fifo<StoredRecord>();
  for (const record of records) list.push(record);
  return list;
}

const nameOf = (topic: string, key: string): string => `${topic}#${key}`;

/** Distinct, so that one record is removed as often as it was added. */
function namesOf({ topic, keys, uniqueKey }: StoredRecord): Set<string> {
  const names = new Set(keys.map((key) => nameOf(topic, key)));
  if (uniqueKey !== '') names.add(nameOf(topic, uniqueKey));
  return names;
}
