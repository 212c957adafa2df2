import type { Buffer } from 'node:buffer';
import { Fifo } from '../../fifo.ts';
import { PROPERTY } from '../../model/properties.ts';
import { javaHash } from '../../model/tag.ts';
import { encodeStoredMessage } from '../../protocol/message-codec.ts';
import { Slab } from '../../protocol/slab.ts';
import type { BrokerClock } from '../broker-clock.ts';
import { getOrAdd } from '../get-or-add.ts';
import { KeyIndex } from './key-index.ts';
import { propertyMap } from './property-text.ts';
import { messageOf, type NewMessage, placeOf, type StoredRecord } from './stored-record.ts';

const DEFAULT_MAX_STORE_BYTES = 256 * 1024 * 1024;
/** Messages of one age go together. */
const CHUNK_BYTES = 1024 * 1024;

export interface MessageStoreOptions {
  clock: BrokerClock;
  /** `ip:port` that clients dial: it is part of every offset id. */
  storeHost: string;
  /** Beyond this the oldest messages are dropped and the minimum offsets of their queues move. Default 256 MiB. */
  maxBytes?: number;
}

/**
 * All messages, in memory: one log in order of arrival, queues as lists into it, an index of keys. Knows nothing of
 * topic configurations: a queue exists from its first message on.
 */
export class MessageStore {
  readonly #clock: BrokerClock;
  readonly #storeHost: string;
  readonly #maxBytes: number;
  readonly #log = new Fifo<StoredRecord>();
  readonly #slab = new Slab(CHUNK_BYTES);
  readonly #topics = new Map<string, Map<number, Fifo<StoredRecord>>>();
  readonly #index = new KeyIndex();
  readonly #listeners: ((record: StoredRecord) => void)[] = [];
  readonly #deleteListeners: ((topic: string) => void)[] = [];
  #bytes = 0;
  #nextCommitLogOffset = 0;
  #lastStoreTimestamp = 0;

  constructor({ clock, storeHost, maxBytes = DEFAULT_MAX_STORE_BYTES }: MessageStoreOptions) {
    this.#clock = clock;
    this.#storeHost = storeHost;
    this.#maxBytes = maxBytes;
  }

  get storeHost(): string {
    return this.#storeHost;
  }

  /** Commit-log offset of the next message. */
  get maxCommitLogOffset(): number {
    return this.#nextCommitLogOffset;
  }

  get minCommitLogOffset(): number {
    return this.#log.peek()?.commitLogOffset ?? this.#nextCommitLogOffset;
  }

  /** Of the newest message; 0 before the first. */
  get lastStoreTimestamp(): number {
    return this.#lastStoreTimestamp;
  }

  /** Of the oldest message kept; -1 without one. */
  get oldestStoreTimestamp(): number {
    return this.#log.peek()?.storeTimestamp ?? -1;
  }

  /** Called for each message once it can be pulled. */
  onAppended(listener: (record: StoredRecord) => void): void {
    this.#listeners.push(listener);
  }

  /** Throws FRAME (tooLong) for properties beyond 32,767 bytes; nothing is stored then. */
  append(message: NewMessage): StoredRecord {
    const queue = this.#queueFor(message.topic, message.queueId);
    const storeTimestamp = this.#clock.now();
    const place = {
      queueOffset: queue.end,
      commitLogOffset: this.#nextCommitLogOffset,
      storeTimestamp,
    };
    const record: StoredRecord = {
      ...place,
      bytes: this.#slab.keep(encodeStoredMessage({ ...message, ...place, storeHost: this.#storeHost })),
      topic: message.topic,
      queueId: message.queueId,
      ...indexedProperties(message.properties),
      queue,
    };
    this.#add(record);
    for (const listener of this.#listeners) listener(record);
    return record;
  }

  /** A record of an earlier run, at the place it had; records come in the order in which they were stored. Nobody is told. */
  restore(bytes: Buffer): StoredRecord {
    const place = placeOf(bytes);
    const { topic, queueId } = place;
    const fields = indexedProperties(messageOf({ bytes, topic, queueId }).properties);
    // The queue's first messages may be gone.
    const queue = this.#queueFor(topic, queueId, place.queueOffset);
    const record: StoredRecord = { ...place, ...fields, bytes: this.#slab.keep(bytes), queue };
    this.#add(record);
    return record;
  }

  #add(record: StoredRecord): void {
    this.#nextCommitLogOffset = record.commitLogOffset + record.bytes.length;
    this.#bytes += record.bytes.length;
    this.#lastStoreTimestamp = record.storeTimestamp;
    this.#log.push(record);
    record.queue.push(record);
    this.#index.add(record);
    this.#dropOldest();
  }

  /** Records by queue offset; undefined while the queue never had one. */
  queue(topic: string, queueId: number): Fifo<StoredRecord> | undefined {
    return this.#topics.get(topic)?.get(queueId);
  }

  minOffset(topic: string, queueId: number): number {
    return this.queue(topic, queueId)?.first ?? 0;
  }

  /** The offset the next message will get. */
  maxOffset(topic: string, queueId: number): number {
    return this.queue(topic, queueId)?.end ?? 0;
  }

  /** The message that begins at a commit-log offset. */
  at(commitLogOffset: number): StoredRecord | undefined {
    const record = this.#log.at(this.#log.findFirst((item) => item.commitLogOffset >= commitLogOffset));
    return record?.commitLogOffset === commitLogOffset ? record : undefined;
  }

  /** See KeyIndex.find. */
  findByKey(topic: string, key: string, max: number, beginMs: number, endMs: number): StoredRecord[] {
    return this.#index.find(topic, key, max, beginMs, endMs);
  }

  /** Its queues begin at 0 again when it comes back; its records stay in the log until they are dropped with age. */
  deleteTopic(topic: string): void {
    this.#topics.delete(topic);
    for (const listener of this.#deleteListeners) listener(topic);
  }

  onTopicDeleted(listener: (topic: string) => void): void {
    this.#deleteListeners.push(listener);
  }

  #queueFor(topic: string, queueId: number, firstOffset = 0): Fifo<StoredRecord> {
    const queues = getOrAdd(this.#topics, topic, () => new Map<number, Fifo<StoredRecord>>());
    return getOrAdd(queues, queueId, () => new Fifo<StoredRecord>(firstOffset));
  }

  /** The newest message stays whatever its size. */
  #dropOldest(): void {
    while (this.#bytes > this.#maxBytes && this.#log.end - this.#log.first > 1) {
      const record = this.#log.shift();
      if (record === undefined) return;
      // The oldest of all is also the oldest of its queue and of its keys.
      record.queue.shift();
      this.#index.removeOldest(record);
      this.#bytes -= record.bytes.length;
    }
  }
}

/** What a record is found and filtered by. */
function indexedProperties(text: string): Pick<StoredRecord, 'tagsCode' | 'keys' | 'uniqueKey'> {
  const properties = propertyMap(text);
  return {
    tagsCode: javaHash(properties.get(PROPERTY.tags) ?? ''),
    keys: words(properties.get(PROPERTY.keys) ?? ''),
    uniqueKey: properties.get(PROPERTY.uniqueKey) ?? '',
  };
}

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
