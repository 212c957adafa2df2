import type { HostClock, Timer } from '../clock.ts';
import type { DecidedBy } from '../model/consume.ts';
import { type ErrorData, stateError } from '../model/error.ts';
import type { ReceivedMessage } from '../model/message.ts';
import type { DecisionResult, Delivery, LiveDelivery, PushConsumerListener } from './delivery.ts';

/** The broker gives the operator up after 10 s. */
const DECIDE_WITHIN_MS = 9_000;

export type DirectResult = { result: 'acked' | 'later'; by: DecidedBy; spentMs: number };

/**
 * Messages a broker hands over one by one for an operator (CONSUME_MESSAGE_DIRECTLY): held like any other, but beside
 * queues and seats, and with a deadline of their own. Their decision is an answer and moves no offset.
 */
export class DirectDeliveries {
  readonly #clock: HostClock;
  readonly #listener: PushConsumerListener;
  readonly #nextDeliveryId: () => number;
  readonly #open = new Map<
    Delivery,
    { timer: Timer; heldAtMs: number; end: (result: DirectResult) => void }
  >();

  constructor(clock: HostClock, listener: PushConsumerListener, nextDeliveryId: () => number) {
    this.#clock = clock;
    this.#listener = listener;
    this.#nextDeliveryId = nextDeliveryId;
  }

  held(): Delivery[] {
    return [...this.#open.keys()];
  }

  /** Ends with the decision; a passed deadline is Later, and so is `stop`. */
  deliver(message: ReceivedMessage): Promise<DirectResult> {
    const heldAtMs = this.#clock.now();
    const delivery: LiveDelivery = {
      deliveryId: this.#nextDeliveryId(),
      message,
      attempt: message.reconsumeTimes + 1,
      isRetry: false,
      direct: true,
      state: 'waiting',
    };
    this.#listener.onPulled([delivery]);
    delivery.state = 'held';
    delivery.heldAtMs = heldAtMs;
    delivery.deadlineAtMs = heldAtMs + DECIDE_WITHIN_MS;
    return new Promise((end) => {
      const strike = (): void => void this.decide(delivery, 'later', 'deadline');
      const timer = this.#clock.setTimeout(strike, DECIDE_WITHIN_MS);
      this.#open.set(delivery, { timer, heldAtMs, end });
      this.#listener.onHeld([delivery]);
    });
  }

  decide(delivery: Delivery, result: DirectResult['result'], by: DecidedBy): DecisionResult {
    const open = this.#open.get(delivery);
    if (open === undefined) return { delivery, error: notHeld() };
    this.#close(delivery, open.timer, result);
    this.#listener.onSettled([delivery], { result, by });
    open.end({ result, by, spentMs: this.#clock.now() - open.heldAtMs });
    return { delivery };
  }

  /** What is undecided is answered with Later. */
  stop(): void {
    for (const delivery of this.held()) this.decide(delivery, 'later', 'deadline');
  }

  #close(delivery: LiveDelivery, timer: Timer, result: DirectResult['result']): void {
    timer.cancel();
    this.#open.delete(delivery);
    delivery.state = result;
    delivery.deadlineAtMs = undefined;
  }
}

const notHeld = (): ErrorData => stateError('notHeld').data;
