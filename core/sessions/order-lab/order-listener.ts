import type { ClientInstance } from '../../client/client-instance.ts';
import type { HostClock } from '../../clock.ts';
import { type Delivery, PushConsumer, type PushConsumerListener } from '../../consumer/push-consumer.ts';
import { messageCount, type OrderMessage, type OrderScenario, placeOf } from '../../model/order/scenario.ts';
import { seededRandom } from '../../sandbox/random.ts';
import { messageOf } from './order-messages.ts';
import type { RunRecord } from './run-record.ts';

/** A decision that was not taken is tried again after this. */
const AGAIN_MS = 500;
/** Nothing is held longer than the longest handling; this only keeps the deadline out of it. */
const HOLD_DEADLINE_MS = 10 * 60_000;

interface ListenerOptions {
  client: ClientInstance;
  clock: HostClock;
  topic: string;
  group: string;
  record: RunRecord;
  /** What the listener hears is written down before, while a recording is under way. */
  recorded: (listener: PushConsumerListener) => PushConsumerListener;
  onProgress: () => void;
}

/** The consumer of a run: handles each message for its drawn time, then answers success, or Later as the scenario says. */
export class OrderListener {
  readonly #options: ListenerOptions;
  readonly #consumer: PushConsumer;
  readonly #scenario: OrderScenario;
  /** By place in the run, ms. */
  readonly #handlingMs: Float64Array;
  /** Handlings that are over and not answered yet. */
  readonly #finished: (() => void)[] = [];
  #answering = false;
  #stopped = false;

  constructor(options: ListenerOptions) {
    const { client, topic, group, record, recorded } = options;
    const { scenario } = record;
    this.#options = options;
    this.#scenario = scenario;
    this.#handlingMs = handlingTimes(scenario);
    this.#consumer = new PushConsumer(
      client,
      {
        group,
        subscriptions: [{ topic, tagPattern: '*' }],
        seats: scenario.threads,
        listener: scenario.listener,
        startFrom: 'first',
        holdDeadlineMs: HOLD_DEADLINE_MS,
      },
      recorded(this.#listener()),
    );
  }

  /** Throws as PushConsumer.start. */
  start(): Promise<void> {
    return this.#consumer.start();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return this.#consumer.shutdown();
  }

  #listener(): PushConsumerListener {
    const nothing = (): void => {};
    return {
      onPulled: nothing,
      onHeld: (deliveries) => {
        for (const delivery of deliveries) this.#handle(delivery);
      },
      onSettled: nothing,
      onDeadlines: nothing,
      onDecisionFailed: nothing,
      onMovedAway: nothing,
      onChanged: nothing,
    };
  }

  #handle(delivery: Delivery): void {
    const message = messageOf(delivery.message, this.#scenario);
    const ms = message === undefined ? 0 : (this.#handlingMs[placeOf(message, this.#scenario.keys)] ?? 0);
    this.#after(ms, () => this.#decide(delivery, message, delivery.seat ?? 0));
  }

  #after(ms: number, run: () => void): void {
    if (ms === 0) this.#answer(run);
    else
      this.#options.clock.setTimeout(() => {
        if (!this.#stopped) this.#answer(run);
      }, ms);
  }

  /** One behind the other: an answer gives its seat to a message that may be finished at once, within the call. */
  #answer(run: () => void): void {
    this.#finished.push(run);
    if (this.#answering) return;
    this.#answering = true;
    for (let next = this.#finished.shift(); next !== undefined; next = this.#finished.shift()) next();
    this.#answering = false;
  }

  #decide(delivery: Delivery, message: OrderMessage | undefined, thread: number): void {
    if (message !== undefined && this.#fails(message)) void this.#later(delivery, message);
    else this.#ack(delivery, message, thread);
  }

  #ack(delivery: Delivery, message: OrderMessage | undefined, thread: number): void {
    const { clock, record, onProgress } = this.#options;
    const atMs = clock.now();
    const error = this.#consumer.ack([delivery], 'autoAck')[0]?.error;
    if (error?.params.rule === 'disconnected')
      this.#after(AGAIN_MS, () => this.#ack(delivery, message, thread));
    if (error !== undefined || message === undefined) return;
    const from = delivery.isRetry ? undefined : delivery.message;
    record.finished(message, { from, atMs, thread });
    onProgress();
  }

  async #later(delivery: Delivery, message: OrderMessage): Promise<void> {
    const { record, onProgress } = this.#options;
    // Before the answer: in place it is offered again within the call.
    record.putOff(message);
    onProgress();
    const { error } = await this.#consumer.later(delivery, 'autoAck');
    if (error !== undefined && delivery.state === 'held')
      this.#after(AGAIN_MS, () => void this.#later(delivery, message));
  }

  /** The first time only, so that it is handled in the end. */
  #fails(message: OrderMessage): boolean {
    const { failEvery, keys } = this.#scenario;
    const place = placeOf(message, keys);
    return failEvery > 0 && (place + 1) % failEvery === 0 && this.#options.record.failed[place] === 0;
  }
}

/** The same for the same seed, whatever order messages come in. */
function handlingTimes(scenario: OrderScenario): Float64Array {
  const draw = seededRandom(scenario.seed);
  return new Float64Array(messageCount(scenario)).map(() => Math.round(draw() * scenario.handlingMaxMs));
}
