import type { ConsumeCounters, DecidedBy, ReleaseReason, RowState } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { ReceivedMessage } from '../model/message.ts';
import type { AssignedQueue } from './assigned-queue.ts';

/** One message as it came to this consumer; the same object from its arrival on, changed only by the consumer. */
export interface Delivery {
  /** Arrival number within the consumer, from 1. */
  readonly deliveryId: number;
  readonly message: ReceivedMessage;
  /** reconsumeTimes + 1; an orderly consumer's own attempts are counted on top. */
  readonly attempt: number;
  /** It came by `%RETRY%group`. */
  readonly isRetry: boolean;
  /** The broker handed it over for an operator, beside the queues: no seat, no offset, counted nowhere. */
  readonly direct?: true;
  readonly state: RowState;
  /** From 1; only while held, and not of a direct one. */
  readonly seat?: number;
  /** Host time. */
  readonly heldAtMs?: number;
  /** Host time at which the default strikes; absent while waiting, and where the default is to keep holding. */
  readonly deadlineAtMs?: number;
}

/** The consumer's own view of a delivery. */
export type LiveDelivery = { -readonly [K in keyof Delivery]: Delivery[K] } & {
  /** The queue that handed it over; only while it has a seat. */
  heldFrom?: AssignedQueue | undefined;
};

/** How deliveries were decided, once the decision holds. */
export interface Settlement {
  result: 'acked' | 'later' | 'deadLetter';
  by: DecidedBy;
  /** The delay level of a Later that went back to the broker; one in place has none. */
  level?: number;
}

/** Called in batches and in order: pulled, held, then settled or moved away. None may throw. */
export interface PushConsumerListener {
  /** New deliveries, waiting for a seat. */
  onPulled(deliveries: readonly Delivery[]): void;
  /** These got a seat; decisions on them are taken from now on, also from within this call. */
  onHeld(deliveries: readonly Delivery[]): void;
  onSettled(deliveries: readonly Delivery[], how: Settlement): void;
  /** Held ones whose deadline is another one now, or none. */
  onDeadlines(deliveries: readonly Delivery[]): void;
  /** The broker did not take a decision: the delivery is still held. */
  onDecisionFailed(delivery: Delivery, error: ErrorData): void;
  /** They are not ours to decide any more. */
  onMovedAway(deliveries: readonly Delivery[], reason: ReleaseReason): void;
  /** Something else of `view()` changed. */
  onChanged(): void;
}

/** What became of one decision; without `error` it holds. */
export interface DecisionResult {
  delivery: Delivery;
  error?: ErrorData;
}

export function addCounters(a: ConsumeCounters, b: ConsumeCounters): ConsumeCounters {
  return {
    received: a.received + b.received,
    waiting: a.waiting + b.waiting,
    held: a.held + b.held,
    acked: a.acked + b.acked,
    later: a.later + b.later,
    deadLetter: a.deadLetter + b.deadLetter,
    movedAway: a.movedAway + b.movedAway,
  };
}

export function noCounters(): ConsumeCounters {
  return { received: 0, waiting: 0, held: 0, acked: 0, later: 0, deadLetter: 0, movedAway: 0 };
}
