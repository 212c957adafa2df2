import { type MessageQueue, queueKey } from '../../model/queue.ts';

/** Two readings closer together say little about a rate. */
const MIN_SPAN_MS = 500;
/** An older reading says nothing about now. */
const MAX_SPAN_MS = 60_000;

interface Reading {
  atMs: number;
  maxOffsets: Map<string, number>;
}

/** How many messages a second a topic's queues store, from one reading of their ends to the next. */
export class StoredRates {
  readonly #readings = new Map<string, Reading>();

  /** Messages a second of each queue, by queueKey; empty at a first reading. `atMs`: monotonic host time. */
  next(topic: string, queues: readonly { queue: MessageQueue; maxOffset: number }[], atMs: number) {
    const rates = new Map<string, number>();
    const before = this.#readings.get(topic);
    const spanMs = before === undefined ? 0 : atMs - before.atMs;
    if (before !== undefined && spanMs >= MIN_SPAN_MS && spanMs <= MAX_SPAN_MS) {
      for (const { queue, maxOffset } of queues) {
        const from = before.maxOffsets.get(queueKey(queue));
        if (from !== undefined && maxOffset >= from)
          rates.set(queueKey(queue), ((maxOffset - from) * 1_000) / spanMs);
      }
    }
    if (before === undefined || spanMs >= MIN_SPAN_MS) {
      const maxOffsets = new Map(queues.map(({ queue, maxOffset }) => [queueKey(queue), maxOffset]));
      this.#readings.set(topic, { atMs, maxOffsets });
    }
    return rates;
  }
}
