import { Fifo } from '../fifo.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { Delivery, LiveDelivery } from './delivery.ts';

/**
 * The seats of a consumer: what is in front of a person (or a rule) to be decided. Free ones go round the queues that
 * have something to hand over, in the order in which those began to; each queue gives in its own order.
 */
export class Seats {
  readonly #count: number;
  /** Index = seat - 1; only as long as was ever needed. */
  readonly #seats: (LiveDelivery | undefined)[] = [];
  /** Numbers of seats that were taken before, and are free again. */
  readonly #free: number[] = [];
  #heldCount = 0;
  /** A round; each at most once. */
  #offering = new Fifo<AssignedQueue>();

  constructor(count: number) {
    this.#count = count;
  }

  /** `queue` has deliveries to hand over; it keeps its place in the round when it already had one. */
  offer(queue: AssignedQueue): void {
    if (!this.#isOffering(queue)) this.#offering.push(queue);
  }

  withdraw(queue: AssignedQueue): void {
    if (!this.#isOffering(queue)) return;
    const round = this.#offering;
    this.#offering = new Fifo();
    for (let next = round.shift(); next !== undefined; next = round.shift())
      if (next !== queue) this.#offering.push(next);
  }

  /** Fills the free seats; the deliveries that got one, in order. Empty when nothing waits or nothing is free. */
  fill(nowMs: number): LiveDelivery[] {
    const held: LiveDelivery[] = [];
    while (this.#heldCount < this.#count) {
      const queue = this.#offering.shift();
      if (queue === undefined) break;
      const handedOver = queue.handOver(this.#count - this.#heldCount);
      if (queue.hasMore) this.#offering.push(queue);
      for (const delivery of handedOver) this.#take(delivery, queue, nowMs);
      held.push(...handedOver);
    }
    return held;
  }

  /** The queue of a delivery that has a seat. */
  queueOf(delivery: Delivery): AssignedQueue | undefined {
    return (delivery as LiveDelivery).heldFrom;
  }

  free(delivery: LiveDelivery): void {
    if (delivery.heldFrom === undefined || delivery.seat === undefined) return;
    delivery.heldFrom = undefined;
    this.#heldCount--;
    this.#seats[delivery.seat - 1] = undefined;
    this.#free.push(delivery.seat);
    delivery.seat = undefined;
  }

  /** In seat order, the first `limit` of them. */
  held(limit: number): Delivery[] {
    const held: Delivery[] = [];
    for (const delivery of this.#seats) {
      if (held.length >= limit) break;
      if (delivery !== undefined) held.push(delivery);
    }
    return held;
  }

  #isOffering(queue: AssignedQueue): boolean {
    const { first, end } = this.#offering;
    for (let at = first; at < end; at++) if (this.#offering.at(at) === queue) return true;
    return false;
  }

  #take(delivery: LiveDelivery, queue: AssignedQueue, nowMs: number): void {
    const seat = this.#free.pop() ?? this.#seats.length + 1;
    this.#seats[seat - 1] = delivery;
    this.#heldCount++;
    delivery.heldFrom = queue;
    delivery.seat = seat;
    delivery.heldAtMs = nowMs;
  }
}
