import type { ClientInstance } from '../../client/client-instance.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { noRoute } from '../../route/route-table.ts';
import { eachLimited } from '../each-broker.ts';
import { getMaxOffset, getMinOffset } from '../offsets.ts';
import { type BrowseCut, isCancelled, mergeByStoreTime, unlessAborted } from './merge.ts';
import { offsetOfTime } from './offset-of-time.ts';
import { type Direction, QueueCursor } from './queue-cursor.ts';
import { QueueReader } from './queue-reader.ts';

const BROWSE_MAX_ROWS = 200_000;
const BROWSE_MAX_BYTES = 256 * 1024 * 1024;

interface BrowseOptions {
  /** As a consumer's. Default: all. */
  tagPattern?: string;
  /** Default: BROWSE_MAX_ROWS. */
  maxRows?: number;
  /** Of inflated bodies; one message is always given. Default: BROWSE_MAX_BYTES. */
  maxBytes?: number;
  /** Ends it at once; what was read till then is the result. */
  signal?: AbortSignal;
  /** After each page. */
  onProgress?: (progress: { rows: number; bytes: number }) => void;
}

/** What was read of one queue. */
interface QueueWindow {
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

export interface BrowseResult {
  messages: ReceivedMessage[];
  /** Of their inflated bodies. */
  bytes: number;
  windows: QueueWindow[];
  /** Absent when everything asked for was read, but for queues with an error. */
  cut?: BrowseCut;
}

type Ends = { minOffset: number; maxOffset: number };
type Range = { from: number; to: number };

/**
 * One queue from an offset on, oldest first; an offset before its beginning is its beginning. Browsing joins no group
 * and moves no offset (see QueueReader). Throws NO_ROUTE and as pullQueue.
 */
export async function browseQueue(
  client: ClientInstance,
  queue: MessageQueue,
  fromOffset: number,
  options: BrowseOptions = {},
): Promise<BrowseResult> {
  await client.routes.get(queue.topic);
  return await browse(client, [queue], 'oldestFirst', options, async (_, { minOffset, maxOffset }) => ({
    from: Math.min(Math.max(fromOffset, minOffset), maxOffset),
    to: maxOffset,
  }));
}

/**
 * All readable queues of a topic, stored at `fromMs` or later and before or at `toMs` (broker time, ms since epoch;
 * default: no end), in the order of their store time. Throws as browseNewest.
 */
export async function browseTime(
  client: ClientInstance,
  topic: string,
  { fromMs, toMs = Number.POSITIVE_INFINITY }: { fromMs: number; toMs?: number },
  options: BrowseOptions = {},
): Promise<BrowseResult> {
  const queues = await readableQueues(client, topic);
  return await browse(client, queues, 'oldestFirst', options, async (reader, ends) => {
    const from = await offsetOfTime(client, reader, fromMs, ends);
    if (toMs === Number.POSITIVE_INFINITY) return { from, to: ends.maxOffset };
    const to = await offsetOfTime(client, reader, toMs + 1, { ...ends, minOffset: from });
    return { from, to };
  });
}

/**
 * The newest `maxRows` of all readable queues of a topic, newest first by store time. Throws NO_ROUTE (also when no queue
 * is readable), and the first error when no queue could be read.
 */
export async function browseNewest(
  client: ClientInstance,
  topic: string,
  options: BrowseOptions = {},
): Promise<BrowseResult> {
  const queues = await readableQueues(client, topic);
  return await browse(client, queues, 'newestFirst', options, async (_, { minOffset, maxOffset }) => ({
    from: minOffset,
    to: maxOffset,
  }));
}

/** One message by its place, as when its body was dropped; undefined when it is no longer stored. Throws as browseQueue. */
export async function readMessageAt(
  client: ClientInstance,
  queue: MessageQueue,
  queueOffset: number,
): Promise<ReceivedMessage | undefined> {
  await client.routes.get(queue.topic);
  const [message] = await new QueueReader(client, queue).range(queueOffset, queueOffset + 1);
  return message;
}

async function readableQueues(client: ClientInstance, topic: string): Promise<MessageQueue[]> {
  await client.routes.get(topic);
  const queues = client.routes.forSubscribe(topic);
  if (queues.length === 0) throw noRoute(topic);
  return queues;
}

async function browse(
  client: ClientInstance,
  queues: readonly MessageQueue[],
  direction: Direction,
  options: BrowseOptions,
  rangeOf: (reader: QueueReader, ends: Ends) => Promise<Range>,
): Promise<BrowseResult> {
  const { tagPattern, maxRows = BROWSE_MAX_ROWS, maxBytes = BROWSE_MAX_BYTES, signal, onProgress } = options;
  const opening = eachLimited(queues, async (queue) => {
    const reader = new QueueReader(client, queue, tagPattern);
    return await openQueue(client, reader, direction, rangeOf);
  });
  const opened = await unlessAborted(opening, signal).catch((error: unknown) => {
    if (!isCancelled(error)) throw error;
    return undefined;
  });
  if (opened === undefined) return { messages: [], bytes: 0, windows: queues.map(unread), cut: 'cancelled' };
  if (opened.every(({ error }) => error !== undefined)) throw opened[0]?.error;
  const cursors = opened.flatMap(({ cursor }) => cursor ?? []);
  const merged = await mergeByStoreTime(cursors, { direction, maxRows, maxBytes, signal, onProgress });
  const { messages, bytes, failed } = merged;
  const windows = opened.map(({ window, cursor }): QueueWindow => {
    if (cursor === undefined) return window;
    const error = failed.get(cursor);
    return { ...window, ...cursor.taken, ...(error === undefined ? {} : { error }) };
  });
  const { cut } = merged;
  return cut === undefined ? { messages, bytes, windows } : { messages, bytes, windows, cut };
}

const unread = (queue: MessageQueue): QueueWindow => ({ queue, from: 0, to: 0 });

interface OpenedQueue {
  window: QueueWindow;
  cursor?: QueueCursor;
  error?: GantryError;
}

/** A queue whose broker does not answer is told with its error; the others are read. */
async function openQueue(
  client: ClientInstance,
  reader: QueueReader,
  direction: Direction,
  rangeOf: (reader: QueueReader, ends: Ends) => Promise<Range>,
): Promise<OpenedQueue> {
  const { queue } = reader;
  try {
    const [minOffset, maxOffset] = await Promise.all([
      getMinOffset(client, queue),
      getMaxOffset(client, queue),
    ]);
    const range = await rangeOf(reader, { minOffset, maxOffset });
    const cursor = new QueueCursor(reader, direction, range);
    return { window: { queue, ...range, minOffset, maxOffset }, cursor };
  } catch (error) {
    if (!(error instanceof GantryError)) throw error;
    return { window: { ...unread(queue), error: error.data }, error };
  }
}
