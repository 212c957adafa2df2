import { type ErrorData, GantryError, toErrorData } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { SendOutcome, SendReceipt } from '../model/send.ts';
import type { Command } from '../protocol/command.ts';
import { decodeReply, type EncodedRequest } from '../protocol/define-request.ts';
import { sendMessageV2 } from '../protocol/requests/send.ts';
import type { QueueChooser } from './choose-queue.ts';
import { prepareSend } from './encode-send.ts';
import type { ProducerClient } from './producer-client.ts';
import {
  attemptResult,
  attemptTimeoutMs,
  failedOutcome,
  MAX_ATTEMPTS,
  notSent,
  retryAfter,
  SEND_TIMEOUT_MS,
  sendStatus,
} from './send-outcome.ts';

/** One send with all its attempts, from choosing the first queue to its one outcome. */
export class SendAttempts {
  readonly #client: ProducerClient;
  readonly #chooser: QueueChooser;
  readonly #group: string;
  readonly #message: OutgoingMessage;
  readonly #msgId: string;
  readonly #startedAt: number;
  /** What each failed attempt ended with. */
  readonly #errors: ErrorData[] = [];
  readonly #outcome: Promise<SendOutcome>;
  #resolve: (outcome: SendOutcome) => void = () => {};
  #attemptUnderWay = false;
  #ended = false;

  constructor(client: ProducerClient, chooser: QueueChooser, group: string, message: OutgoingMessage) {
    this.#client = client;
    this.#chooser = chooser;
    this.#group = group;
    this.#message = message;
    this.#msgId = client.nextUniqueKey();
    this.#startedAt = client.clock.monotonic();
    this.#outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    this.#run().then(
      (outcome) => this.#settle(outcome),
      (error: unknown) => this.#settle(notSent(toErrorData(error), this.#elapsedMs())),
    );
  }

  outcome(): Promise<SendOutcome> {
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

  #settle(outcome: SendOutcome): void {
    this.#ended = true;
    this.#resolve(outcome);
  }

  /** Throws only before the first attempt: NO_ROUTE, CONNECT of the name server... */
  async #run(): Promise<SendOutcome> {
    const { topic } = this.#message;
    let { queues } = await this.#client.routes.forPublish(topic);
    const requestFor = await this.#prepare();
    let queue = this.#chooser.next(topic, queues);
    while (queue !== undefined && !this.#ended && this.remainingMs > 0) {
      const error = await this.#attempt(queue, requestFor(queue));
      if (!('code' in error)) return { kind: 'stored', receipt: error };
      this.#errors.push(error);
      const advice = retryAfter(error);
      if (advice === 'no' || this.#errors.length >= MAX_ATTEMPTS) break;
      if (advice === 'refreshRoute') queues = await this.#refreshed(queues);
      if (advice !== 'same') queue = this.#chooser.other(topic, queues, queue);
    }
    return this.#failed(this.#errors);
  }

  #prepare(): Promise<(queue: MessageQueue) => EncodedRequest> {
    return prepareSend(this.#message, {
      group: this.#group,
      uniqueKey: this.#msgId,
      nowMs: this.#client.clock.now(),
    });
  }

  /** The receipt, or why there is none. */
  async #attempt(queue: MessageQueue, request: EncodedRequest): Promise<SendReceipt | ErrorData> {
    const timeoutMs = attemptTimeoutMs(this.remainingMs, this.#errors.length + 1);
    this.#attemptUnderWay = true;
    try {
      return this.#receipt(queue, await this.#client.invokeBroker(queue.brokerName, request, timeoutMs));
    } catch (error) {
      return toErrorData(error);
    } finally {
      this.#attemptUnderWay = false;
    }
  }

  #receipt(queue: MessageQueue, response: Command): SendReceipt {
    const status = sendStatus(response.code);
    if (status === undefined)
      throw new GantryError('FRAME', { outcome: 'unknown', params: { rule: 'badHeader' } });
    const reply = decodeReply(sendMessageV2, response);
    const unanswered = this.#errors.filter((error) => attemptResult(error) === 'unanswered');
    return {
      status,
      msgId: this.#msgId,
      offsetMsgId: reply.msgId,
      queue: { ...queue, queueId: reply.queueId },
      queueOffset: reply.queueOffset,
      brokerAddr: this.#client.routes.masterAddress(queue.brokerName) ?? '',
      attempts: this.#errors.length + 1,
      unansweredAttempts: unanswered.length,
      elapsedMs: this.#elapsedMs(),
    };
  }

  /** The queues after asking the name server again; the old ones when it does not tell better ones in time. */
  async #refreshed(queues: MessageQueue[]): Promise<MessageQueue[]> {
    const { routes } = this.#client;
    try {
      await routes.refresh(this.#message.topic);
      return (await routes.forPublish(this.#message.topic)).queues;
    } catch {
      return queues;
    }
  }

  #failed(errors: readonly ErrorData[]): SendOutcome {
    return failedOutcome(errors, this.#msgId, this.#elapsedMs());
  }

  #elapsedMs(): number {
    return this.#client.clock.monotonic() - this.#startedAt;
  }
}
