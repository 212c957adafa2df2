import type { ErrorData } from '../error.ts';
import type { MessageQueue } from '../queue.ts';

/** What became of the send. `unknown`: nobody answered, it may be stored. `failed`: refused, or never sent. */
export type LabSend =
  | { kind: 'sending' }
  | {
      kind: 'stored';
      /** Where it is going to; the broker delivers to the queue that was asked for. */
      queue: MessageQueue;
      /** Of the schedule queue, never of the topic. */
      scheduleOffset: number;
      /** Of the copy that waits. */
      offsetMsgId: string;
      /** Host time. */
      answeredAtMs: number;
      /** Earlier attempts without an answer: each may have stored a copy that comes due before the planned time. */
      unansweredAttempts: number;
    }
  | { kind: 'unknown'; error: ErrorData }
  | { kind: 'failed'; error: ErrorData };

/** Where the length of a level comes from. */
export const LAB_LEVEL_SOURCES = ['broker', 'assumed', 'measured'] as const;
export type LevelSource = (typeof LAB_LEVEL_SOURCES)[number];

/** When a message comes due. Times are broker time, ms since epoch. */
export interface Plan {
  storedMs: number;
  dueMs: number;
  /** read: the store time of the copy that waits. estimated: the time of the answer, by the clock as it was known then. */
  source: 'read' | 'estimated';
  /** The level the broker took, as far as the copy tells; lower than the one asked for when that is above its highest. */
  level: number;
  levelMs: number;
  levelSource: LevelSource;
}

/** The record the broker wrote when the message came due. */
export interface Landing {
  /** Broker time. */
  storedMs: number;
  queue: MessageQueue;
  queueOffset: number;
  /** Host time. */
  seenAtMs: number;
  /** How fast the broker's clock ran. */
  clockRate: number;
}

/**
 * Why a message is out of sight. closed: its connection is not open. broker: its queue cannot be read now. gone: the
 * broker has neither the copy that waited nor a delivered one, so nothing will come any more.
 */
export type LostReason = 'closed' | 'broker' | 'gone';

/** One message of a run. */
export interface LabRow {
  /** From 1, within its run. */
  rowId: number;
  /** As asked for. */
  level: number;
  /** UNIQ_KEY, which joins what was sent to what was delivered; '' until it is known. */
  uniqueKey: string;
  /** Host time. */
  sentAtMs: number;
  send: LabSend;
  plan?: Plan;
  landing?: Landing;
  lost?: LostReason;
}

/** Whether something may still be seen of it; without a unique key nothing can be told to be it. */
export function isPending({ send, uniqueKey, landing, lost }: LabRow): boolean {
  if (landing !== undefined || lost === 'gone' || send.kind === 'failed') return false;
  return send.kind === 'sending' || uniqueKey !== '';
}
