import type { Timer } from '../clock.ts';
import { GantryError, stateError, toErrorData } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { checkProducerGroup } from '../model/names.ts';
import { checkRetries } from '../model/orderly.ts';
import { checkOutgoing, DEFAULT_MAX_BODY_BYTES } from '../model/outgoing.ts';
import type { BatchOutcome, FailedOutcome, OnewayOutcome, StoreOutcome } from '../model/send.ts';
import { BrokerLatency } from './broker-latency.ts';
import { checkBatch } from './check-batch.ts';
import { QueueChooser } from './choose-queue.ts';
import type { ProducerClient } from './producer-client.ts';
import type { QueueSelector } from './queue-selectors.ts';
import { SendAttempts } from './send-attempts.ts';
import { notSent, SEND_TIMEOUT_MS } from './send-outcome.ts';
import type { SendPlan } from './send-plan.ts';
import { batchPlan, onewayPlan, orderlyPlan, type Sender, syncPlan } from './send-plans.ts';
import { Slots } from './slots.ts';

/** An attempt's own time-out names its address: it may come this much late before the whole send is ended. */
const LATE_MS = 200;
/** Sends under way get this long to be answered after `close`. */
const CLOSE_MS = 1_000;

interface ProducerOptions {
  group: string;
  /** Default: 4 MiB. */
  maxBodyBytes?: number;
  /**
   * Passes over brokers that failed or were slow of late while there are others. Default: false.
   * Source: DefaultMQProducer.sendLatencyFaultEnable.
   */
  avoidSlowBrokers?: boolean;
}

interface OrderlySend<Args> {
  /** Called once, with the topic's publish queues. */
  selector: QueueSelector<Args>;
  args: Args;
  /** Attempts after the first, 0 to 15. Default: 0, which keeps the order. */
  autoRetryTimes?: number;
  /** Where a retry goes. Default: same. anotherBroker gives up the order; with one broker it stays. */
  retryQueue?: 'same' | 'anotherBroker';
}

/** `args` may be left out where the selector asks for none. */
type OrderlyOptions<Args> = undefined extends Args
  ? Omit<OrderlySend<Args>, 'args'> & { args?: Args }
  : OrderlySend<Args>;

/** A send of any kind. */
type UnderWay = Pick<SendAttempts<unknown>, 'remainingMs' | 'outcome' | 'end'>;

/**
 * Sends messages, as many at once as the caller likes. No send throws: bad input, a closed producer, an unknown topic are
 * *not sent*, with the error as data. Each is over within 3,000 ms. Source: DefaultMQProducerImpl.
 */
export class Producer {
  readonly #sender: Sender;
  readonly #maxBodyBytes: number;
  readonly #latency: BrokerLatency | undefined;
  readonly #pending = new Slots<UnderWay>();
  #sweep: Timer | undefined;
  #closing: Promise<void> | undefined;

  /** Throws INPUT for a group that cannot be one. */
  constructor(
    client: ProducerClient,
    { group, maxBodyBytes = DEFAULT_MAX_BODY_BYTES, avoidSlowBrokers = false }: ProducerOptions,
  ) {
    checkProducerGroup(group);
    this.#maxBodyBytes = maxBodyBytes;
    this.#latency = avoidSlowBrokers ? new BrokerLatency(client.clock) : undefined;
    this.#sender = { client, group, chooser: new QueueChooser({ latency: this.#latency }) };
    client.registerProducer(group);
  }

  /** Sends `message` to any of its topic's queues, in 3 attempts at most. */
  send(message: OutgoingMessage): Promise<StoreOutcome> {
    return this.#send(() => {
      checkOutgoing(message, this.#maxBodyBytes);
      return syncPlan(this.#sender, message);
    });
  }

  /** Hands `message` to the socket, in one attempt: no broker answers, so nobody learns whether it was stored. */
  sendOneway(message: OutgoingMessage): Promise<OnewayOutcome> {
    return this.#send(() => {
      checkOutgoing(message, this.#maxBodyBytes);
      return onewayPlan(this.#sender, message);
    });
  }

