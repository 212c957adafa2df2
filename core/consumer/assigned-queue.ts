import type { QueueView } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { LiveDelivery } from './delivery.ts';
import { QueueLedger } from './queue-ledger.ts';

export interface QueueStart {
  /** Where it is read from. */
  offset: number;
  /** What is kept of the group's progress; undefined when nothing is. */
  committed?: number | undefined;
  /** How many deliveries are handed over together. */
  batchMaxSize: number;
}

/** One queue that this consumer reads, from the rebalance that gave it to the one that takes it away. */
export class AssignedQueue {
  readonly queue: MessageQueue;
  readonly ledger: QueueLedger;
  readonly #batchMaxSize: number;
  /** Given up: answers that still come are ignored, nothing is committed any more. */
  dropped = false;
  /** What is kept, as far as we know; undefined when nothing is, or it is not to be trusted. */
  committedOffset: number | undefined;
  maxOffset: number | undefined;
  /** How often its broker moved it: what was asked before that is no longer true. */
  moves = 0;
  /** Why no pull is out. */
  stoppedBecause: QueueView['stoppedBecause'];
  lastError: ErrorData | undefined;
  /** Host time of the next pull after an error. */
  nextRetryAtMs: number | undefined;
  /** Host time of the last answer to a pull, and of the last decision; 0 = none yet. */
  lastPullMs = 0;
  lastDecisionMs = 0;

  constructor(queue: MessageQueue, { offset, committed, batchMaxSize }: QueueStart) {
    this.queue = queue;
    this.ledger = new QueueLedger(offset);
    this.#batchMaxSize = batchMaxSize;
    this.committedOffset = committed;
  }

  /** Whether it has something to hand over now. */
  get hasMore(): boolean {
    return this.ledger.hasWaiting;
  }

  /** The next ones in order, held from now on: `limit` at most, and no more than go together. */
  handOver(limit: number): LiveDelivery[] {
    const held: LiveDelivery[] = [];
    while (held.length < Math.min(limit, this.#batchMaxSize)) {
      const delivery = this.ledger.hold();
      if (delivery === undefined) break;
      held.push(delivery);
    }
    return held;
  }

  /** The offset worth committing; undefined when it is kept already. */
  get uncommitted(): number | undefined {
    const offset = this.ledger.committableOffset;
    return offset === this.committedOffset ? undefined : offset;
  }

  /** `offset` is kept. An answer that comes late does not take back a later one. */
  committed(offset: number): void {
    this.committedOffset = Math.max(this.committedOffset ?? 0, offset);
  }

  view(): QueueView {
    return {
      queue: this.queue,
      owner: 'us',
      committableOffset: this.ledger.committableOffset,
      committedOffset: this.committedOffset,
      maxOffset: this.maxOffset,
      undecided: this.ledger.undecided,
      stoppedBecause: this.stoppedBecause,
      lastError: this.lastError,
    };
  }
}
