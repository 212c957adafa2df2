import type { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { DecidedBy } from '../model/consume.ts';
import { retryDelayLevel } from '../model/delay.ts';
import { type ErrorData, stateError, toErrorData } from '../model/error.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { BrokerReach } from './broker-reach.ts';
import type { DecisionResult, Delivery, LiveDelivery, PushConsumerListener } from './delivery.ts';
import { HoldDeadlines } from './hold-deadlines.ts';
import { Seats } from './seats.ts';
import { sendBackRequest } from './send-back.ts';
import type { SleepWatch } from './sleep-watch.ts';

interface DecisionsOptions {
  client: Pick<ClientInstance, 'clock' | 'invokeBroker'>;
  group: string;
  seats: number;
  holdDeadlineMs: number;
  sleepWatch: SleepWatch | undefined;
  reach: BrokerReach;
  listener: PushConsumerListener;
  /** The group's limit: a Later of a message retried so often is a dead letter. */
  retryMaxTimes: () => number;
  /** Something of `queue` was decided. */
  onDecided: (queue: AssignedQueue) => void;
  /** The broker took a Later. */
  onSentBack: () => void;
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
    });
  }

  held(limit: number): Delivery[] {
    return this.#seats.held(limit);
  }

  /** `queue` may have deliveries waiting. */
  offer(queue: AssignedQueue): void {
    if (queue.ledger.hasWaiting) this.#seats.offer(queue);
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
  release(queue: AssignedQueue, released: readonly LiveDelivery[]): void {
    if (!queue.ledger.hasWaiting) this.#seats.withdraw(queue);
    for (const delivery of released) this.#vacate(delivery);
    if (released.length > 0) this.#options.listener.onMovedAway(released);
    this.#seat();
  }

  ack(deliveries: readonly Delivery[], by: DecidedBy): DecisionResult[] {
    const acked: Delivery[] = [];
    const queues = new Set<AssignedQueue>();
    const results = deliveries.map((delivery): DecisionResult => {
      const queue = this.#queueOf(delivery);
      if ('code' in queue) return { delivery, error: queue };
      queue.ledger.decide(delivery, 'acked');
      this.#vacate(delivery);
      acked.push(delivery);
      queues.add(queue);
      return { delivery };
    });
    if (acked.length > 0) this.#settled(acked, queues, { result: 'acked', by });
    return results;
  }

  later(delivery: Delivery, by: DecidedBy): Promise<DecisionResult> {
    const queue = this.#queueOf(delivery);
    if ('code' in queue) return Promise.resolve(this.#failed(delivery, queue));
    const result = this.#sendBack(delivery, queue, by).finally(() => this.#underWay.delete(delivery));
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
  }

  async #sendBack(delivery: Delivery, queue: AssignedQueue, by: DecidedBy): Promise<DecisionResult> {
    const { client, group, retryMaxTimes } = this.#options;
    const { message } = delivery;
    try {
      await client.invokeBroker(message.queue.brokerName, sendBackRequest(group, message));
    } catch (error) {
      this.#underWay.delete(delivery);
      return this.#failed(delivery, toErrorData(error));
    }
    const result = message.reconsumeTimes >= retryMaxTimes() ? 'deadLetter' : 'later';
    if (!queue.ledger.decide(delivery, result)) return { delivery, error: stateError('movedAway').data };
    this.#vacate(delivery);
    this.#options.onSentBack();
    this.#settled([delivery], [queue], {
      result,
      by,
      ...(result === 'later' ? { level: retryDelayLevel(message.reconsumeTimes) } : {}),
    });
    return { delivery };
  }

  #settled(
    deliveries: readonly Delivery[],
    queues: Iterable<AssignedQueue>,
    how: Parameters<PushConsumerListener['onSettled']>[1],
  ): void {
    this.#options.listener.onSettled(deliveries, how);
    for (const queue of queues) this.#options.onDecided(queue);
    this.#seat();
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
    const held = this.#seats.fill(this.#clock.now());
    const limit = this.#options.retryMaxTimes();
    // Where Later would mean dead letter, the default is to keep holding.
    for (const delivery of held) if (delivery.message.reconsumeTimes < limit) this.#deadlines.add(delivery);
    return held;
  }
}
