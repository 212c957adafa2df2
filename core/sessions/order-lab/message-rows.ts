import type { OrderMessageRow, OrderMessagesPage } from '../../contract/order-lab.ts';
import { DUPLICATE } from '../../model/order/judge.ts';
import { messageAt, messageCount, placeOf } from '../../model/order/scenario.ts';
import type { RunRecord } from './run-record.ts';

/** The messages of a run as a list: each handling in its order, then what is only stored, then what is not. */
export class MessageRows {
  readonly #record: RunRecord;
  #built: { version: number; key: number | undefined; order: number[]; storedAfter: Int32Array } | undefined;

  constructor(record: RunRecord) {
    this.#record = record;
  }

  /** Rows of one key, or of all. */
  page(key: number | undefined, from: number, count: number): OrderMessagesPage {
    const { order } = this.#rows(key);
    const rows = order.slice(from, from + count).map((row) => this.#row(row));
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
    this.#built = {
      version: record.version,
      key,
      order: [...order, ...rest],
      storedAfter: this.#storedAfter(),
    };
    return this.#built;
  }

  #storedAfter(): Int32Array {
    const record = this.#record;
    const { after } = record.judged().stored;
    const byPlace = new Int32Array(messageCount(record.scenario));
    record.copies.forEach((copy, index) => {
      const came = after[index] ?? 0;
      if (came > 0) byPlace[placeOf(copy, record.scenario.keys)] = came;
    });
    return byPlace;
  }

  #row(row: number): OrderMessageRow {
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
    const storedAfter = this.#built?.storedAfter[place] ?? 0;
    if (storedAfter > 0) stored.storedAfter = storedAfter;
    if (record.failed[place] === 1) stored.failedOnce = true;
    if (event === undefined) return stored;
    const came = record.judged().handled.after[row] ?? 0;
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
