import { type ErrorData, GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { compareText } from '../../model/queue.ts';
import { eachLimited } from '../each-broker.ts';
import type { Direction, QueueCursor } from './queue-cursor.ts';

/** Why a browse stopped before its end. */
export type BrowseCut = 'rows' | 'bytes' | 'cancelled';

interface MergeOptions {
  direction: Direction;
  maxRows: number;
  /** Of inflated bodies. */
  maxBytes: number;
  signal?: AbortSignal;
  onProgress?: (progress: { rows: number; bytes: number }) => void;
}

interface Merged {
  messages: ReceivedMessage[];
  bytes: number;
  cut?: BrowseCut;
  /** Queues that could not be read to their end. */
  failed: Map<QueueCursor, ErrorData>;
}

/**
 * Takes messages of several queues in the order of their store time. As many are read as are wanted, and at most two
 * pages more of each queue. A queue that fails is left where it is; the others go on. Throws the first error when every
 * queue failed before a row was read.
 */
export async function mergeByStoreTime(
  cursors: readonly QueueCursor[],
  { direction, maxRows, maxBytes, signal, onProgress }: MergeOptions,
): Promise<Merged> {
  const merged: Merged = { messages: [], bytes: 0, failed: new Map() };
  const open = new Set(cursors);
  let firstError: GantryError | undefined;
  const fill = async (cursor: QueueCursor): Promise<void> => {
    try {
      await unlessAborted(cursor.fill(), signal);
    } catch (error) {
      if (!(error instanceof GantryError) || isCancelled(error)) throw error;
      firstError ??= error;
      merged.failed.set(cursor, error.data);
    }
    if (cursor.head === undefined) open.delete(cursor);
    onProgress?.({ rows: merged.messages.length, bytes: merged.bytes });
  };
  try {
    await eachLimited(cursors, fill);
    for (let cursor = next(open, direction); cursor !== undefined; cursor = next(open, direction)) {
      const message = cursor.head;
      if (message === undefined) break;
      if (merged.messages.length >= maxRows) return { ...merged, cut: 'rows' };
      if (merged.messages.length > 0 && merged.bytes + message.body.length > maxBytes)
        return { ...merged, cut: 'bytes' };
      merged.messages.push(message);
      merged.bytes += message.body.length;
      cursor.take();
      if (cursor.head === undefined) await fill(cursor);
    }
  } catch (error) {
    if (!isCancelled(error)) throw error;
    return { ...merged, cut: 'cancelled' };
  }
  if (firstError !== undefined && merged.messages.length === 0 && merged.failed.size === cursors.length)
    throw firstError;
  return merged;
}

/** The cursor whose head comes first. */
function next(cursors: Iterable<QueueCursor>, direction: Direction): QueueCursor | undefined {
  const sign = direction === 'oldestFirst' ? 1 : -1;
  let found: QueueCursor | undefined;
  for (const cursor of cursors) {
    if (cursor.head === undefined) continue;
    if (found?.head === undefined || sign * compareStored(cursor.head, found.head) < 0) found = cursor;
  }
  return found;
}

/** Store time; within one millisecond the order in the broker's commit log. */
export function compareStored(a: ReceivedMessage, b: ReceivedMessage): number {
  return (
    a.storeTimestamp - b.storeTimestamp ||
    compareText(a.queue.brokerName, b.queue.brokerName) ||
    a.commitLogOffset - b.commitLogOffset
  );
}

export function isCancelled(error: unknown): boolean {
  return error instanceof GantryError && error.data.code === 'CANCELLED';
}

/** `work`, or CANCELLED as soon as `signal` says so; nobody waits for the work then. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let onAbort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(new GantryError('CANCELLED'));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
    work.catch(() => {});
  }
}
