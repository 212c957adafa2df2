import type { ErrorData } from './error.ts';
import type { MessageQueue } from './queue.ts';

/** The documented CSendStatus, by name. All four mean *stored*; the last three are not confirmed. */
export const SEND_STATUS = [
  'SEND_OK',
  'FLUSH_DISK_TIMEOUT',
  'FLUSH_SLAVE_TIMEOUT',
  'SLAVE_NOT_AVAILABLE',
] as const;
export type SendStatus = (typeof SEND_STATUS)[number];

/** How a message is sent. */
export const SEND_MODES = ['sync', 'oneway', 'orderly'] as const;
export type SendMode = (typeof SEND_MODES)[number];

/** What the broker said of what it stored. */
interface Receipt {
  status: SendStatus;
  queue: MessageQueue;
  queueOffset: number;
  brokerAddr: string;
  /** Attempts made. */
  attempts: number;
  /** Earlier attempts nobody answered: each may have stored a copy with the same ids. */
  unansweredAttempts: number;
  elapsedMs: number;
}

/** Of one message. */
export interface SendReceipt extends Receipt {
  /** The documented GetMsgId: UNIQ_KEY. */
  msgId: string;
  /** Id of the stored copy; for a delayed send that is the schedule queue's copy. */
  offsetMsgId: string;
}

/** Of a batch, ids in the order of its messages. `queueOffset` is the first one's, the others follow it. */
export interface BatchReceipt extends Receipt {
  msgIds: string[];
  offsetMsgIds: string[];
}

/** Not stored, or nobody knows. A batch is stored whole or not at all: its `msgId` here is its first message's. */
export type FailedOutcome =
  | { kind: 'refused'; error: ErrorData; msgId: string; elapsedMs: number }
  | { kind: 'unknown'; error: ErrorData; msgId: string; elapsedMs: number; attempts: number }
  | { kind: 'notSent'; error: ErrorData; elapsedMs: number };

/** A one-way send that left: nobody answers it, so nobody knows whether it was stored. */
export interface HandedOver {
  kind: 'oneway';
  /** A stored copy carries it. */
  msgId: string;
  queue: MessageQueue;
  brokerAddr: string;
  elapsedMs: number;
}

/** What became of a send that waits for its answer. */
export type StoreOutcome = { kind: 'stored'; receipt: SendReceipt } | FailedOutcome;
export type BatchOutcome = { kind: 'stored'; receipt: BatchReceipt } | FailedOutcome;
export type OnewayOutcome = HandedOver | FailedOutcome;

/** The result of a send as the screens show it; exactly one of five. */
export type SendOutcome = StoreOutcome | OnewayOutcome;

/** An outcome in one word, as lists of sends are filtered by it. unconfirmed: stored, with one of the other statuses. */
export const SEND_STATES = ['stored', 'unconfirmed', 'oneway', 'noAnswer', 'notStored', 'notSent'] as const;
export type SendState = (typeof SEND_STATES)[number];

export function sendState(outcome: SendOutcome): SendState {
  switch (outcome.kind) {
    case 'stored':
      return outcome.receipt.status === 'SEND_OK' ? 'stored' : 'unconfirmed';
    case 'oneway':
      return 'oneway';
    case 'unknown':
      return 'noAnswer';
    case 'refused':
      return 'notStored';
    case 'notSent':
      return 'notSent';
  }
}
