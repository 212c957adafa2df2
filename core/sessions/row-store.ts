import type { Delivery } from '../consumer/push-consumer.ts';
import { Fifo } from '../fifo.ts';
import type { MessageDetail, MessageRow, PlannedDecision, ReleaseReason } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { FilteredRows } from './consume-filter/filtered-rows.ts';
import { AttemptCounts } from './rows/attempt-counts.ts';
import { AttemptLinks } from './rows/attempt-links.ts';
import { NumberTable } from './rows/number-table.ts';
import { newEntry, type RowEntry } from './rows/row-entry.ts';
import { markDeciding, markReleased, markSettled, type RowSettlement } from './rows/row-marks.ts';
import { ShownRows } from './rows/shown-rows.ts';
import { storedDetail } from './stored-detail.ts';

/** Later rows kept on top while they wait for their next attempt; older ones join the settled ones. */
const MAX_PINNED_LATER = 1_000;
/** Bodies kept for opening; beyond it the oldest decided rows are dropped, and counted. */
export const MAX_BODY_BYTES_KEPT = 256 * 1024 * 1024;

/**
 * The rows of one consumer, in the host. `pinned` are undecided or waiting to return, few and changing places;
 * `settled` is a log that only grows at the new end and drops at the old one, so that a range of it never moves.
 */
