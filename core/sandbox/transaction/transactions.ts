import type { HostClock, Timer } from '../../clock.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import type { HeaderOf } from '../../protocol/define-request.ts';
import { type endTransaction, TRANSACTION } from '../../protocol/requests/transaction.ts';
import type { BrokerClock } from '../broker-clock.ts';
import { Refusal } from '../dispatch/reply.ts';
import { HALF_DONE_TOPIC, HALF_GIVEN_UP_TOPIC, HALF_TOPIC } from '../names.ts';
import type { BrokerConfig } from '../state/broker-config.ts';
import type { Topics } from '../state/topics.ts';
import type { DelayQueue } from '../store/delay.ts';
import type { MessageStore } from '../store/message-store.ts';
import type { NewMessage, StoredRecord } from '../store/stored-record.ts';
import { doneMessage } from './done-message.ts';
import {
  checkTimesOf,
  committedOf,
  firstQueueOffsetOf,
  givenUp,
  halfOf,
  immunityMsOf,
  lookedAt,
  producerGroupOf,
} from './half-message.ts';

/** Timers of Node overflow beyond 24 days; a longer wait is taken in steps. */
const MAX_TIMER_MS = 3_600_000;

export interface TransactionParts {
  host: HostClock;
  clock: BrokerClock;
  config: BrokerConfig;
  topics: Topics;
  store: MessageStore;
  delay: DelayQueue;
  /** Asks a producer of the half message's group what became of it. */
  ask: (half: StoredRecord) => void;
}

interface Open {
  half: StoredRecord;
  /** Broker time at which it was first stored. */
  sinceMs: number;
}

/**
 * Messages of transactions: each waits on a topic of its own until its producer commits it or rolls it back. One of which
 * nothing is heard is asked after again and again, on broker time, and given up in the end.
 * Source: TransactionalMessageServiceImpl.java, EndTransactionProcessor.java.
 */
export class Transactions {
  readonly #parts: TransactionParts;
  /** By commit-log offset, in the order of the half topic. */
  readonly #open = new Map<number, Open>();
  readonly #listeners: ((left: StoredRecord) => void)[] = [];
  readonly #stopListening: () => void;
  #timer: Timer | undefined;
  /** When halves were last looked at; looks keep their beat. */
  #lookedMs: number;

  constructor(parts: TransactionParts) {
    this.#parts = parts;
    this.#lookedMs = parts.clock.now();
    this.#stopListening = parts.clock.onChange(() => this.#arm());
  }

  /** Stores the half of a message. Throws as MessageStore.append. */
  prepare(message: NewMessage): StoredRecord {
    return this.#keep(halfOf(message), this.#parts.clock.now());
  }

  /** A half message that is stored, of this run or of an earlier one. */
  wait(half: StoredRecord, sinceMs = half.storeTimestamp): void {
    if (this.#open.size === 0) this.#lookedMs = this.#lastBeat();
    this.#open.set(half.commitLogOffset, { half, sinceMs });
    if (this.#timer === undefined) this.#arm();
  }

  /** Called for each half record that waits no more where it was. */
  onDelivered(listener: (left: StoredRecord) => void): void {
    this.#listeners.push(listener);
  }

  /**
   * Commits or rolls back. As on a broker, a half message that was ended before may be ended again, as long as it is
   * stored. Throws Refusal: 1 (no such half message, or not as the producer says), 604 (its own time was over and the
   * question is under way).
   */
  end(header: HeaderOf<typeof endTransaction>): void {
    const { commitOrRollback } = header;
    if (commitOrRollback !== TRANSACTION.commit && commitOrRollback !== TRANSACTION.rollback) return;
    const half = this.#halfOf(header);
    if (commitOrRollback === TRANSACTION.commit) this.#parts.delay.put(committedOf(half));
    this.#done(half);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#stopListening();
  }

  #halfOf(header: HeaderOf<typeof endTransaction>): StoredRecord {
    const { commitLogOffset, tranStateTableOffset, producerGroup, fromTransactionCheck = false } = header;
    const { store, config, clock } = this.#parts;
    const half = this.#open.get(commitLogOffset)?.half ?? store.at(commitLogOffset);
    if (half === undefined) throw refusal('Find prepared transaction message failed');
    const immunityMs = immunityMsOf(half, config.number('transactionTimeOut'));
    const isLate = immunityMs !== undefined && clock.now() - half.storeTimestamp > immunityMs;
    if (isLate && !fromTransactionCheck) throw new Refusal(RESPONSE.ILLEGAL_OPERATION, '');
    if (producerGroupOf(half) !== producerGroup) throw refusal('The producer group wrong');
    if (half.queueOffset !== tranStateTableOffset) throw refusal('The transaction state table offset wrong');
    return half;
  }

  #keep(message: NewMessage, sinceMs: number): StoredRecord {
    const { topics, store } = this.#parts;
    topics.ensure(HALF_TOPIC, 1);
    const half = store.append(message);
    this.wait(half, sinceMs);
    return half;
  }

  /** It, and what it became when it was looked at too early. */
  #done(half: StoredRecord): void {
    const { topics, store, clock } = this.#parts;
    topics.ensure(HALF_DONE_TOPIC, 1);
    store.append(doneMessage(half, clock.now(), store.storeHost));
    for (const open of [...this.#open.values()])
      if (open.half === half || firstQueueOffsetOf(open.half) === half.queueOffset) this.#forget(open.half);
  }

  #forget(half: StoredRecord): void {
    if (!this.#open.delete(half.commitLogOffset)) return;
    for (const listener of this.#listeners) listener(half);
  }

  /** For the next look, while anything is open. */
  #arm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#open.size === 0) return;
    const { host, clock, config } = this.#parts;
    const waitMs = clock.hostMsUntil(this.#lookedMs + config.number('transactionCheckInterval'));
    if (!Number.isFinite(waitMs)) return;
    this.#timer = host.setTimeout(() => this.#look(), Math.min(Math.ceil(waitMs), MAX_TIMER_MS));
  }

  #look(): void {
    const lastBeat = this.#lastBeat();
    if (lastBeat > this.#lookedMs) {
      this.#lookedMs = lastBeat;
      const nowMs = this.#parts.clock.now();
      for (const open of [...this.#open.values()]) this.#check(open, nowMs);
    }
    this.#arm();
  }

  /** The last moment until now that is whole intervals after the last look. */
  #lastBeat(): number {
    const nowMs = this.#parts.clock.now();
    return nowMs - ((nowMs - this.#lookedMs) % this.#parts.config.number('transactionCheckInterval'));
  }

  #check({ half, sinceMs }: Open, nowMs: number): void {
    const { config, topics, store, ask } = this.#parts;
    const timeOutMs = config.number('transactionTimeOut');
    const immunityMs = immunityMsOf(half, timeOutMs);
    if (checkTimesOf(half) >= config.number('transactionCheckMax')) {
      topics.ensure(HALF_GIVEN_UP_TOPIC, 1);
      store.append(givenUp(half));
      this.#forget(half);
      return;
    }
    const isEarly = nowMs - sinceMs <= (immunityMs ?? timeOutMs);
    if (isEarly && immunityMs === undefined) return;
    const again = this.#keep(lookedAt(half, isEarly), sinceMs);
    this.#forget(half);
    if (!isEarly) ask(again);
  }
}

const refusal = (remark: string): Refusal => new Refusal(RESPONSE.SYSTEM_ERROR, remark);
