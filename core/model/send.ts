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

/** What the broker said about a stored message. */
export interface SendReceipt {
  status: SendStatus;
  /** The documented GetMsgId: UNIQ_KEY. */
  msgId: string;
  /** Id of the stored copy; for a delayed send that is the schedule queue's copy. */
  offsetMsgId: string;
  queue: MessageQueue;
  queueOffset: number;
  brokerAddr: string;
  /** Attempts made, 1 to 3. */
  attempts: number;
  /** Earlier attempts nobody answered: each may have stored a copy with the same msgId. */
  unansweredAttempts: number;
  elapsedMs: number;
}

/** The result of a send as the screens show it; exactly one of four. */
export type SendOutcome =
  | { kind: 'stored'; receipt: SendReceipt }
  | { kind: 'refused'; error: ErrorData; msgId: string; elapsedMs: number }
  | { kind: 'unknown'; error: ErrorData; msgId: string; elapsedMs: number; attempts: number }
  | { kind: 'notSent'; error: ErrorData; elapsedMs: number };
