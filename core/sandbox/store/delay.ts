import type { HostClock, Timer } from '../../clock.ts';
import { Fifo } from '../../fifo.ts';
import { DELAY_LEVELS, delayMs } from '../../model/delay.ts';
import { PROPERTY } from '../../model/properties.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { BrokerClock } from '../broker-clock.ts';
import { Refusal } from '../dispatch/reply.ts';
import { SCHEDULE_TOPIC } from '../names.ts';
import type { MessageStore } from './message-store.ts';
import { propertyMap, propertyText } from './property-text.ts';
import { messageOf, type NewMessage, type StoredRecord } from './stored-record.ts';

/** What may wait in all; the store's own limit does not count it once it has dropped the records. */
const MAX_WAITING_BYTES = 256 * 1024 * 1024;
/** Timers of Node overflow beyond 24 days; a longer wait is taken in steps. */
const MAX_TIMER_MS = 3_600_000;

export interface DelayOptions {
  /** Default: the 18 of a broker. */
  levels?: typeof DELAY_LEVELS;
  /** Default 256 MiB. */
  maxWaitingBytes?: number;
}

interface Delayed {
  record: StoredRecord;
  dueMs: number;
}

/**
 * The way into the store: a message with a delay level waits on SCHEDULE_TOPIC_XXXX, queue level - 1, until broker time
 * reaches its due time, and is then stored anew where it was sent to, REAL_TOPIC, REAL_QID and DELAY kept.
 *
 * Messages that wait are kept even when the store has dropped their records; beyond 256 MiB of them no more are taken.
 * Source: ScheduleMessageService.java, HookUtils.transformDelayLevelMessage.
 */
export class DelayQueue {
  readonly #host: HostClock;
  readonly #clock: BrokerClock;
  readonly #store: MessageStore;
  /** One per level, each in order of due time by itself. */
  readonly #lines: readonly Fifo<Delayed>[];
  readonly #levels: typeof DELAY_LEVELS;
  readonly #listeners: ((waited: StoredRecord) => void)[] = [];
  readonly #stopListening: () => void;
  readonly #maxWaitingBytes: number;
  #waitingBytes = 0;
  #timer: Timer | undefined;
  /** Due time the timer is for. */
  #armedFor = Number.POSITIVE_INFINITY;

  constructor(
    host: HostClock,
    clock: BrokerClock,
    store: MessageStore,
    { levels = DELAY_LEVELS, maxWaitingBytes = MAX_WAITING_BYTES }: DelayOptions = {},
  ) {
    this.#levels = levels;
    this.#lines = levels.map(() => new Fifo<Delayed>());
    this.#maxWaitingBytes = maxWaitingBytes;
    this.#host = host;
    this.#clock = clock;
    this.#store = store;
    this.#stopListening = clock.onChange(() => this.#arm());
  }

  /**
   * Stores a message, delayed when its DELAY is above 0; the record is then the one that waits. Throws Refusal: 1 when
   * DELAY is no number, 14 when too much waits already; and as MessageStore.append.
   */
  put(message: NewMessage): StoredRecord {
    const level = delayLevelOf(message.properties, this.#levels.length);
    if (level <= 0) return this.#store.append(message);
    if (this.#waitingBytes + message.body.length > this.#maxWaitingBytes)
      throw new Refusal(RESPONSE.SERVICE_NOT_AVAILABLE, 'too many delayed messages wait in the sandbox');
    const properties = propertyMap(message.properties);
    properties.set(PROPERTY.delayLevel, String(level));
    properties.set(PROPERTY.realTopic, message.topic);
    properties.set(PROPERTY.realQueueId, String(message.queueId));
    const record = this.#store.append({
      ...message,
      topic: SCHEDULE_TOPIC,
      queueId: level - 1,
      properties: propertyText(properties),
    });
    this.wait(record);
    return record;
  }

  /** A stored record that waits, of this run or of an earlier one. One of a level that is no more takes the highest. */
  wait(record: StoredRecord): void {
    const level = Math.min(record.queueId + 1, this.#levels.length);
    const dueMs = record.storeTimestamp + delayMs(level, this.#levels);
    this.#lines[level - 1]?.push({ record, dueMs });
    this.#waitingBytes += record.bytes.length;
    if (dueMs < this.#armedFor) this.#arm();
  }

  /** Called for each record that has waited, in the turn in which it is stored anew. */
  onDelivered(listener: (waited: StoredRecord) => void): void {
    this.#listeners.push(listener);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#stopListening();
  }

  /** For the earliest due time; nothing while the broker's clock is paused. */
  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const next = this.#earliest();
    this.#armedFor = next?.peek()?.dueMs ?? Number.POSITIVE_INFINITY;
    const waitMs = this.#clock.hostMsUntil(this.#armedFor);
    if (!Number.isFinite(waitMs)) return;
    this.#timer = this.#host.setTimeout(() => this.#deliverDue(), Math.min(Math.ceil(waitMs), MAX_TIMER_MS));
  }

  #deliverDue(): void {
    const nowMs = this.#clock.now();
    for (;;) {
      const line = this.#earliest();
      const delayed = line?.peek();
      if (delayed === undefined || delayed.dueMs > nowMs) break;
      line?.shift();
      this.#waitingBytes -= delayed.record.bytes.length;
      this.#deliver(delayed.record);
    }
    this.#arm();
  }

  #deliver(record: StoredRecord): void {
    const message = messageOf(record);
    const properties = propertyMap(message.properties);
    const topic = properties.get(PROPERTY.realTopic) ?? message.topic;
    const queueId = Number(properties.get(PROPERTY.realQueueId) ?? 0);
    this.#store.append({ ...message, topic, queueId });
    for (const listener of this.#listeners) listener(record);
  }

  /** The line whose head is due first; of two due at once, the one that was stored first. */
  #earliest(): Fifo<Delayed> | undefined {
    let found: { line: Fifo<Delayed>; head: Delayed } | undefined;
    for (const line of this.#lines) {
      const head = line.peek();
      if (head !== undefined && (found === undefined || isBefore(head, found.head))) found = { line, head };
    }
    return found?.line;
  }
}

function isBefore(a: Delayed, b: Delayed): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.record.commitLogOffset < b.record.commitLogOffset);
}

/** 0 without one; above the highest it is the highest. */
function delayLevelOf(properties: string, maxLevel: number): number {
  if (!properties.includes(PROPERTY.delayLevel)) return 0;
  const text = propertyMap(properties).get(PROPERTY.delayLevel) ?? '0';
  if (!/^[+-]?\d+$/.test(text))
    throw new Refusal(RESPONSE.SYSTEM_ERROR, `java.lang.NumberFormatException: For input string: "${text}"`);
  return Math.min(Number(text), maxLevel);
}
