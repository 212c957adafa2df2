import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import type { Timer } from '../../clock.ts';
import { SCHEDULE_TOPIC } from '../../model/names.ts';
import { HALF_TOPIC, TIMER_TOPIC } from '../names.ts';
import type { BrokerState } from '../state/broker-state.ts';
import type { DelayQueue } from '../store/delay.ts';
import { placeOf, type StoredRecord } from '../store/stored-record.ts';
import type { Transactions } from '../transaction/transactions.ts';
import { readTables, restoreTables, type SavedTables, tablesOf, writeTables } from './saved-tables.ts';
import { ENTRY_KIND, type Entry, type ReadLog, readLog, SegmentLog } from './segment-log.ts';

/** How often offsets are saved. Source: BrokerConfig.flushConsumerOffsetInterval, which is 5 s. */
const SAVE_MS = 1_000;

/**
 * One broker's folder: its messages as an append-only log, its tables as JSON. What a client was told is stored is in
 * the log before the answer leaves, so it survives a kill of the process (not of the machine). Offsets may be up to 1 s
 * old then. A delayed message is delivered once, whatever happens.
 */
export class BrokerData {
  readonly #folder: string;
  readonly #read: ReadLog;
  readonly #tables: SavedTables | undefined;
  readonly #log: SegmentLog;
  #pending: Entry[] = [];
  #savedText = '';
  #topicVersion = -1;
  #timer: Timer | undefined;

  /** Makes the folder when there is none. Throws what the file system throws, and for tables of another version. */
  constructor(folder: string, segmentBytes?: number) {
    fs.mkdirSync(folder, { recursive: true });
    this.#folder = folder;
    this.#tables = readTables(folder);
    this.#read = readLog(folder);
    this.#log = new SegmentLog(folder, segmentBytes);
  }

  /** What was cut off a damaged log, as a sentence; undefined when it was whole. */
  get damage(): string | undefined {
    const { cutBytes, setAside } = this.#read;
    if (cutBytes === 0) return undefined;
    const behind = setAside.length === 0 ? '' : ` Set aside: ${setAside.join(', ')}.`;
    return `${this.#folder}: the last ${cutBytes} bytes were no whole message and were cut off.${behind}`;
  }

  /** Broker time of the last message; 0 without one. Broker time does not go back behind it. */
  get lastStoreMs(): number {
    const records = this.#read.entries.filter(({ kind }) => kind === ENTRY_KIND.record);
    const last = records[records.length - 1];
    return last === undefined ? 0 : placeOf(last.payload).storeTimestamp;
  }

  /** Gives the broker what was read, then writes down what happens to it. Once. */
  attach(state: BrokerState): void {
    if (this.#tables !== undefined) restoreTables(state, this.#tables);
    restoreEntries(state, this.#read.entries);
    this.#read.entries = [];
    const { store, delay, transactions, host } = state;
    const write = (kind: number, payload: Buffer): void => {
      if (this.#pending.push({ kind, payload }) === 1) queueMicrotask(() => this.#flush(state));
    };
    store.onAppended(({ bytes }) => write(ENTRY_KIND.record, bytes));
    store.onTopicDeleted((topic) => write(ENTRY_KIND.topicDeleted, Buffer.from(topic)));
    const left = (waited: StoredRecord): void => write(ENTRY_KIND.delivered, offsetBytes(waited));
    delay.onDelivered(left);
    transactions.onDelivered(left);
    this.#timer = host.setInterval(() => this.#save(state), SAVE_MS);
  }

  close(state: BrokerState): void {
    this.#timer?.cancel();
    this.#flush(state);
    this.#save(state);
    this.#log.close();
  }

  /** Tables first: a message's topic is known before it. */
  #flush(state: BrokerState): void {
    if (this.#pending.length === 0) return;
    const entries = this.#pending;
    this.#pending = [];
    if (entries.some(({ kind }) => kind !== ENTRY_KIND.delivered)) this.#saveTopics(state);
    const first = entries.find(({ kind }) => kind === ENTRY_KIND.record);
    this.#log.append(
      entries,
      first === undefined ? state.store.maxCommitLogOffset : placeOf(first.payload).commitLogOffset,
    );
    this.#log.dropBefore(state.store.minCommitLogOffset);
  }

  #saveTopics(state: BrokerState): void {
    const { counter } = state.topics.version.toJSON();
    if (counter === this.#topicVersion) return;
    this.#topicVersion = counter;
    this.#save(state);
  }

  #save(state: BrokerState): void {
    const text = JSON.stringify(tablesOf(state));
    if (text === this.#savedText) return;
    this.#savedText = text;
    writeTables(this.#folder, text);
  }
}

function restoreEntries({ store, delay, transactions }: BrokerState, entries: readonly Entry[]): void {
  const rooms = new Map<string, DelayQueue | Transactions>([
    [SCHEDULE_TOPIC, delay],
    [TIMER_TOPIC, delay],
    [HALF_TOPIC, transactions],
  ]);
  const waiting = new Map<number, StoredRecord>();
  for (const { kind, payload } of entries) {
    if (kind === ENTRY_KIND.topicDeleted) store.deleteTopic(payload.toString('utf8'));
    if (kind === ENTRY_KIND.delivered) waiting.delete(Number(payload.readBigInt64BE(0)));
    if (kind !== ENTRY_KIND.record) continue;
    const record = store.restore(payload);
    if (rooms.has(record.topic)) waiting.set(record.commitLogOffset, record);
  }
  for (const record of waiting.values()) rooms.get(record.topic)?.wait(record);
}

function offsetBytes({ commitLogOffset }: StoredRecord): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(commitLogOffset));
  return bytes;
}
