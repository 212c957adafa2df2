import type { ClientInstance } from '../../client/client-instance.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { type BrowseCut, isCancelled, mergeByStoreTime, unlessAborted } from './merge.ts';
import {
  openQueues,
  type QueueWindow,
  type RangeOf,
  rangeFromOffset,
  rangeOfTime,
  readableQueues,
  unreadQueue,
  wholeQueue,
} from './open-queues.ts';
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

export interface BrowseResult {
  messages: ReceivedMessage[];
  /** Of their inflated bodies. */
  bytes: number;
  windows: QueueWindow[];
  /** Absent when everything asked for was read, but for queues with an error. */
  cut?: BrowseCut;
}

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
  return await browse(client, [queue], 'oldestFirst', options, rangeFromOffset(fromOffset));
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
  return await browse(client, queues, 'oldestFirst', options, rangeOfTime(client, fromMs, toMs));
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
  return await browse(client, queues, 'newestFirst', options, wholeQueue);
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

async function browse(
  client: ClientInstance,
  queues: readonly MessageQueue[],
  direction: Direction,
  options: BrowseOptions,
  rangeOf: RangeOf,
): Promise<BrowseResult> {
  const { tagPattern, maxRows = BROWSE_MAX_ROWS, maxBytes = BROWSE_MAX_BYTES, signal, onProgress } = options;
  const opening = openQueues(client, queues, rangeOf, tagPattern);
  const opened = await unlessAborted(opening, signal).catch((error: unknown) => {
    if (!isCancelled(error)) throw error;
    return undefined;
  });
  if (opened === undefined)
    return { messages: [], bytes: 0, windows: queues.map(unreadQueue), cut: 'cancelled' };
  const reads = opened.map(({ reader, window, range }) => ({
    window,
    cursor: range && new QueueCursor(reader, direction, range),
  }));
  const cursors = reads.flatMap(({ cursor }) => cursor ?? []);
  const merged = await mergeByStoreTime(cursors, { direction, maxRows, maxBytes, signal, onProgress });
  const { messages, bytes, failed } = merged;
  const windows = reads.map(({ window, cursor }): QueueWindow => {
    if (cursor === undefined) return window;
    const error = failed.get(cursor);
    return { ...window, ...cursor.taken, ...(error === undefined ? {} : { error }) };
  });
  const { cut } = merged;
  return cut === undefined ? { messages, bytes, windows } : { messages, bytes, windows, cut };
}
