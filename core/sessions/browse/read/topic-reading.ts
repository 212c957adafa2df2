import { mergeByStoreTime } from '../../../admin/browse/merge.ts';
import {
  type OpenedQueue,
  openQueues,
  type Range,
  type RangeOf,
  rangeFromOffset,
  rangeOfTime,
  readableQueues,
  wholeQueue,
} from '../../../admin/browse/open-queues.ts';
import { type Direction, QueueCursor } from '../../../admin/browse/queue-cursor.ts';
import type { ClientInstance } from '../../../client/client-instance.ts';
import type { BrowseCutReason, BrowseRange, BrowseWindow } from '../../../contract/browse.ts';
import { nextTurn } from '../../../in-turns.ts';
import { type ErrorData, GantryError } from '../../../model/error.ts';
import type { ReceivedMessage } from '../../../model/message.ts';
import { type MessageQueue, queueKey } from '../../../model/queue.ts';
import type { FollowedQueue } from './following.ts';

/** Taken over at once: a few milliseconds of work, between which the host does other things. */
const STEP_ROWS = 256;
const STEP_BYTES = 2 * 1024 * 1024;

export type QueueRange = Extract<BrowseRange, { kind: 'newest' | 'time' | 'offset' }>;

/** How much more may be read. */
export interface Room {
  rows: number;
  bytes: number;
}

interface Span {
  opened: OpenedQueue;
  /** What is to be read in all, and [from, to) of it that was. */
  range: Range;
  read: Range;
  window: BrowseWindow;
}

/** The queues of a topic, read in the order of their store time, a portion whenever asked for. */
export class TopicReading {
  readonly #client: ClientInstance;
  readonly #topic: string;
  readonly #range: QueueRange;
  readonly #direction: Direction;
  #spans: Span[] = [];
  #unopened: BrowseWindow[] = [];

  constructor(client: ClientInstance, topic: string, range: QueueRange) {
    this.#client = client;
    this.#topic = topic;
    this.#range = range;
    this.#direction = range.kind === 'newest' ? 'newestFirst' : 'oldestFirst';
  }

