import type { Delivery } from '../consumer/push-consumer.ts';
import { Fifo } from '../fifo.ts';
import type { DecidedBy, MessageDetail, MessageRow, ReleaseReason } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import { PROPERTY } from '../model/properties.ts';
import { storedDetail } from './stored-detail.ts';

/** Later rows kept on top while they wait for their next attempt; older ones join the settled ones. */
const MAX_PINNED_LATER = 1_000;
/** Bodies kept for opening; beyond it the oldest decided rows are dropped, and counted. */
export const MAX_BODY_BYTES_KEPT = 256 * 1024 * 1024;

interface Entry {
  row: MessageRow;
  delivery: Delivery;
}

type PinnedState = 'held' | 'waiting' | 'later';

/**
 * The rows of one consumer, in the host. `pinned` are undecided or waiting to return, few and changing places;
 * `settled` is a log that only grows at the new end and drops at the old one, so that a range of it never moves.
 */
export class RowStore {
  readonly #pinned: Record<PinnedState, Set<Entry>> = {
    held: new Set(),
    waiting: new Set(),
    later: new Set(),
  };
  readonly #settled = new Fifo<Entry>();
  readonly #bySeq = new Map<number, Entry>();
  readonly #byDelivery = new WeakMap<Delivery, Entry>();
  /** Where a settled row stands in the log. */
  readonly #settledAt = new Map<Entry, number>();
  /** Later rows by what their next attempt will carry. */
  readonly #awaited = new Map<string, Entry>();
  #rowLimit: number;
  #seq = 0;
  #version = 0;
  #bodyBytes = 0;
  #dropped = 0;
  #pinnedList: { version: number; rows: MessageRow[] } = { version: -1, rows: [] };

  constructor(rowLimit: number) {
    this.#rowLimit = rowLimit;
  }

  get version(): number {
    return this.#version;
  }

  get pinnedCount(): number {
    return this.#pinned.held.size + this.#pinned.waiting.size + this.#pinned.later.size;
  }

  get settledFirst(): number {
    return this.#settled.first;
  }

  get settledCount(): number {
    return this.#settled.size;
  }

  get newestSeq(): number {
    return this.#seq;
  }

  get dropped(): number {
    return this.#dropped;
  }

  get rowLimit(): number {
    return this.#rowLimit;
  }

  set rowLimit(rows: number) {
    this.#rowLimit = rows;
    this.#dropOldest();
  }

  seqOf(delivery: Delivery): number | undefined {
    return this.#byDelivery.get(delivery)?.row.seq;
  }

  deliveryOf(seq: number): Delivery | undefined {
    return this.#bySeq.get(seq)?.delivery;
  }

  /** New deliveries, waiting for a seat; each links back to the attempt before if that row is here. */
  arrived(deliveries: readonly Delivery[], nowMs: number): void {
    for (const delivery of deliveries) {
      const { message } = delivery;
      const row: MessageRow = {
        seq: ++this.#seq,
        state: 'waiting',
        receivedAtMs: nowMs,
        topic: message.topic,
        tag: message.tag,
        keys: message.keys,
        brokerName: message.queue.brokerName,
        queueId: message.queue.queueId,
        isRetry: delivery.isRetry,
        queueOffset: message.queueOffset,
        attempt: delivery.attempt,
        bodyBytes: message.body.length,
        uniqueKey: message.uniqueKey,
      };
      if (delivery.direct) row.direct = true;
      const entry: Entry = { row, delivery };
      this.#bySeq.set(row.seq, entry);
      this.#byDelivery.set(delivery, entry);
      this.#bodyBytes += message.body.length;
      this.#pinned.waiting.add(entry);
      if (delivery.attempt > 1) this.#linkToPrevious(entry);
    }
    this.#version++;
    this.#dropOldest();
  }

  held(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const entry = this.#byDelivery.get(delivery);
      if (entry === undefined || !this.#pinned.waiting.delete(entry)) continue;
      entry.row.state = 'held';
      if (delivery.deadlineAtMs !== undefined) entry.row.deadlineAtMs = delivery.deadlineAtMs;
      this.#pinned.held.add(entry);
    }
    this.#version++;
  }

  /** A decision is on its way to the broker, or came back refused (the row is still held). */
  deciding(delivery: Delivery, deciding: boolean, error?: ErrorData): void {
    const entry = this.#byDelivery.get(delivery);
    if (entry === undefined) return;
    if (deciding) entry.row.deciding = true;
    else delete entry.row.deciding;
    if (error === undefined) delete entry.row.decisionError;
    else entry.row.decisionError = error;
    if (delivery.deadlineAtMs !== undefined) entry.row.deadlineAtMs = delivery.deadlineAtMs;
    this.#version++;
  }

  settled(
    deliveries: readonly Delivery[],
    how: {
      state: 'acked' | 'later' | 'deadLetter';
      by: DecidedBy;
      nowMs: number;
      level?: number;
      returnsAtBrokerMs?: number;
    },
  ): void {
    for (const delivery of deliveries) {
      const entry = this.#unpin(delivery);
      if (entry === undefined) continue;
      const { row } = entry;
      row.state = how.state;
      row.decidedBy = how.by;
      row.decidedAtMs = how.nowMs;
      delete row.deciding;
      delete row.decisionError;
      delete row.deadlineAtMs;
      if (how.state !== 'later') {
        this.#settle(entry);
        continue;
      }
      if (how.level !== undefined) row.returnsAtLevel = how.level;
      if (how.returnsAtBrokerMs !== undefined) row.returnsAtBrokerMs = how.returnsAtBrokerMs;
      this.#pinned.later.add(entry);
      this.#awaited.set(returnKey(delivery), entry);
      this.#limitLater();
    }
    this.#version++;
    this.#dropOldest();
  }

  /** Held rows whose deadline is another one now, or none. */
  deadlines(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const entry = this.#byDelivery.get(delivery);
      if (entry === undefined || !this.#pinned.held.has(entry)) continue;
      if (delivery.deadlineAtMs === undefined) delete entry.row.deadlineAtMs;
      else entry.row.deadlineAtMs = delivery.deadlineAtMs;
    }
    this.#version++;
  }

  /** Undecided rows that are not ours to decide any more. */
  movedAway(deliveries: readonly Delivery[], reason: ReleaseReason, nowMs: number): void {
    for (const delivery of deliveries) {
      const entry = this.#unpin(delivery);
      if (entry !== undefined) this.#release(entry, reason, nowMs);
    }
    this.#version++;
    this.#dropOldest();
  }

  /** After Stop nothing is ours: undecided rows will be delivered again, and Later ones return to somebody else. */
  stopped(nowMs: number): void {
    for (const state of ['waiting', 'held'] as const) {
      for (const entry of this.#pinned[state]) this.#release(entry, 'stop', nowMs);
      this.#pinned[state].clear();
    }
    for (const entry of this.#pinned.later) this.#settle(entry);
    this.#pinned.later.clear();
    this.#awaited.clear();
    this.#version++;
    this.#dropOldest();
  }

  read(region: 'pinned' | 'settled', from: number, count: number): MessageRow[] {
    if (region === 'pinned') return this.#pinnedRows().slice(from, from + count);
    const rows: MessageRow[] = [];
    const start = Math.max(from, this.#settled.first);
    for (let position = start; position < from + count; position++) {
      const entry = this.#settled.at(position);
      if (entry === undefined) break;
      rows.push(entry.row);
    }
    return rows;
  }

  find(seq: number): { region: 'pinned' | 'settled'; position: number } | null {
    const entry = this.#bySeq.get(seq);
    if (entry === undefined) return null;
    const settledAt = this.#settledAt.get(entry);
    if (settledAt !== undefined) return { region: 'settled', position: settledAt };
    const position = this.#pinnedRows().indexOf(entry.row);
    return position < 0 ? null : { region: 'pinned', position };
  }

  detail(seq: number): MessageDetail | undefined {
    const entry = this.#bySeq.get(seq);
    if (entry === undefined) return undefined;
    return storedDetail(entry.row, entry.delivery.message);
  }

  #linkToPrevious(entry: Entry): void {
    const key = returnKey(entry.delivery);
    const previous = this.#awaited.get(key);
    if (previous === undefined) return;
    this.#awaited.delete(key);
    previous.row.nextSeq = entry.row.seq;
    entry.row.previousSeq = previous.row.seq;
    if (this.#pinned.later.delete(previous)) this.#settle(previous);
  }

  #unpin(delivery: Delivery): Entry | undefined {
    const entry = this.#byDelivery.get(delivery);
    if (entry === undefined) return undefined;
    return this.#pinned.held.delete(entry) || this.#pinned.waiting.delete(entry) ? entry : undefined;
  }

  #release(entry: Entry, releasedBy: ReleaseReason | 'stop', nowMs: number): void {
    const { row } = entry;
    row.state = 'movedAway';
    row.releasedBy = releasedBy;
    row.decidedAtMs = nowMs;
    delete row.deciding;
    delete row.deadlineAtMs;
    this.#settle(entry);
  }

  #settle(entry: Entry): void {
    this.#settledAt.set(entry, this.#settled.push(entry));
  }

  #limitLater(): void {
    for (const entry of this.#pinned.later) {
      if (this.#pinned.later.size <= MAX_PINNED_LATER) return;
      this.#pinned.later.delete(entry);
      this.#settle(entry);
    }
  }

  /** Undecided rows are never dropped, whatever the limits say. */
  #dropOldest(): void {
    while (
      this.#settled.size > 0 &&
      (this.#bySeq.size > this.#rowLimit || this.#bodyBytes > MAX_BODY_BYTES_KEPT)
    ) {
      const entry = this.#settled.shift();
      if (entry === undefined) return;
      this.#bySeq.delete(entry.row.seq);
      this.#settledAt.delete(entry);
      if (this.#awaited.get(returnKey(entry.delivery)) === entry)
        this.#awaited.delete(returnKey(entry.delivery));
      this.#bodyBytes -= entry.row.bodyBytes;
      this.#dropped++;
    }
  }

  #pinnedRows(): MessageRow[] {
    if (this.#pinnedList.version !== this.#version) {
      const newestFirst = (state: PinnedState): MessageRow[] =>
        [...this.#pinned[state]].map((entry) => entry.row).reverse();
      this.#pinnedList = {
        version: this.#version,
        rows: [...newestFirst('held'), ...newestFirst('waiting'), ...newestFirst('later')],
      };
    }
    return this.#pinnedList.rows;
  }
}

/** What all attempts of one message share: its unique key, or the first copy's id for producers that set none. */
function returnKey(delivery: Delivery): string {
  const { message } = delivery;
  if (message.uniqueKey !== '') return message.uniqueKey;
  const origin = message.properties.find(([name]) => name === PROPERTY.originMessageId)?.[1];
  return origin ?? message.offsetMsgId;
}
