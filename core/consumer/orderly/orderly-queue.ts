import { AssignedQueue } from '../assigned-queue.ts';
import type { LiveDelivery } from '../delivery.ts';

/**
 * A queue whose messages are decided one after the other: it hands over the next message (or batch) once nothing of it
 * is held, and it waits while a message is suspended. Source: ConsumeMessageOrderlyService, ProcessQueue.takeMessages.
 */
export class OrderlyQueue extends AssignedQueue {
  /** A message is to be offered again, but not yet. */
  suspended = false;

  override get hasMore(): boolean {
    return !this.suspended && this.ledger.counters.held === 0 && super.hasMore;
  }

  override handOver(limit: number): LiveDelivery[] {
    return this.hasMore ? super.handOver(limit) : [];
  }
}
