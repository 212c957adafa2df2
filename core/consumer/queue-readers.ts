import type { ClientInstance } from '../client/client-instance.ts';
import type { ConsumeCounters, StopPreview } from '../model/consume.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { retryTopic } from '../model/names.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import type { AssignedQueue } from './assigned-queue.ts';
import type { BrokerReach } from './broker-reach.ts';
import type { Decisions } from './decisions.ts';
import { addCounters, type LiveDelivery, noCounters, type PushConsumerListener } from './delivery.ts';
import { OffsetCommits } from './offset-commits.ts';
import { openQueue } from './open-queue.ts';
import { PullLoop } from './pull-loop.ts';

interface QueueReadersOptions {
  client: ClientInstance;
  group: string;
  subscriptions: ReadonlyMap<string, SubscriptionData>;
  reach: BrokerReach;
  decisions: Decisions;
  listener: PushConsumerListener;
  /** A broker says that it does not know our subscription: a heartbeat repairs that. */
  onUnknownSubscription: () => void;
}

interface Reader {
  assigned: AssignedQueue;
  loop: PullLoop;
}

const UNKNOWN_SUBSCRIPTION: ReadonlySet<number | undefined> = new Set([
  RESPONSE.SUBSCRIPTION_NOT_EXIST,
  RESPONSE.SUBSCRIPTION_NOT_LATEST,
  RESPONSE.SUBSCRIPTION_GROUP_NOT_EXIST,
]);

/** The queues that this consumer reads: their messages become deliveries, and wait for seats. */
export class QueueReaders {
  readonly #options: QueueReadersOptions;
  readonly #readers = new Map<string, Reader>();
  readonly #commits: OffsetCommits;
  /** Of queues given up. */
  #countersBefore = noCounters();
  #deliveries = 0;
  #closed = false;

  constructor(options: QueueReadersOptions) {
    this.#options = options;
    this.#commits = new OffsetCommits(options.client, options.group, () => this.assigned());
  }

  assigned(): AssignedQueue[] {
    return [...this.#readers.values()].map(({ assigned }) => assigned);
  }

  queuesOf(topic: string): MessageQueue[] {
    return this.assigned().flatMap(({ queue }) => (queue.topic === topic ? queue : []));
  }

  get counters(): ConsumeCounters {
    return this.assigned().reduce(
      (sum, { ledger }) => addCounters(sum, ledger.counters),
      this.#countersBefore,
    );
  }

  get stopPreview(): StopPreview {
    const sum: StopPreview = { held: 0, waiting: 0, ackedBehind: 0 };
    for (const { ledger } of this.assigned()) {
      const { held, waiting, ackedBehind } = ledger.stopPreview;
      sum.held += held;
      sum.waiting += waiting;
      sum.ackedBehind += ackedBehind;
    }
    return sum;
  }

  /** Throws when the broker does not say where the group goes on. */
  async open(queue: MessageQueue): Promise<void> {
    const { client, group, subscriptions } = this.#options;
    const subscription = subscriptions.get(queue.topic);
    const key = queueKey(queue);
    if (subscription === undefined || this.#readers.has(key)) return;
    const assigned = await openQueue(client, group, queue, this.#isRetry(queue));
    this.#answered(queue.brokerName);
    if (this.#closed || this.#readers.has(key)) return;
    const loop = this.#loop(assigned, subscription);
    this.#readers.set(key, { assigned, loop });
    void loop.run();
  }

  /** Another member has it now: committed once more, its undecided deliveries move away. */
  async giveUp(queue: MessageQueue): Promise<void> {
    const reader = this.#readers.get(queueKey(queue));
    if (reader === undefined) return;
    const { assigned, loop } = reader;
    assigned.dropped = true;
    loop.stop();
    this.#readers.delete(queueKey(queue));
    const released = assigned.ledger.release();
    this.#countersBefore = addCounters(this.#countersBefore, assigned.ledger.counters);
    this.#options.decisions.release(assigned, released);
    await this.#commits.commit(assigned);
  }

  decided(assigned: AssignedQueue): void {
    this.#readers.get(queueKey(assigned.queue))?.loop.decided();
  }

  /** No further pull and no further queue; answers that still come are ignored. */
  stop(): void {
    this.#closed = true;
    this.#commits.stop();
    for (const { assigned, loop } of this.#readers.values()) {
      assigned.dropped = true;
      loop.stop();
    }
  }

  /** Every queue at its lowest undecided message; 1 s at most. */
  async commitAll(): Promise<void> {
    await Promise.all(this.assigned().map((assigned) => this.#commits.commit(assigned)));
  }

  #loop(assigned: AssignedQueue, subscription: SubscriptionData): PullLoop {
    const { client, group, reach, listener, onUnknownSubscription } = this.#options;
    const { brokerName } = assigned.queue;
    return new PullLoop({
      client,
      group,
      assigned,
      subscription,
      onMessages: (messages, next) => this.#arrived(assigned, messages, next),
      onMoved: (next) => this.#moved(assigned, next),
      onAnswered: () => this.#answered(brokerName),
      onFailed: (error) => {
        if (UNKNOWN_SUBSCRIPTION.has(error.responseCode)) onUnknownSubscription();
        if (error.outcome === 'refused') this.#answered(brokerName);
        else if (reach.failed(brokerName, error, client.clock.now())) this.#brokerIsLost(brokerName);
        listener.onChanged();
      },
      onChanged: () => listener.onChanged(),
    });
  }

  #arrived(assigned: AssignedQueue, messages: readonly ReceivedMessage[], next: number): void {
    const isRetry = this.#isRetry(assigned.queue);
    const deliveries = messages.map((message) => this.#delivery(message, isRetry));
    const added = assigned.ledger.pulled(deliveries, next);
    if (added.length === 0) return;
    this.#options.listener.onPulled(added);
    this.#options.decisions.offer(assigned);
  }

  #delivery(message: ReceivedMessage, isRetry: boolean): LiveDelivery {
    return {
      deliveryId: ++this.#deliveries,
      message,
      attempt: message.reconsumeTimes + 1,
      isRetry,
      state: 'waiting',
      seat: undefined,
      heldAtMs: undefined,
      deadlineAtMs: undefined,
    };
  }

  #moved(assigned: AssignedQueue, next: number): void {
    const released = assigned.ledger.moveTo(next);
    // Only here may what the broker has go backwards.
    assigned.committedOffset = undefined;
    this.#options.decisions.release(assigned, released);
    void this.#commits.commit(assigned);
    this.#options.listener.onChanged();
  }

  #brokerIsLost(brokerName: string): void {
    for (const assigned of this.assigned()) {
      if (assigned.queue.brokerName === brokerName) this.#options.decisions.withdraw(assigned);
    }
  }

  #answered(brokerName: string): void {
    if (!this.#options.reach.answered(brokerName)) return;
    for (const assigned of this.assigned()) {
      if (assigned.queue.brokerName === brokerName) this.#options.decisions.offer(assigned);
    }
    this.#options.listener.onChanged();
  }

  #isRetry({ topic }: MessageQueue): boolean {
    return topic === retryTopic(this.#options.group);
  }
}
