import { nextTick } from 'node:process';
import type { ClientInstance } from '../client/client-instance.ts';
import type { Timer } from '../clock.ts';
import type { QueueView } from '../model/consume.ts';
import { type ErrorData, toErrorData } from '../model/error.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { MASTER_ID } from '../model/route.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import { flowStop } from './flow-control.ts';
import { nextOffset } from './next-offset.ts';
import { type PullAnswer, pullQueue } from './pull-queue.ts';

/** Source: ClientConfig.pullTimeDelayMillsWhenException. */
const ERROR_PAUSE_MS = 1_000;
/** Source: DefaultMQPushConsumerImpl.PULL_TIME_DELAY_MILLS_WHEN_BROKER_FLOW_CONTROL. */
const FLOW_CONTROL_PAUSE_MS = 20;

interface PullLoopOptions {
  client: Pick<ClientInstance, 'clock' | 'invokeBroker' | 'routes' | 'transport'>;
  group: string;
  assigned: AssignedQueue;
  subscription: SubscriptionData;
  /** Whether pulls carry the committable offset to the broker. */
  commits: boolean;
  /** Messages that match the subscription exactly, in order; the queue goes on at `next`. Empty when none did. */
  onMessages: (messages: ReceivedMessage[], next: number) => void;
  /** The broker says that the queue goes on at `next`. */
  onMoved: (next: number) => void;
  /** The broker answered, before anything is done with the answer. */
  onAnswered: () => void;
  /** Nobody has had an answer of the broker for a while. */
  isLost: () => boolean;
  onFailed: (error: ErrorData) => void;
  onChanged: () => void;
}

/** A pull that is out. */
interface Pull {
  offset: number;
  commitOffset: number;
  answer: Promise<PullAnswer>;
}

/**
 * Pulls one queue for as long as it is ours, one request at a time. Source: DefaultMQPushConsumerImpl.pullMessage.
 *
 * While there is room, the next request leaves before the messages of an answer are decoded and handed over: its broker
 * works meanwhile.
 *
 * After an error the next pull does not suspend: its answer says at once that the broker is back, where a suspended one
 * would say so with the next message only. While the broker is lost a queue is asked each second although it has enough:
 * nothing of it can be decided until somebody hears of the broker again.
 */
export class PullLoop {
  readonly #options: PullLoopOptions;
  #brokerId = MASTER_ID;
  #timer: Timer | undefined;
  #goOn: (() => void) | undefined;
  /** Sent before the answer before it was dealt with. */
  #ahead: Pull | undefined;

  constructor(options: PullLoopOptions) {
    this.#options = options;
  }

  /** Ends, at the latest with the answer to the pull that is out, once `assigned.dropped`. */
  async run(): Promise<void> {
    const { assigned } = this.#options;
    while (!assigned.dropped) {
      const stop = this.#ahead === undefined ? flowStop(assigned.ledger.backlog) : undefined;
      // The error is the reason that a person must know: nothing can be decided meanwhile.
      this.#stoppedBecause(this.#options.isLost() && assigned.lastError !== undefined ? 'error' : stop);
      if (stop === undefined) await this.#pull();
      else if (!this.#options.isLost()) await this.#pause();
      else {
        await this.#pause(ERROR_PAUSE_MS);
        if (this.#options.isLost() && !assigned.dropped) await this.#pull();
      }
    }
  }

  /** Something of the queue was decided: goes on if that was what it waited for. */
  decided(): void {
    const { stoppedBecause, ledger } = this.#options.assigned;
    if (stoppedBecause === undefined || stoppedBecause === 'error') return;
    if (flowStop(ledger.backlog) === undefined) this.#wake();
  }

  /** Goes on, if it waited for a decision: none can be taken now. */
  brokerIsLost(): void {
    const { stoppedBecause } = this.#options.assigned;
    if (stoppedBecause !== undefined && stoppedBecause !== 'error') this.#wake();
  }

  /** Ends a pause; `assigned.dropped` then ends the loop. */
  stop(): void {
    this.#wake();
  }

  async #pull(): Promise<void> {
    const { assigned } = this.#options;
    const pull = this.#ahead ?? this.#send(assigned.ledger.nextOffset);
    this.#ahead = undefined;
    try {
      const answer = await pull.answer;
      if (assigned.dropped) return;
      if (answer.committed) assigned.committed(pull.commitOffset);
      await this.#answered(answer, pull.offset);
    } catch (error) {
      // What it asked for goes on behind messages that could not be read.
      this.#ahead = undefined;
      if (!assigned.dropped) await this.#failed(toErrorData(error));
    }
  }

  #send(offset: number): Pull {
    const { assigned, client, commits, group, subscription, isLost } = this.#options;
    const commitOffset = commits ? assigned.ledger.committableOffset : 0;
    const answer = pullQueue(client, {
      group,
      queue: assigned.queue,
      subscription,
      offset,
      commitOffset,
      suspend: assigned.lastError === undefined && !isLost(),
      brokerId: this.#brokerId,
    });
    return { offset, commitOffset, answer };
  }

