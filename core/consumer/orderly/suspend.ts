import type { ClientInstance } from '../../client/client-instance.ts';
import type { Timer } from '../../clock.ts';
import { stateError } from '../../model/error.ts';
import type { AssignedQueue } from '../assigned-queue.ts';
import type { LiveDelivery } from '../delivery.ts';
import type { LaterOutcome, LaterWay } from '../later-way.ts';
import { DEAD_LETTER_NOW, sendBackRequest } from '../send-back.ts';
import { OrderlyQueue } from './orderly-queue.ts';

/** Source: DefaultMQPushConsumer.suspendCurrentQueueTimeMillis. */
const SUSPEND_MS = 1_000;

interface SuspendOptions {
  client: Pick<ClientInstance, 'clock' | 'invokeBroker'>;
  group: string;
  /** Later beyond it is a dead letter. Without it a message is offered for ever. */
  maxReconsumeTimes: number | undefined;
  nextDeliveryId: () => number;
  /** The queue goes on. */
  onResumed: (queue: AssignedQueue) => void;
}

/**
 * Later of an orderly consumer: the message stays in its place and is offered again after a second, as one more attempt;
 * its queue waits. The broker hears of it only when it is offered no more. Source: ConsumeMessageOrderlyService.
 */
export class Suspend implements LaterWay {
  readonly #options: SuspendOptions;
  readonly #timers = new Map<OrderlyQueue, Timer>();

  constructor(options: SuspendOptions) {
    this.#options = options;
  }

  keepsHolding(delivery: LiveDelivery): boolean {
    return this.#isLast(delivery);
  }

  /** Throws STATE noLevel for a chosen level: nothing is sent that could carry it. */
  async carryOut(
    delivery: LiveDelivery,
    queue: AssignedQueue,
    delayLevel: number,
  ): Promise<LaterOutcome | undefined> {
    if (delayLevel !== 0) throw stateError('noLevel');
    if (this.#isLast(delivery)) return await this.#bury(delivery, queue);
    const again: LiveDelivery = {
      ...delivery,
      deliveryId: this.#options.nextDeliveryId(),
      attempt: delivery.attempt + 1,
      state: 'waiting',
      seat: undefined,
      heldFrom: undefined,
      heldAtMs: undefined,
      deadlineAtMs: undefined,
    };
    if (!queue.ledger.again(delivery, again)) return undefined;
    if (queue instanceof OrderlyQueue) this.#suspend(queue);
    return { result: 'later', again };
  }

  stop(): void {
    for (const timer of this.#timers.values()) timer.cancel();
  }

  #isLast({ attempt }: LiveDelivery): boolean {
    const { maxReconsumeTimes } = this.#options;
    return maxReconsumeTimes !== undefined && attempt > maxReconsumeTimes;
  }

  async #bury(delivery: LiveDelivery, queue: AssignedQueue): Promise<LaterOutcome | undefined> {
    const { client, group } = this.#options;
    const { message } = delivery;
    const request = sendBackRequest(group, message, { delayLevel: DEAD_LETTER_NOW });
    await client.invokeBroker(message.queue.brokerName, request);
    return queue.ledger.decide(delivery, 'deadLetter') ? { result: 'deadLetter' } : undefined;
  }

  /** A second from now, also when the queue was suspended before: of a batch, the last Later counts. */
  #suspend(queue: OrderlyQueue): void {
    queue.suspended = true;
    this.#timers.get(queue)?.cancel();
    const resume = (): void => {
      this.#timers.delete(queue);
      queue.suspended = false;
      if (!queue.dropped) this.#options.onResumed(queue);
    };
    this.#timers.set(queue, this.#options.client.clock.setTimeout(resume, SUSPEND_MS));
  }
}
