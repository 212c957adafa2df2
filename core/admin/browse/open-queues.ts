import type { ClientInstance } from '../../client/client-instance.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { noRoute } from '../../route/route-table.ts';
import { eachLimited } from '../each-broker.ts';
import { getMaxOffset, getMinOffset } from '../offsets.ts';
import { offsetOfTime } from './offset-of-time.ts';
import { QueueReader } from './queue-reader.ts';

/** What was read of one queue. */
export interface QueueWindow {
  queue: MessageQueue;
  /** Offsets [from, to) were read: the result has every matching message among them. */
  from: number;
  to: number;
  /** The queue's ends when the browse began; it reads nothing that came later. Absent when they could not be had. */
  minOffset?: number;
  maxOffset?: number;
  /** Why the rest of the queue could not be read. */
  error?: ErrorData;
}

export type Ends = { minOffset: number; maxOffset: number };
/** Offsets [from, to) of a queue. */
export type Range = { from: number; to: number };
export type RangeOf = (reader: QueueReader, ends: Ends) => Promise<Range>;

/** A queue that is to be read; without a range its broker did not answer. */
export interface OpenedQueue {
  reader: QueueReader;
  window: QueueWindow;
  range?: Range;
  error?: GantryError;
}

/** Everything. */
export const wholeQueue: RangeOf = async (_, { minOffset, maxOffset }) => ({
  from: minOffset,
  to: maxOffset,
});

/** From an offset on; one before the queue's beginning is its beginning. */
export const rangeFromOffset =
  (fromOffset: number): RangeOf =>
  async (_, { minOffset, maxOffset }) => ({
    from: Math.min(Math.max(fromOffset, minOffset), maxOffset),
    to: maxOffset,
  });

/** Stored at `fromMs` or later and before or at `toMs`: broker time, ms since epoch. */
export const rangeOfTime =
  (client: ClientInstance, fromMs: number, toMs: number): RangeOf =>
  async (reader, ends) => {
    const from = await offsetOfTime(client, reader, fromMs, ends);
    if (toMs === Number.POSITIVE_INFINITY) return { from, to: ends.maxOffset };
    const to = await offsetOfTime(client, reader, toMs + 1, { ...ends, minOffset: from });
    return { from, to };
  };

/** Throws NO_ROUTE, also when no queue is readable. */
export async function readableQueues(client: ClientInstance, topic: string): Promise<MessageQueue[]> {
  await client.routes.get(topic);
  const queues = client.routes.forSubscribe(topic);
  if (queues.length === 0) throw noRoute(topic);
  return queues;
}

/** The ends and the range of each queue. Throws the first error when no queue's broker answers. */
export async function openQueues(
  client: ClientInstance,
  queues: readonly MessageQueue[],
  rangeOf: RangeOf,
  tagPattern?: string,
): Promise<OpenedQueue[]> {
  const opened = await eachLimited(queues, (queue) =>
    openQueue(client, new QueueReader(client, queue, tagPattern), rangeOf),
  );
  if (opened.every(({ error }) => error !== undefined)) throw opened[0]?.error;
  return opened;
}

/** A queue whose broker does not answer is told with its error; the others are read. */
async function openQueue(
  client: ClientInstance,
  reader: QueueReader,
  rangeOf: RangeOf,
): Promise<OpenedQueue> {
  const { queue } = reader;
  try {
    const [minOffset, maxOffset] = await Promise.all([
      getMinOffset(client, queue),
      getMaxOffset(client, queue),
    ]);
    const range = await rangeOf(reader, { minOffset, maxOffset });
    return { reader, window: { queue, ...range, minOffset, maxOffset }, range };
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    return { reader, window: { ...unreadQueue(queue), error: error.data }, error };
  }
}

export const unreadQueue = (queue: MessageQueue): QueueWindow => ({ queue, from: 0, to: 0 });