  async #answered(answer: PullAnswer, askedOffset: number): Promise<void> {
    const { assigned, subscription, onAnswered, onMessages, onMoved } = this.#options;
    const { responseCode, reply } = answer;
    // The error may be that these cannot be read: what lies behind them would be asked for in vain each time.
    const afterError = assigned.lastError !== undefined;
    this.#brokerId = reply.suggestWhichBrokerId;
    assigned.maxOffset = reply.maxOffset;
    assigned.lastPullMs = this.#options.client.clock.now();
    assigned.lastError = undefined;
    assigned.nextRetryAtMs = undefined;
    onAnswered();
    const { offset, action } = nextOffset(responseCode, askedOffset, reply.nextBeginOffset);
    if (action === 'take' && !afterError && this.#hasRoomBehind(answer, offset)) {
      this.#ahead = this.#send(offset);
      // Told where it is awaited, unless the queue is given up before.
      this.#ahead.answer.catch(() => {});
      await written();
      if (assigned.dropped) return;
    }
    if (action === 'moved') onMoved(offset);
    else onMessages(exactly(subscription, answer.messages()), offset);
    if (action === 'wait') await this.#pause(ERROR_PAUSE_MS);
  }

  /** Whether there is also room for what an answer brings, at most: a filter may leave some of it out. */
  #hasRoomBehind({ bodyBytes }: PullAnswer, offset: number): boolean {
    const { ledger } = this.#options.assigned;
    const { undecided, undecidedBytes, span } = ledger.backlog;
    const come = offset - ledger.nextOffset;
    const backlog = {
      undecided: undecided + come,
      undecidedBytes: undecidedBytes + bodyBytes,
      span: span + come,
    };
    return flowStop(backlog) === undefined;
  }

  async #failed(error: ErrorData): Promise<void> {
    const { assigned, client, onFailed } = this.#options;
    const pauseMs = error.responseCode === RESPONSE.FLOW_CONTROL ? FLOW_CONTROL_PAUSE_MS : ERROR_PAUSE_MS;
    assigned.lastError = error;
    assigned.nextRetryAtMs = client.clock.now() + pauseMs;
    this.#stoppedBecause('error');
    onFailed(error);
    await this.#pause(pauseMs);
  }

  #stoppedBecause(reason: QueueView['stoppedBecause']): void {
    const { assigned, onChanged } = this.#options;
    // While the pull after an error is out, the error is still the reason.
    const next = reason ?? (assigned.lastError === undefined ? undefined : 'error');
    if (assigned.stoppedBecause === next) return;
    assigned.stoppedBecause = next;
    onChanged();
  }

  /** Until `decided` or `stop`, or for `ms`. */
  async #pause(ms?: number): Promise<void> {
    if (this.#options.assigned.dropped) return;
    await new Promise<void>((resolve) => {
      this.#goOn = resolve;
      if (ms !== undefined) this.#timer = this.#options.client.clock.setTimeout(resolve, ms);
    });
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#goOn = undefined;
  }

  #wake(): void {
    this.#goOn?.();
  }
}

/** Until a connection has handed what was sent in this turn to its socket: it does so before promises go on. */
const written = (): Promise<void> => new Promise((resolve) => nextTick(resolve));

/** The broker's filter knows tags by their hash only, and two tags can share one. */
function exactly({ tagsSet }: SubscriptionData, messages: ReceivedMessage[]): ReceivedMessage[] {
  return tagsSet.length === 0 ? messages : messages.filter(({ tag }) => tagsSet.includes(tag));
}
