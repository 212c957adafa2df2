import type { HostClock, Timer } from '../../clock.ts';
import { DELAY_LEVELS } from '../../model/delay.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { BrokerClock } from '../broker-clock.ts';
import { Refusal } from '../dispatch/reply.ts';
import { Heap } from './heap.ts';
import type { MessageStore } from './message-store.ts';
import { propertyText } from './property-text.ts';
import type { NewMessage, StoredRecord } from './stored-record.ts';
import { afterWait, dueMsOf, waitOf } from './wait.ts';

/** What may wait in all; the store's own limit does not count it once it has dropped the records. */
const MAX_WAITING_BYTES = 256 * 1024 * 1024;
/** Timers of Node overflow beyond 24 days; a longer wait is taken in steps. */
const MAX_TIMER_MS = 3_600_000;

export interface DelayOptions {
  /** Default: the 18 of a broker. */
  levels?: typeof DELAY_LEVELS;
  /** timerWheelEnable. Default: always. */
  hasTimers?: () => boolean;
  /** Default 256 MiB. */
  maxWaitingBytes?: number;
}

interface Delayed {
  record: StoredRecord;
  dueMs: number;
}

/**
 * The way into the store: a message with a delay level waits on SCHEDULE_TOPIC_XXXX, queue level - 1, and one with a
 * time on rmq_sys_wheel_timer, until broker time reaches its due time. It is then stored anew where it was sent to,
 * REAL_TOPIC, REAL_QID and DELAY kept.
 *
 * Messages that wait are kept even when the store has dropped their records; beyond 256 MiB of them no more are taken.
 * Source: ScheduleMessageService.java, TimerMessageStore.java.
 */
export class DelayQueue {
  readonly #host: HostClock;
  readonly #clock: BrokerClock;
  readonly #store: MessageStore;
  readonly #waiting = new Heap<Delayed>(isBefore);
  readonly #levels: typeof DELAY_LEVELS;
  readonly #hasTimers: () => boolean;
  readonly #listeners: ((waited: StoredRecord) => void)[] = [];
  readonly #stopListening: () => void;
  readonly #maxWaitingBytes: number;
  #waitingBytes = 0;
  #timer: Timer | undefined;
  /** Due time the timer is for. */
  #armedFor = Number.POSITIVE_INFINITY;

  constructor(host: HostClock, clock: BrokerClock, store: MessageStore, options: DelayOptions = {}) {
    const { levels = DELAY_LEVELS, hasTimers = () => true, maxWaitingBytes = MAX_WAITING_BYTES } = options;
    this.#levels = levels;
    this.#hasTimers = hasTimers;
    this.#maxWaitingBytes = maxWaitingBytes;
    this.#host = host;
    this.#clock = clock;
    this.#store = store;
    this.#stopListening = clock.onChange(() => this.#arm());
  }

  /**
   * Stores a message; when it has to wait, the record is the one that waits. Throws Refusal: as waitOf, and 14 when too
   * much waits already; and as MessageStore.append.
   */
  put(message: NewMessage): StoredRecord {
    const wait = waitOf(message, {
      levels: this.#levels,
      nowMs: this.#clock.now(),
      hasTimers: this.#hasTimers(),
    });
    if (wait === undefined) return this.#store.append(message);
    if (this.#waitingBytes + message.body.length > this.#maxWaitingBytes)
      throw new Refusal(RESPONSE.SERVICE_NOT_AVAILABLE, 'too many delayed messages wait in the sandbox');
    const properties = propertyText(wait.properties);
    const record = this.#store.append({ ...message, ...wait, properties });
    this.wait(record);
    return record;
  }

  /** A stored record that waits, of this run or of an earlier one. */
  wait(record: StoredRecord): void {
    const dueMs = dueMsOf(record, this.#levels);
    this.#waiting.push({ record, dueMs });
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
    this.#armedFor = this.#waiting.peek()?.dueMs ?? Number.POSITIVE_INFINITY;
    const waitMs = this.#clock.hostMsUntil(this.#armedFor);
    if (!Number.isFinite(waitMs)) return;
    this.#timer = this.#host.setTimeout(() => this.#deliverDue(), Math.min(Math.ceil(waitMs), MAX_TIMER_MS));
  }

  #deliverDue(): void {
    const nowMs = this.#clock.now();
    for (;;) {
      const delayed = this.#waiting.peek();
      if (delayed === undefined || delayed.dueMs > nowMs) break;
      this.#waiting.shift();
      this.#waitingBytes -= delayed.record.bytes.length;
      const message = afterWait(delayed.record, nowMs);
      this.#store.append({ ...message, properties: propertyText(message.properties) });
      for (const listener of this.#listeners) listener(delayed.record);
    }
    this.#arm();
  }
}

/** Of two due at once, the one that was stored first. */
function isBefore(a: Delayed, b: Delayed): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.record.commitLogOffset < b.record.commitLogOffset);
}