export class RowStore {
  readonly #pinned = {
    held: new Set<RowEntry>(),
    waiting: new Set<RowEntry>(),
    later: new Set<RowEntry>(),
  };
  readonly #settled = new Fifo<RowEntry>();
  readonly #bySeq = new NumberTable<RowEntry>();
  /** Numbers of deliveries begin again with each start of the consumer: an earlier row may have had the same. */
  readonly #byDeliveryId = new NumberTable<RowEntry>();
  readonly #shown = new ShownRows(this.#pinned, this.#settled);
  readonly #links = new AttemptLinks();
  readonly #attempts = new AttemptCounts();
  #rowLimit: number;
  #seq = 0;
  #version = 0;
  #bodyBytes = 0;
  #dropped = 0;

  constructor(rowLimit: number) {
    this.#rowLimit = rowLimit;
  }

  get version(): number {
    return this.#version;
  }

  /** What of a consumer's view the rows say. */
  get facts() {
    const { log, filter } = this.#shown;
    const kept = this.#bySeq.size;
    return {
      version: this.#version,
      layout: this.#shown.layout,
      keptCount: kept,
      attempts: this.#attempts.all,
      pinnedCount: this.#shown.pinned(this.#version).length,
      settledCount: log.size,
      settledFirst: log.first,
      newestSeq: this.#seq,
      droppedFromView: this.#dropped,
      rowLimit: this.#rowLimit,
      ...(filter === undefined ? {} : { filter: filter.view(kept, this.#shown.heldNotShown(this.#version)) }),
    };
  }

  set rowLimit(rows: number) {
    this.#rowLimit = rows;
    this.#dropOldest();
  }

  /** All settled rows, in their order; a filter goes along with it. */
  get log(): Fifo<RowEntry> {
    return this.#settled;
  }

  /** All rows, in the order of their arrival. */
  entries(): Generator<RowEntry> {
    return this.#bySeq.values();
  }

  /** All rows as a filter wants to hear of them first: the log in its order, then the pinned ones. */
  *inOrder(): Generator<RowEntry> {
    for (let position = this.#settled.first; position < this.#settled.end; position++) {
      const entry = this.#settled.at(position);
      if (entry !== undefined) yield entry;
    }
    for (const pinned of Object.values(this.#pinned)) yield* pinned;
  }

  /** Shows what the filter shows; undefined: everything. */
  show(filter: FilteredRows | undefined): void {
    this.#shown.filter = filter;
    this.filtered();
  }

  /** The filter knows more than before. */
  filtered(): void {
    this.#shown.filter?.followLog();
    this.#version++;
  }

  seqOf(delivery: Delivery): number | undefined {
    return this.#entryOf(delivery)?.row.seq;
  }

  rowOf(seq: number): MessageRow | undefined {
    return this.#bySeq.get(seq)?.row;
  }

  deliveryOf(seq: number): Delivery | undefined {
    return this.#bySeq.get(seq)?.delivery;
  }

  /** Undecided and in a seat. */
  isHeld(delivery: Delivery): boolean {
    return this.#heldEntry(delivery) !== undefined;
  }

  /** New deliveries, waiting for a seat; each links back to the attempt before if that row is here. */
  arrived(deliveries: readonly Delivery[], nowMs: number): void {
    const entries: RowEntry[] = [];
    for (const delivery of deliveries) {
      const entry = newEntry(++this.#seq, delivery, nowMs);
      this.#bySeq.set(entry.row.seq, entry);
      this.#byDeliveryId.set(delivery.deliveryId, entry);
      this.#bodyBytes += entry.row.bodyBytes;
      this.#pinned.waiting.add(entry);
      this.#attempts.add(entry);
      if (delivery.attempt > 1) this.#linkToPrevious(entry);
      entries.push(entry);
    }
    this.#shown.filter?.arrived(entries);
    this.#version++;
    this.#dropOldest();
  }

  held(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const entry = this.#entryOf(delivery);
      if (entry === undefined || !this.#pinned.waiting.delete(entry)) continue;
      entry.row.state = 'held';
      if (delivery.deadlineAtMs !== undefined) entry.row.deadlineAtMs = delivery.deadlineAtMs;
      this.#pinned.held.add(entry);
    }
    this.#version++;
  }

  /** A decision is on its way to the broker, or came back refused (the row is still held). */
  deciding(delivery: Delivery, deciding: boolean, error?: ErrorData): void {
    const entry = this.#heldEntry(delivery);
    if (entry === undefined) return;
    markDeciding(entry.row, delivery, deciding, error);
    this.#version++;
  }

  /** A decision waits for its time, or no longer does. */
  planned(deliveries: readonly Delivery[], planned: PlannedDecision | undefined): void {
    for (const delivery of deliveries) {
      const row = this.#heldEntry(delivery)?.row;
      if (row === undefined) continue;
      row.planned = planned;
    }
    this.#version++;
  }

  settled(deliveries: readonly Delivery[], how: RowSettlement): void {
    for (const delivery of deliveries) {
      const entry = this.#unpin(delivery);
      if (entry === undefined) continue;
      markSettled(entry.row, how);
      if (how.state !== 'later') {
        this.#settle(entry);
        continue;
      }
      this.#pinned.later.add(entry);
      this.#links.await(entry);
      this.#limitLater();
    }
    this.#version++;
    this.#dropOldest();
  }

  /** Held rows whose deadline is another one now, or none. */
  deadlines(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      const entry = this.#heldEntry(delivery);
      if (entry !== undefined) entry.row.deadlineAtMs = delivery.deadlineAtMs;
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
    this.#links.clear();
    this.#version++;
    this.#dropOldest();
  }

  read(region: 'pinned' | 'settled', from: number, count: number): MessageRow[] {
    if (region === 'pinned') {
      const pinned = this.#shown.pinned(this.#version);
      return pinned.slice(from, from + count).map(({ row }) => row);
    }
    const rows: MessageRow[] = [];
    const { log } = this.#shown;
    for (let position = Math.max(from, log.first); position < from + count; position++) {
      const entry = log.at(position);
      if (entry === undefined) break;
      rows.push(entry.row);
    }
    return rows;
  }

  /** null: not kept, or not shown. */
  find(seq: number): { region: 'pinned' | 'settled'; position: number } | null {
    const entry = this.#bySeq.get(seq);
    if (entry === undefined) return null;
    if (entry.settledAt !== undefined) {
      const position = this.#shown.positionOf(entry, ({ settledAt = 0 }) => settledAt);
      return position === null ? null : { region: 'settled', position };
    }
    const position = this.#shown.pinned(this.#version).indexOf(entry);
    return position < 0 ? null : { region: 'pinned', position };
  }

  detail(seq: number): MessageDetail | undefined {
    const entry = this.#bySeq.get(seq);
    if (entry === undefined) return undefined;
    return storedDetail(entry.row, entry.delivery.message);
  }

  #linkToPrevious(entry: RowEntry): void {
    const previous = this.#links.link(entry);
    if (previous !== undefined && this.#pinned.later.delete(previous)) this.#settle(previous);
  }

  #entryOf(delivery: Delivery): RowEntry | undefined {
    const entry = this.#byDeliveryId.get(delivery.deliveryId);
    return entry?.delivery === delivery ? entry : undefined;
  }

  #heldEntry(delivery: Delivery): RowEntry | undefined {
    const entry = this.#entryOf(delivery);
    return entry !== undefined && this.#pinned.held.has(entry) ? entry : undefined;
  }

  #unpin(delivery: Delivery): RowEntry | undefined {
    const entry = this.#entryOf(delivery);
    if (entry === undefined) return undefined;
    return this.#pinned.held.delete(entry) || this.#pinned.waiting.delete(entry) ? entry : undefined;
  }

  #release(entry: RowEntry, releasedBy: ReleaseReason | 'stop', nowMs: number): void {
    markReleased(entry.row, releasedBy, nowMs);
    this.#settle(entry);
  }

  #settle(entry: RowEntry): void {
    entry.settledAt = this.#settled.push(entry);
    this.#shown.filter?.followLog();
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
      if (this.#entryOf(entry.delivery) === entry) this.#byDeliveryId.delete(entry.delivery.deliveryId);
      this.#attempts.remove(entry);
      this.#shown.filter?.dropped(entry);
      this.#links.forget(entry);
      this.#bodyBytes -= entry.row.bodyBytes;
      this.#dropped++;
    }
  }
}
