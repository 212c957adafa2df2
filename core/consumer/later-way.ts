import type { AssignedQueue } from './assigned-queue.ts';
import type { LiveDelivery } from './delivery.ts';

export interface LaterOutcome {
  result: 'later' | 'deadLetter';
  /** The delay level it went back with. */
  level?: number;
  /** The next attempt, where it is made here. */
  again?: LiveDelivery;
}

/** What Later means, which differs by the kind of consumer. */
export interface LaterWay {
  /** Whether a passed deadline leaves the delivery held: Later would mean dead letter, or cannot be. */
  keepsHolding(delivery: LiveDelivery): boolean;
  /**
   * Ends when the Later holds, with the ledger changed; undefined when the delivery was not ours any more by then.
   * `delayLevel` as in CONSUMER_SEND_MSG_BACK: 0 = the broker's own, -1 = dead letter now. Throws why it does not hold.
   */
  carryOut(
    delivery: LiveDelivery,
    queue: AssignedQueue,
    delayLevel: number,
  ): Promise<LaterOutcome | undefined>;
  stop(): void;
}
