import type { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { DecidedBy, HoldDefault, ReleaseReason } from '../model/consume.ts';
import { type ErrorData, stateError, toErrorData } from '../model/error.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { BrokerReach } from './broker-reach.ts';
import type { DecisionResult, Delivery, LiveDelivery, PushConsumerListener } from './delivery.ts';
import { HoldDeadlines } from './hold-deadlines.ts';
import type { LaterWay } from './later-way.ts';
import { Seats } from './seats.ts';
import type { SleepWatch } from './sleep-watch.ts';

interface DecisionsOptions {
  client: Pick<ClientInstance, 'clock'>;
  laterWay: LaterWay;
  seats: number;
  holdDeadlineMs: number;
  holdDefault: HoldDefault;
  sleepWatch: SleepWatch | undefined;
  reach: BrokerReach;
  listener: PushConsumerListener;
  /** Something of `queue` was decided. */
  onDecided: (queue: AssignedQueue) => void;
}

/** Gives seats to what waits, and carries out the decisions on what has one: a person's, a rule's, a deadline's. */
export class Decisions {
  readonly #options: DecisionsOptions;
  readonly #clock: HostClock;
  readonly #seats: Seats;
  readonly #deadlines: HoldDeadlines;
  /** Later on its way to the broker: one decision at a time for each delivery. */
  readonly #underWay = new Map<Delivery, Promise<DecisionResult>>();
  #seating = false;
  #stopped = false;

  constructor(options: DecisionsOptions) {
    this.#options = options;
    this.#clock = options.client.clock;
    this.#seats = new Seats(options.seats);
    this.#deadlines = new HoldDeadlines({
      clock: this.#clock,
      holdDeadlineMs: options.holdDeadlineMs,
      sleepWatch: options.sleepWatch,
      strike: (delivery) => {
        if (!this.#underWay.has(delivery)) void this.later(delivery, 'deadline');
      },
      renewed: (deliveries) => options.listener.onDeadlines(deliveries),
    });
  }

  held(limit: number): Delivery[] {
    return this.#seats.held(limit);
  }

  /** `queue` may have deliveries to hand over. */
  offer(queue: AssignedQueue): void {
    this.#offer(queue);
    this.#seat();
  }

  /**
   * Its broker is lost: what waits keeps waiting until it is offered again. A rule that acks what gets a seat would be
   * refused, and would not be asked again.
   */
  withdraw(queue: AssignedQueue): void {
    this.#seats.withdraw(queue);
  }

  /** These are no longer ours to decide: their seats are free. */
  release(queue: AssignedQueue, released: readonly LiveDelivery[], reason: ReleaseReason): void {
    if (!queue.ledger.hasWaiting) this.#seats.withdraw(queue);
    for (const delivery of released) this.#vacate(delivery);
    if (released.length > 0) this.#options.listener.onMovedAway(released, reason);
    this.offer(queue);
  }

  ack(deliveries: readonly Delivery[], by: DecidedBy): DecisionResult[] {
    const acked: Delivery[] = [];
    const queues = new Set<AssignedQueue>();
    const results = deliveries.map((delivery): DecisionResult => {
      const queue = this.#queueOf(delivery);
      if ('code' in queue) return { delivery, error: queue };
      if (!queue.ledger.decide(delivery, 'acked')) return { delivery, error: stateError('notHeld').data };
      this.#vacate(delivery);
      acked.push(delivery);
      queues.add(queue);
      return { delivery };
    });
    if (acked.length > 0) {
      this.#options.listener.onSettled(acked, { result: 'acked', by });
      this.#goOn(queues);
    }
    return results;
  }

  /** `delayLevel` as LaterWay has it. */
  later(delivery: Delivery, by: DecidedBy, delayLevel = 0): Promise<DecisionResult> {
    const queue = this.#queueOf(delivery);
    if ('code' in queue) return Promise.resolve(this.#failed(delivery, queue));
    const result = this.#carryOut(delivery, queue, { by, delayLevel }).finally(() =>
      this.#underWay.delete(delivery),
    );
    this.#underWay.set(delivery, result);
    return result;
  }

  /** Ends when no decision is on its way any more. */
  async settle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  /** From now on every decision is refused, and no deadline strikes. What is held stays undecided. */
  stop(): void {
    this.#stopped = true;
    this.#deadlines.stop();
    this.#options.laterWay.stop();
  }

  async #carryOut(
    delivery: Delivery,
    queue: AssignedQueue,
    { by, delayLevel }: { by: DecidedBy; delayLevel: number },
  ): Promise<DecisionResult> {
    let outcome: Awaited<ReturnType<LaterWay['carryOut']>>;
    try {
      outcome = await this.#options.laterWay.carryOut(delivery, queue, delayLevel);
    } catch (error) {
      this.#underWay.delete(delivery);
      return this.#failed(delivery, toErrorData(error));
    }
    if (outcome === undefined) return { delivery, error: stateError('movedAway').data };
    const { again, ...how } = outcome;
    this.#vacate(delivery);
    this.#options.listener.onSettled([delivery], { ...how, by });
    if (again !== undefined) this.#options.listener.onPulled([again]);
    this.#goOn([queue]);
    return { delivery };
  }

  /** Something of these was decided. */
  #goOn(queues: Iterable<AssignedQueue>): void {
    for (const queue of queues) {
      queue.lastDecisionMs = this.#clock.now();
      this.#options.onDecided(queue);
      this.#offer(queue);
    }
    this.#seat();
  }

  #offer(queue: AssignedQueue): void {
    const lost = this.#options.reach.isLost(queue.queue.brokerName);
    if (!queue.dropped && !lost && queue.hasMore) this.#seats.offer(queue);
  }

  /** The queue of a delivery that can be decided now, or why it cannot. */
  #queueOf(delivery: Delivery): AssignedQueue | ErrorData {
    if (this.#stopped) return stateError('notRunning').data;
    if (delivery.state === 'movedAway') return stateError('movedAway').data;
    const queue = this.#seats.queueOf(delivery);
    if (queue === undefined || this.#underWay.has(delivery)) return stateError('notHeld').data;
    if (this.#options.reach.isLost(queue.queue.brokerName)) return stateError('disconnected').data;
    return queue;
  }

  #failed(delivery: Delivery, error: ErrorData): DecisionResult {
    const undecided = this.#seats.queueOf(delivery) !== undefined && !this.#underWay.has(delivery);
    if (undecided && !this.#stopped) {
      this.#deadlines.renewPassed(delivery);
      this.#options.listener.onDecisionFailed(delivery, error);
    }
    return { delivery, error };
  }

  #vacate(delivery: LiveDelivery): void {
    this.#seats.free(delivery);
    this.#deadlines.remove(delivery);
  }

  /** A listener may decide within onHeld, which frees seats again: a loop, not a recursion. */
  #seat(): void {
    if (this.#seating || this.#stopped) return;
    this.#seating = true;
    try {
      for (let held = this.#fill(); held.length > 0; held = this.#fill()) this.#options.listener.onHeld(held);
    } finally {
      this.#seating = false;
    }
  }

  #fill(): LiveDelivery[] {
    const { holdDefault, laterWay } = this.#options;
    const held = this.#seats.fill(this.#clock.now());
    for (const delivery of held)
      if (holdDefault === 'later' && !laterWay.keepsHolding(delivery)) this.#deadlines.add(delivery);
    return held;
  }
}
