import type { QueueView } from '../model/consume.ts';
import type { ErrorData } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import { QueueLedger } from './queue-ledger.ts';

/** One queue that this consumer reads, from the rebalance that gave it to the one that takes it away. */
export class AssignedQueue {
  readonly queue: MessageQueue;
  readonly ledger: QueueLedger;
  /** Given up: answers that still come are ignored, nothing is committed any more. */
  dropped = false;
  /** What the broker has, as far as we know; undefined when it has none, or it is not to be trusted. */
  committedOffset: number | undefined;
  maxOffset: number | undefined;
  /** Why no pull is out. */
  stoppedBecause: QueueView['stoppedBecause'];
  lastError: ErrorData | undefined;
  /** Host time of the next pull after an error. */
  nextRetryAtMs: number | undefined;

  constructor(queue: MessageQueue, startOffset: number, committedOffset?: number) {
    this.queue = queue;
    this.ledger = new QueueLedger(startOffset);
    this.committedOffset = committedOffset;
  }

  /** The offset worth committing; undefined when the broker has it. */
  get uncommitted(): number | undefined {
    const offset = this.ledger.committableOffset;
    return offset === this.committedOffset ? undefined : offset;
  }

  /** The broker was told `offset`. An answer that comes late does not take back a later one. */
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
