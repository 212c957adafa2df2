import { Fifo } from '../../fifo.ts';
import { getOrAdd } from '../get-or-add.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * Records by topic and key; keys and unique keys share one name space, as in a broker's index files.
 * Source: IndexService.buildIndex.
 */
export class KeyIndex {
  readonly #byKey = new Map<string, Fifo<StoredRecord>>();

  add(record: StoredRecord): void {
    for (const name of namesOf(record))
      getOrAdd(this.#byKey, name, () => new Fifo<StoredRecord>()).push(record);
  }

  /** The oldest record of all is forgotten. */
  removeOldest(record: StoredRecord): void {
    for (const name of namesOf(record)) {
      const records = this.#byKey.get(name);
      records?.shift();
      if (records?.peek() === undefined) this.#byKey.delete(name);
    }
  }

  /** The newest `max` with a store time in [beginMs, endMs], oldest first. */
  find(topic: string, key: string, max: number, beginMs: number, endMs: number): StoredRecord[] {
    const records = this.#byKey.get(nameOf(topic, key));
    if (records === undefined) return [];
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

const nameOf = (topic: string, key: string): string => `${topic}#${key}`;

/** Distinct, so that one record is removed as often as it was added. */
function namesOf({ topic, keys, uniqueKey }: StoredRecord): Set<string> {
  const names = new Set(keys.map((key) => nameOf(topic, key)));
  if (uniqueKey !== '') names.add(nameOf(topic, uniqueKey));
  return names;
}
