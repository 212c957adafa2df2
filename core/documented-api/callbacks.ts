import type { HostClock, Timer } from '../clock.ts';
import type { DecisionResult, Delivery, PushConsumerListener } from '../consumer/push-consumer.ts';
import { CConsumeStatus } from '../model/documented-status.ts';
import { type ErrorData, toErrorData } from '../model/error.ts';
import type { ConsumerHandle, Handles, ReceivedMessageHandle } from './handles.ts';

/**
 * What a consumer calls with each message. 0 is success; anything else, or throwing, brings the message back later. A
 * promise is waited for; when it does not end, the hold deadline strikes.
 */
export type MessageCallback<Args = unknown> = (
  message: ReceivedMessageHandle,
  args: Args,
) => number | PromiseLike<number>;

/** An answer that the broker did not take is given again after this time. Source: ConsumeMessageConcurrentlyService.submitConsumeRequestLater. */
const AGAIN_AFTER_MS = 5_000;
/** The delivery is beyond any answer. */
const OVER: readonly unknown[] = ['notHeld', 'movedAway', 'notRunning', 'noLater'];

/** Carries out what a callback answered. */
interface Decider {
  ack(deliveries: readonly Delivery[]): DecisionResult[];
  later(delivery: Delivery): Promise<DecisionResult>;
}

interface CallbacksOptions {
  clock: HostClock;
  handles: Handles;
  consumer: ConsumerHandle;
  /** Bound to its args. */
  callback: (message: ReceivedMessageHandle) => unknown;
  decider: Decider;
  /** The callback threw, or answered with no number of CConsumeStatus. */
  onFailed: (error: unknown) => void;
  /** The handle of a message is good for nothing any more. */
  onEnded: (message: ReceivedMessageHandle) => void;
}

/** Calls the callback with what gets a seat, and keeps each message's handle until it is answered. */
export class Callbacks implements PushConsumerListener {
  readonly #options: CallbacksOptions;
  readonly #open = new Map<Delivery, ReceivedMessageHandle>();
  /** Answered, and not taken by the broker yet. */
  readonly #answered = new Map<Delivery, CConsumeStatus>();
  #again: Timer | undefined;
  #stopped = false;

  constructor(options: CallbacksOptions) {
    this.#options = options;
  }

  onHeld(deliveries: readonly Delivery[]): void {
    const acked: Delivery[] = [];
    for (const delivery of deliveries) {
      const answer = this.#call(delivery);
      if (isPromise(answer)) void this.#wait(delivery, answer);
      else if (this.#answer(delivery, answer) === CConsumeStatus.E_CONSUME_SUCCESS) acked.push(delivery);
      else void this.#later(delivery);
    }
    this.#ack(acked);
  }

  onSettled(deliveries: readonly Delivery[]): void {
    this.#over(deliveries);
  }

  onMovedAway(deliveries: readonly Delivery[]): void {
    this.#over(deliveries);
  }

  onPulled(): void {}
  onDeadlines(): void {}
  onDecisionFailed(): void {}
  onChanged(): void {}

  /** No handle is good for anything from now on, and no answer is given again. */
  stop(): void {
    this.#stopped = true;
    this.#again?.cancel();
    this.#over([...this.#open.keys()]);
    this.#answered.clear();
  }

  #call(delivery: Delivery): unknown {
    const { callback, consumer, handles, onFailed } = this.#options;
    const message = handles.open('received', { delivery, consumer });
    this.#open.set(delivery, message);
    try {
      return callback(message);
    } catch (error) {
      onFailed(error);
      return CConsumeStatus.E_RECONSUME_LATER;
    }
  }

  async #wait(delivery: Delivery, promise: PromiseLike<unknown>): Promise<void> {
    let answer: unknown = CConsumeStatus.E_RECONSUME_LATER;
    try {
      answer = await promise;
    } catch (error) {
      this.#options.onFailed(error);
    }
    // Its deadline struck, or it is not ours any more.
    if (!this.#open.has(delivery)) return;
    if (this.#answer(delivery, answer) === CConsumeStatus.E_CONSUME_SUCCESS) this.#ack([delivery]);
    else await this.#later(delivery);
  }

  /** The answer as a status. The message's handle ends here. */
  #answer(delivery: Delivery, answer: unknown): CConsumeStatus {
    const { E_CONSUME_SUCCESS, E_RECONSUME_LATER } = CConsumeStatus;
    if (answer !== E_CONSUME_SUCCESS && answer !== E_RECONSUME_LATER)
      this.#options.onFailed(new TypeError(`the message callback returned ${wordsFor(answer)}, not 0 or 1`));
    const status = answer === E_CONSUME_SUCCESS ? E_CONSUME_SUCCESS : E_RECONSUME_LATER;
    this.#end(delivery);
    this.#answered.set(delivery, status);
    return status;
  }

  #ack(deliveries: readonly Delivery[]): void {
    if (deliveries.length === 0) return;
    for (const { delivery, error } of this.#options.decider.ack(deliveries)) this.#took(delivery, error);
  }

  async #later(delivery: Delivery): Promise<void> {
    const { error } = await this.#options.decider
      .later(delivery)
      .catch((thrown: unknown) => ({ error: toErrorData(thrown) }));
    this.#took(delivery, error);
  }

  #took(delivery: Delivery, error: ErrorData | undefined): void {
    if (error === undefined || OVER.includes(error.params.rule)) this.#answered.delete(delivery);
    else if (!this.#stopped)
      this.#again ??= this.#options.clock.setTimeout(() => this.#giveAgain(), AGAIN_AFTER_MS);
  }

  #giveAgain(): void {
    this.#again = undefined;
    const answered = [...this.#answered];
    const withStatus = (wanted: CConsumeStatus): Delivery[] =>
      answered.flatMap(([delivery, status]) => (status === wanted ? delivery : []));
    this.#ack(withStatus(CConsumeStatus.E_CONSUME_SUCCESS));
    for (const delivery of withStatus(CConsumeStatus.E_RECONSUME_LATER)) void this.#later(delivery);
  }

  #over(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      this.#answered.delete(delivery);
      this.#end(delivery);
    }
  }

  #end(delivery: Delivery): void {
    const message = this.#open.get(delivery);
    if (message === undefined) return;
    this.#open.delete(delivery);
    this.#options.handles.end('received', message);
    this.#options.onEnded(message);
  }
}

/** Of anything: not everything can be made a text. */
function wordsFor(answer: unknown): string {
  return typeof answer === 'number' ? String(answer) : `something of type ${typeof answer}`;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
