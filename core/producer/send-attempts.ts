import { type ErrorData, toErrorData } from '../model/error.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { FailedOutcome } from '../model/send.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { type BrokerLatency, FAILED_LATENCY_MS } from './broker-latency.ts';
import type { ProducerClient } from './producer-client.ts';
import {
  attemptResult,
  attemptTimeoutMs,
  failedOutcome,
  notSent,
  retryAfter,
  SEND_TIMEOUT_MS,
} from './send-outcome.ts';
import type { SendPlan, SendSoFar } from './send-plan.ts';

/** One send with all its attempts, from choosing the first queue to its one outcome. */
export class SendAttempts<Done> {
  readonly #client: ProducerClient;
  readonly #plan: SendPlan<Done>;
  readonly #latency: BrokerLatency | undefined;
  readonly #startedAt: number;
  /** What each failed attempt ended with. */
  readonly #errors: ErrorData[] = [];
  readonly #outcome: Promise<Done | FailedOutcome>;
  #resolve: (outcome: Done | FailedOutcome) => void = () => {};
  #attemptUnderWay = false;
  #ended = false;

  /** `latency` is told how each attempt went. */
  constructor(client: ProducerClient, plan: SendPlan<Done>, latency?: BrokerLatency) {
    this.#client = client;
    this.#plan = plan;
    this.#latency = latency;
    this.#startedAt = client.clock.monotonic();
    this.#outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#run().then(
      (outcome) => this.#settle(outcome),
      (error: unknown) => this.#settle(notSent(toErrorData(error), this.#elapsedMs())),
    );
  }

  outcome(): Promise<Done | FailedOutcome> {
    return this.#outcome;
  }

  /** Of the 3,000 ms for the whole send; below 0 once they are over. */
  get remainingMs(): number {
    return SEND_TIMEOUT_MS - this.#elapsedMs();
  }

  /** Ends it now: *unknown* when an attempt is or was without an answer. */
  end(error: ErrorData): void {
    const lost: ErrorData = { ...error, outcome: this.#attemptUnderWay ? 'unknown' : 'notSent' };
    this.#settle(this.#failed([...this.#errors, lost]));
  }

  #settle(outcome: Done | FailedOutcome): void {
    this.#ended = true;
    this.#resolve(outcome);
  }

  /** Throws only before the first attempt: NO_ROUTE, INPUT, CONNECT of the name server... */
  async #run(): Promise<Done | FailedOutcome> {
    const { topic, maxAttempts, queues: choice, prepare } = this.#plan;
    let { queues } = await this.#client.routes.forPublish(topic);
    let queue = choice.first(queues);
    const requestFor = await prepare();
    while (queue !== undefined && !this.#ended && this.remainingMs > 0) {
      const result = await this.#attempt(queue, requestFor(queue));
      if (typeof result === 'function') return result(this.#soFar());
      this.#errors.push(result);
      const advice = retryAfter(result);
      if (advice === 'no' || this.#errors.length >= maxAttempts) break;
      if (advice === 'refreshRoute') queues = await this.#refreshed(queues);
      if (advice !== 'same') queue = choice.other(queues, queue);
    }
    return this.#failed(this.#errors);
  }

  /** What makes the outcome, or why there is none. */
  async #attempt(
    queue: MessageQueue,
    request: EncodedRequest,
  ): Promise<((soFar: SendSoFar) => Done) | ErrorData> {
    const after = this.#plan.maxAttempts - this.#errors.length - 1;
    const timeoutMs = attemptTimeoutMs(this.remainingMs, after);
    const startedAt = this.#elapsedMs();
    this.#attemptUnderWay = true;
    try {
      const done = await this.#plan.deliver({ queue, request, timeoutMs });
      this.#latency?.took(queue.brokerName, this.#elapsedMs() - startedAt);
      return done;
    } catch (error) {
      const data = toErrorData(error);
      if (retryAfter(data) === 'otherBroker') this.#latency?.took(queue.brokerName, FAILED_LATENCY_MS);
      return data;
    } finally {
      this.#attemptUnderWay = false;
    }
  }

  #soFar(): SendSoFar {
    const unanswered = this.#errors.filter((error) => attemptResult(error) === 'unanswered');
    return {
      msgId: this.#plan.msgId,
      attempts: this.#errors.length + 1,
      unansweredAttempts: unanswered.length,
      elapsedMs: this.#elapsedMs(),
    };
  }

  /** The queues after asking the name server again; the old ones when it does not tell better ones in time. */
  async #refreshed(queues: MessageQueue[]): Promise<MessageQueue[]> {
    const { topic } = this.#plan;
    const { routes } = this.#client;
    try {
      await routes.refresh(topic);
      return (await routes.forPublish(topic)).queues;
    } catch {
      return queues;
    }
  }

  #failed(errors: readonly ErrorData[]): FailedOutcome {
    return failedOutcome(errors, this.#plan.msgId, this.#elapsedMs());
  }

  #elapsedMs(): number {
    return this.#client.clock.monotonic() - this.#startedAt;
  }
}
