import type { Timer } from '../clock.ts';
import { type ErrorData, GantryError, stateError, toErrorData } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { checkProducerGroup } from '../model/names.ts';
import { checkOutgoing, DEFAULT_MAX_BODY_BYTES } from '../model/outgoing.ts';
import type { SendOutcome } from '../model/send.ts';
import { QueueChooser } from './choose-queue.ts';
import type { ProducerClient } from './producer-client.ts';
import { SendAttempts } from './send-attempts.ts';
import { notSent, SEND_TIMEOUT_MS } from './send-outcome.ts';

/** An attempt's own time-out names its address: it may come this much late before the whole send is ended. */
const LATE_MS = 200;
/** Sends under way get this long to be answered after `close`. */
const CLOSE_MS = 1_000;

interface ProducerOptions {
  group: string;
  /** Default: 4 MiB. */
  maxBodyBytes?: number;
}

/** Sends messages one by one, as many at once as the caller likes. Source: DefaultMQProducerImpl. */
export class Producer {
  readonly #client: ProducerClient;
  readonly #group: string;
  readonly #maxBodyBytes: number;
  readonly #chooser = new QueueChooser();
  /** In the order of their deadlines. */
  readonly #pending = new Set<SendAttempts>();
  #sweep: Timer | undefined;
  #closing: Promise<void> | undefined;

  /** Throws INPUT for a group that cannot be one. */
  constructor(client: ProducerClient, { group, maxBodyBytes = DEFAULT_MAX_BODY_BYTES }: ProducerOptions) {
    checkProducerGroup(group);
    this.#client = client;
    this.#group = group;
    this.#maxBodyBytes = maxBodyBytes;
    client.registerProducer(group);
  }

  /**
   * Sends `message` within 3,000 ms and 3 attempts over all. Never throws: bad input, a closed producer and an unknown
   * topic are *not sent*, with the error as data.
   */
  async send(message: OutgoingMessage): Promise<SendOutcome> {
    if (this.#closing !== undefined) return notSent(stateError('notRunning').data, 0);
    const refused = this.#check(message);
    if (refused !== undefined) return notSent(refused, 0);
    const send = new SendAttempts(this.#client, this.#chooser, this.#group, message);
    this.#pending.add(send);
    this.#sweep ??= this.#nextSweep(send);
    try {
      return await send.outcome();
    } finally {
      this.#pending.delete(send);
    }
  }

  /** No further sends; those under way get 1 s for their answer, then end as what is known of them. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    // At once: another producer of this group may register in the same turn.
    const unregistered = this.#client.unregisterProducer(this.#group).catch(() => undefined);
    if (this.#pending.size > 0) await this.#drain();
    this.#sweep?.cancel();
    await unregistered;
  }

  /** One timer for all: it waits for the oldest. */
  #nextSweep(oldest: SendAttempts): Timer {
    return this.#client.clock.setTimeout(() => {
      this.#sweep = undefined;
      this.#endOverdue();
    }, Math.max(0, oldest.remainingMs) + LATE_MS);
  }

  #endOverdue(): void {
    for (const send of this.#pending) {
      if (send.remainingMs + LATE_MS > 0) {
        this.#sweep = this.#nextSweep(send);
        return;
      }
      send.end(new GantryError('TIMEOUT', { params: { timeoutMs: SEND_TIMEOUT_MS }, retry: 'same' }).data);
    }
  }

  #drain(): Promise<unknown> {
    const answers = [...this.#pending].map((send) => send.outcome());
    const timer = this.#client.clock.setTimeout(() => {
      for (const send of this.#pending) send.end(new GantryError('CLOSED').data);
    }, CLOSE_MS);
    return Promise.all(answers).finally(() => timer.cancel());
  }

  #check(message: OutgoingMessage): ErrorData | undefined {
    try {
      checkOutgoing(message, this.#maxBodyBytes);
      return undefined;
    } catch (error) {
      return toErrorData(error);
    }
  }
}
