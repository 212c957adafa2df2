import type { OrderMessageRow, OrderMessagesPage } from '../../contract/order-lab.ts';
import { eachInTurns } from '../../in-turns.ts';
import { DUPLICATE } from '../../model/order/judge.ts';
import type { JudgedLines } from '../../model/order/judged-lines.ts';
import { messageAt, messageCount, placeOf } from '../../model/order/scenario.ts';
import type { RunRecord } from './run-record.ts';

/** The messages of a run as a list: each handling in its order, then what is only stored, then what is not. */
export class MessageRows {
  readonly #record: RunRecord;
  #built: { version: number; key: number | undefined; order: number[] } | undefined;
  /** By place: the higher sequence it was stored after. */
  #storedAfter: { of: JudgedLines; byPlace: Int32Array } | undefined;

  constructor(record: RunRecord) {
    this.#record = record;
  }

  /** Rows of one key, or of all. */
  async page(key: number | undefined, from: number, count: number): Promise<OrderMessagesPage> {
    const storedAfter = await this.#readStoredAfter();
    const { order } = this.#rows(key);
    const rows = order.slice(from, from + count).map((row) => this.#row(row, storedAfter));
    return { version: this.#record.version, total: order.length, from, rows };
  }

  /** Row numbers: those below the number of handlings are one of these, the others are a place behind them. */
  #rows(key: number | undefined) {
    const record = this.#record;
    if (this.#built?.version === record.version && this.#built.key === key) return this.#built;
    const { handled, scenario } = record;
    const order: number[] = [];
    handled.forEach((event, index) => {
      if (key === undefined || event.key === key) order.push(index);
    });
    const rest: number[] = [];
    for (
      let place = key ?? 0;
      place < messageCount(scenario);
      place += key === undefined ? 1 : scenario.keys
    ) {
      if (record.wasHandled(place)) continue;
      (record.standing(place) === undefined ? rest : order).push(handled.length + place);
    }
    this.#built = { version: record.version, key, order: order.concat(rest) };
    return this.#built;
  }

  async #readStoredAfter(): Promise<Int32Array> {
    const { scenario } = this.#record;
    const stored = await this.#record.storedLines();
    if (this.#storedAfter?.of === stored) return this.#storedAfter.byPlace;
    const byPlace = new Int32Array(messageCount(scenario));
    for (const { beads } of stored.lines)
      await eachInTurns(beads, (bead) => {
        if (bead.after !== undefined) byPlace[placeOf(bead, scenario.keys)] = bead.after;
      });
    this.#storedAfter = { of: stored, byPlace };
    return byPlace;
  }

  #row(row: number, storedAfter: Int32Array): OrderMessageRow {
    const record = this.#record;
    const { keys } = record.scenario;
    const event = record.handled[row];
    const place = event === undefined ? row - record.handled.length : placeOf(event, keys);
    const { key, seq } = messageAt(place, keys);
    const stored: OrderMessageRow = {
      row,
      key,
      seq,
      send: record.sendState(place),
      attempts: record.attempts[place] ?? 0,
      ...record.standing(place),
    };
    const cameAfter = storedAfter[place] ?? 0;
    if (cameAfter > 0) stored.storedAfter = cameAfter;
    if (record.failed[place] === 1) stored.failedOnce = true;
    if (event === undefined) return stored;
    const came = record.handledLines.after[row] ?? 0;
    return {
      ...stored,
      queue: event.queue,
      queueOffset: event.queueOffset,
      finishedAtMs: event.atMs,
      thread: event.thread,
      ...(came === DUPLICATE ? { duplicate: true as const } : came > 0 ? { handledAfter: came } : {}),
    };
  }
}
