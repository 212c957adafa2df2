import type { ClientInstance } from '../client/client-instance.ts';
import type { ConsumeCounters, ReleaseReason, StopPreview } from '../model/consume.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { retryTopic } from '../model/names.ts';
import { type MessageQueue, queueKey } from '../model/queue.ts';
import { RESPONSE } from '../protocol/codes.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import type { AssignedQueue, QueueStart } from './assigned-queue.ts';
import type { BrokerReach } from './broker-reach.ts';
import type { Decisions } from './decisions.ts';
import { addCounters, type LiveDelivery, noCounters, type PushConsumerListener } from './delivery.ts';
import { OffsetCommits } from './offset-commits.ts';
import type { OffsetStore } from './offset-store.ts';
import { PullLoop } from './pull-loop.ts';
import { type StartFrom, startOffset } from './start-offset.ts';

interface QueueReadersOptions {
  client: ClientInstance;
  group: string;
  subscriptions: ReadonlyMap<string, SubscriptionData>;
  store: OffsetStore;
  startFrom: StartFrom | undefined;
  batchMaxSize: number;
  newQueue: (queue: MessageQueue, start: QueueStart) => AssignedQueue;
  nextDeliveryId: () => number;
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
  #closed = false;

  constructor(options: QueueReadersOptions) {
    this.#options = options;
    this.#commits = new OffsetCommits(options.client.clock, options.store, () => this.assigned());
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

  /** Nothing when it is read already. Throws when the broker does not say where the group goes on. */
  async open(queue: MessageQueue): Promise<void> {
    if (this.#readers.has(queueKey(queue))) return;
    const { client, store, startFrom } = this.#options;
    const committed = await store.read(queue);
    const offset = committed ?? (await startOffset(client, queue, startFrom, this.#isRetry(queue)));
    this.#answered(queue.brokerName);
    this.#begin(queue, offset, committed);
  }

  /** It is not ours any more: committed once more, its undecided deliveries move away. */
  async giveUp(queue: MessageQueue, reason: ReleaseReason): Promise<void> {
    const assigned = this.#drop(queue, reason);
    if (assigned !== undefined) await this.#commits.commit(assigned);
  }

  /** An operator moved the group there: what is undecided moves away, and the queue is read from `offset` on. */
  async reset(queue: MessageQueue, offset: number): Promise<void> {
    if (this.#drop(queue, 'offsetReset') === undefined) return;
    const assigned = this.#begin(queue, offset, undefined);
    if (assigned !== undefined) await this.#commits.commit(assigned);
  }

  /**
   * For a time without a broker, in which another member may have had our queues: where the group is further than we ever
   * said, ours moves away and the queue is read from there on, or all of that would be delivered again. Never throws.
   */
  async catchUp(): Promise<void> {
    if (!this.#options.store.atBroker) return;
    // What cannot be asked now is only delivered again.
    await Promise.allSettled(this.assigned().map((assigned) => this.#catchUp(assigned)));
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

  async #catchUp(assigned: AssignedQueue): Promise<void> {
    const { queue, ledger, moves } = assigned;
    const offset = await this.#options.store.read(queue);
    if (assigned.dropped || assigned.moves !== moves) return;
    this.#answered(queue.brokerName);
    if (offset === undefined || offset <= ledger.committableOffset) return;
    this.#drop(queue, 'rebalance');
    this.#begin(queue, offset, offset);
  }

  /** Undefined when there is nothing to begin: no longer subscribed, begun meanwhile, or closed. */
  #begin(queue: MessageQueue, offset: number, committed: number | undefined): AssignedQueue | undefined {
    const { subscriptions, newQueue, batchMaxSize } = this.#options;
    const subscription = subscriptions.get(queue.topic);
    const key = queueKey(queue);
    if (subscription === undefined || this.#closed || this.#readers.has(key)) return undefined;
    const assigned = newQueue(queue, { offset, committed, batchMaxSize });
    const loop = this.#loop(assigned, subscription);
    this.#readers.set(key, { assigned, loop });
    void loop.run();
    return assigned;
  }

  #drop(queue: MessageQueue, reason: ReleaseReason): AssignedQueue | undefined {
    const reader = this.#readers.get(queueKey(queue));
    if (reader === undefined) return undefined;
    const { assigned, loop } = reader;
    assigned.dropped = true;
    loop.stop();
    this.#readers.delete(queueKey(queue));
    const released = assigned.ledger.release();
    this.#countersBefore = addCounters(this.#countersBefore, assigned.ledger.counters);
    this.#options.decisions.release(assigned, released, reason);
    return assigned;
  }

  #loop(assigned: AssignedQueue, subscription: SubscriptionData): PullLoop {
    const { client, group, store, reach, listener, onUnknownSubscription } = this.#options;
    const { brokerName } = assigned.queue;
    return new PullLoop({
      client,
      group,
      assigned,
      subscription,
      commits: store.atBroker,
      onMessages: (messages, next) => this.#arrived(assigned, messages, next),
      onMoved: (next) => this.#moved(assigned, next),
      onAnswered: () => this.#answered(brokerName),
      isLost: () => reach.isLost(brokerName),
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
      deliveryId: this.#options.nextDeliveryId(),
      message,
      attempt: message.reconsumeTimes + 1,
      isRetry,
      state: 'waiting',
      seat: undefined,
      heldFrom: undefined,
      heldAtMs: undefined,
      deadlineAtMs: undefined,
    };
  }

  #moved(assigned: AssignedQueue, next: number): void {
    assigned.moves++;
    const released = assigned.ledger.moveTo(next);
    // Only here may what the broker has go backwards.
    assigned.committedOffset = undefined;
    this.#options.decisions.release(assigned, released, 'offsetReset');
    void this.#commits.commit(assigned);
    this.#options.listener.onChanged();
  }

  #brokerIsLost(brokerName: string): void {
    for (const assigned of this.assigned()) {
      if (assigned.queue.brokerName === brokerName) this.#options.decisions.withdraw(assigned);
    }
    for (const { assigned, loop } of this.#readers.values())
      if (assigned.queue.brokerName === brokerName) loop.brokerIsLost();
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