  /**
   * Sends `message` to the queue that the selector names. INPUT queueIndex (range) when it throws or names none, INPUT
   * autoRetryTimes (range). Source: DefaultMQProducerImpl.sendSelectImpl, SendMessageOrderly of the C++ library.
   */
  sendOrderly<Args = undefined>(
    message: OutgoingMessage,
    options: OrderlyOptions<Args>,
  ): Promise<StoreOutcome> {
    const { autoRetryTimes = 0, retryQueue = 'same', selector } = options;
    return this.#send(() => {
      checkOutgoing(message, this.#maxBodyBytes);
      checkRetries(autoRetryTimes, 'autoRetryTimes');
      const args = options.args as Args;
      return orderlyPlan(this.#sender, message, { selector, args, autoRetryTimes, retryQueue });
    });
  }

  /**
   * Sends `messages` to one queue in one request, in 3 attempts at most: all are stored, one behind the other, or none.
   * One topic, no delay, together at most `maxBodyBytes` as encoded. Source: DefaultMQProducer.send(Collection).
   */
  sendBatch(messages: readonly OutgoingMessage[]): Promise<BatchOutcome> {
    return this.#send(() => {
      checkBatch(messages, this.#maxBodyBytes);
      return batchPlan(this.#sender, messages, this.#maxBodyBytes);
    });
  }

  /** No further sends; those under way get 1 s for their answer, then end as what is known of them. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** `plan` throws INPUT for what cannot be sent. */
  async #send<Done>(plan: () => SendPlan<Done>): Promise<Done | FailedOutcome> {
    if (this.#closing !== undefined) return notSent(stateError('notRunning').data, 0);
    const send = this.#begin(plan);
    if (!(send instanceof SendAttempts)) return send;
    const slot = this.#pending.add(send);
    this.#sweep ??= this.#nextSweep(send.remainingMs);
    try {
      return await send.outcome();
    } finally {
      this.#pending.remove(slot);
    }
  }

  #begin<Done>(plan: () => SendPlan<Done>): SendAttempts<Done> | FailedOutcome {
    try {
      return new SendAttempts(this.#sender.client, plan(), this.#latency);
    } catch (error) {
      return notSent(toErrorData(error), 0);
    }
  }

  async #close(): Promise<void> {
    const { client, group } = this.#sender;
    // At once: another producer of this group may register in the same turn.
    const unregistered = client.unregisterProducer(group).catch(() => undefined);
    if (this.#pending.size > 0) await this.#drain();
    this.#sweep?.cancel();
    await unregistered;
  }

  /** One timer for all: it waits for the one that has least time left. */
  #nextSweep(remainingMs: number): Timer {
    return this.#sender.client.clock.setTimeout(() => {
      this.#sweep = undefined;
      this.#endOverdue();
    }, Math.max(0, remainingMs) + LATE_MS);
  }

  #endOverdue(): void {
    let leastMs = Number.POSITIVE_INFINITY;
    for (const send of this.#pending.all()) {
      if (send.remainingMs + LATE_MS > 0) leastMs = Math.min(leastMs, send.remainingMs);
      else
        send.end(new GantryError('TIMEOUT', { params: { timeoutMs: SEND_TIMEOUT_MS }, retry: 'same' }).data);
    }
    if (leastMs < Number.POSITIVE_INFINITY) this.#sweep = this.#nextSweep(leastMs);
  }

  #drain(): Promise<unknown> {
    const answers = this.#pending.all().map((send) => send.outcome());
    const timer = this.#sender.client.clock.setTimeout(() => {
      for (const send of this.#pending.all()) send.end(new GantryError('CLOSED').data);
    }, CLOSE_MS);
    return Promise.all(answers).finally(() => timer.cancel());
  }
}