  /** Throws NO_ROUTE, and the first error when no queue could be asked. */
  async open(): Promise<void> {
    const range = this.#range;
    const readable = await readableQueues(this.#client, this.#topic);
    const queues = range.kind === 'offset' ? [queueOf(range, this.#topic)] : readable;
    const opened = await openQueues(this.#client, queues, this.#rangeOf());
    this.#spans = opened.flatMap((queue) => {
      const { range } = queue;
      return range === undefined
        ? []
        : spanOf(queue, range, this.#direction === 'oldestFirst' ? range.from : range.to);
    });
    this.#unopened = opened.flatMap((queue) => (queue.range === undefined ? [queue.window] : []));
  }

  /**
   * For whoever follows: opens queues that could not be opened, or came to the topic, and says where each goes on: of the
   * newest rows no more are behind that than were asked for.
   */
  async openRest(): Promise<FollowedQueue[]> {
    const range = this.#range;
    if (range.kind === 'offset') return [];
    const isNew = (queue: MessageQueue): boolean =>
      this.#spans.every(({ window }) => queueKey(window.queue) !== queueKey(queue));
    try {
      const missing = (await readableQueues(this.#client, this.#topic)).filter(isNew);
      if (missing.length === 0) return [];
      const opened = await openQueues(this.#client, missing, this.#rangeOf());
      this.#unopened = opened.flatMap((queue) => (queue.range === undefined ? [queue.window] : []));
      return opened.flatMap((queue) => {
        // Somebody else may have opened it meanwhile.
        if (queue.range === undefined || !isNew(queue.window.queue)) return [];
        const { from, to } = queue.range;
        const at = range.kind === 'newest' ? Math.max(from, to - range.rows) : from;
        this.#spans.push(spanOf(queue, queue.range, at));
        return { opened: queue, at };
      });
    } catch (error) {
      if (error instanceof GantryError) return [];
      throw error;
    }
  }

  /** Everything of the range was read, or could not be. */
  get ended(): boolean {
    return this.#spans.every((span) => isRead(span));
  }

  get windows(): BrowseWindow[] {
    return [...this.#spans.map(({ window, read }) => ({ ...window, ...read })), ...this.#unopened];
  }

  /** Messages between the ends of the queues. */
  get stored(): number {
    return this.#spans.reduce(
      (sum, { window: { minOffset = 0, maxOffset = 0 } }) => sum + maxOffset - minOffset,
      0,
    );
  }

  /**
   * The next `rows`, or as many as there is room for, in small steps. Returns why it ended before the range did. A queue
   * that cannot be read keeps its error in `windows` and is tried again the next time. Throws the first error when none can.
   */
  async read(
    rows: number,
    room: () => Room,
    take: (messages: readonly ReceivedMessage[]) => void,
    signal: AbortSignal,
  ): Promise<BrowseCutReason | undefined> {
    const reads = this.#spans.filter((span) => !isRead(span)).map((span) => this.#cursor(span));
    for (let left = rows; ; ) {
      const { rows: rowsLeft, bytes: bytesLeft } = room();
      if (rowsLeft <= 0) return 'rows';
      if (bytesLeft <= 0) return 'bytes';
      if (left <= 0) return 'asked';
      const open = reads.filter(({ span }) => span.window.error === undefined);
      const merged = await mergeByStoreTime(
        open.map(({ cursor }) => cursor),
        {
          direction: this.#direction,
          maxRows: Math.min(left, rowsLeft, STEP_ROWS),
          maxBytes: Math.min(STEP_BYTES, bytesLeft),
          signal,
        },
      );
      take(merged.messages);
      left -= merged.messages.length;
      for (const { span, cursor, before } of open) {
        span.read = joined(before, cursor.taken, this.#direction);
        const error = merged.failed.get(cursor);
        if (error !== undefined) span.window = { ...span.window, error };
      }
      if (merged.cut === 'cancelled') return 'cancelled';
      if (merged.cut === undefined) return undefined;
      // A slow broker is no reason for the host to stand still, a fast one neither.
      await nextTurn();
    }
  }

  /** Where each queue goes on: behind its newest row. */
  get ends(): FollowedQueue[] {
    return this.#spans.map(({ opened, read }) => ({ opened, at: read.to }));
  }

  /** A queue was read on, perhaps beyond its end as it was; or it cannot be, for the time being. */
  readOn(queue: OpenedQueue, to: number | undefined, error?: ErrorData): void {
    const span = this.#spans.find(({ opened }) => opened === queue);
    if (span === undefined) return;
    const { error: _, ...window } = span.window;
    span.window = error === undefined ? window : { ...window, error };
    if (to === undefined) return;
    span.read.to = to;
    span.range.to = Math.max(span.range.to, to);
    span.window.maxOffset = Math.max(to, window.maxOffset ?? 0);
  }

  #rangeOf(): RangeOf {
    const range = this.#range;
    switch (range.kind) {
      case 'newest':
        return wholeQueue;
      case 'time':
        return rangeOfTime(this.#client, range.fromMs, range.toMs ?? Number.POSITIVE_INFINITY);
      case 'offset':
        return rangeFromOffset(range.fromOffset);
    }
  }

  /** A cursor over what is left: one that was cancelled may still be loading, and is never used again. */
  #cursor(span: Span): { span: Span; cursor: QueueCursor; before: Range } {
    const { error: _, ...window } = span.window;
    span.window = window;
    const before = { ...span.read };
    const left =
      this.#direction === 'oldestFirst'
        ? { from: before.to, to: span.range.to }
        : { from: span.range.from, to: before.from };
    return { span, cursor: new QueueCursor(span.opened.reader, this.#direction, left), before };
  }
}

const spanOf = (opened: OpenedQueue, range: Range, at: number): Span => ({
  opened,
  range: { ...range },
  read: { from: at, to: at },
  window: opened.window,
});

function queueOf({ brokerName, queueId }: Extract<BrowseRange, { kind: 'offset' }>, topic: string) {
  return { topic, brokerName, queueId };
}

function isRead({ range, read }: Span): boolean {
  return read.from <= range.from && read.to >= range.to;
}

/** Two neighbouring ranges as one. */
function joined(before: Range, taken: Range, direction: Direction): Range {
  return direction === 'oldestFirst'
    ? { from: before.from, to: taken.to }
    : { from: taken.from, to: before.to };
}
