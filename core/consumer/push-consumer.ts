import type { ClientInstance } from '../client/client-instance.ts';
import {
  type ConsumeCounters,
  type ConsumerState,
  DEFAULT_HOLD_DEADLINE_MS,
  type DecidedBy,
  type QueueView,
  type StopPreview,
} from '../model/consume.ts';
import { type ErrorData, stateError } from '../model/error.ts';
import { retryTopic } from '../model/names.ts';
import type { SubscriptionData } from '../protocol/heartbeat-json.ts';
import { BrokerReach } from './broker-reach.ts';
import { Decisions } from './decisions.ts';
import type { DecisionResult, Delivery, PushConsumerListener } from './delivery.ts';
import { ASSUMED_LIMITS, type GroupLimits, readGroupLimits } from './group-limits.ts';
import { QueueReaders } from './queue-readers.ts';
import { queueViews } from './queue-views.ts';
import { Rebalance } from './rebalance.ts';
import { RetryRoute } from './retry-route.ts';
import { checkOptions, type PushConsumerOptions, subscriptionsOf } from './subscriptions.ts';
import { within } from './within.ts';

export type { DecisionResult, Delivery, PushConsumerListener, Settlement } from './delivery.ts';
export type { PushConsumerOptions } from './subscriptions.ts';

/** Decisions on their way to a broker get this long at the end; offsets and the goodbye 1 s each after it. */
const SETTLE_MS = 500;
const SHUTDOWN_MS = 3_000;

export interface PushConsumerView extends GroupLimits {
  state: ConsumerState;
  /** Every queue of the subscribed topics, the retry topic's included, in compareQueues order. */
  queues: QueueView[];
  members: string[];
  counters: ConsumeCounters;
  lastError?: ErrorData;
  disconnectedSinceMs?: number;
  nextRetryAtMs?: number;
}

/**
 * A member of a consumer group in clustering mode: reads its share of the queues and holds each message until it is
 * decided. To be started once and shut down once. Source: DefaultMQPushConsumerImpl.
 */
export class PushConsumer {
  readonly clientId: string;
  readonly #client: ClientInstance;
  readonly #options: PushConsumerOptions;
  readonly #listener: PushConsumerListener;
  readonly #reach = new BrokerReach();
  readonly #subscriptions: Map<string, SubscriptionData>;
  readonly #decisions: Decisions;
  readonly #readers: QueueReaders;
  readonly #rebalance: Rebalance;
  readonly #retryRoute: RetryRoute;
  #phase: 'new' | 'starting' | 'running' | 'stopping' | 'stopped' = 'new';
  #shutdown: Promise<void> | undefined;
  #undo: (() => void)[] = [];
  #registered = false;
  #limits: GroupLimits = ASSUMED_LIMITS;

  constructor(client: ClientInstance, options: PushConsumerOptions, listener: PushConsumerListener) {
    const { group, seats, holdDeadlineMs = DEFAULT_HOLD_DEADLINE_MS, sleepWatch } = options;
    this.clientId = client.clientId;
    this.#client = client;
    this.#options = options;
    this.#listener = listener;
    this.#subscriptions = subscriptionsOf(options, client.clock.now());
    this.#retryRoute = new RetryRoute(client, retryTopic(group));
    this.#decisions = new Decisions({
      client,
      group,
      seats,
      holdDeadlineMs,
      sleepWatch,
      reach: this.#reach,
      listener,
      retryMaxTimes: () => this.#limits.retryMaxTimes,
      onDecided: (assigned) => this.#readers.decided(assigned),
      onSentBack: () => this.#retryRoute.need(),
    });
    this.#readers = new QueueReaders({
      client,
      group,
      subscriptions: this.#subscriptions,
      reach: this.#reach,
      decisions: this.#decisions,
      listener,
      onUnknownSubscription: () => void this.#beat(),
    });
    this.#rebalance = new Rebalance({
      client,
      group,
      topics: [...this.#subscriptions.keys()],
      held: (topic) => this.#readers.queuesOf(topic),
      take: (queue) => this.#readers.open(queue),
      giveUp: (queue) => this.#readers.giveUp(queue),
      onChanged: () => listener.onChanged(),
    });
  }
  /**
   * Joins the group and begins to pull. Throws INPUT (by field), NO_ROUTE (a topic that does not exist), CONNECT and the
   * like when nothing answers, STATE groupInUse, STATE notRunning when it was shut down meanwhile; nothing is left behind
   * then. What fails later is tried again and shown in `view()`.
   */
  async start(): Promise<void> {
    if (this.#phase !== 'new') throw stateError('notRunning');
    this.#phase = 'starting';
    try {
      await this.#join();
    } catch (error) {
      await this.shutdown();
      throw error;
    }
  }

  /**
   * Commits every queue at its lowest undecided message and leaves the group, within 3 s, brokers there or not. Nothing
   * is sent back: what is undecided will be delivered again. May be called at any time, and again.
   */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#leave();
    return this.#shutdown;
  }

  /** Takes effect at once; the offset follows within 5 s. Of each: why it was refused, if it was. Never throws. */
  ack(deliveries: readonly Delivery[], by: DecidedBy): DecisionResult[] {
    return this.#decisions.ack(deliveries, by);
  }

  /** Sends back; held until the broker has taken it, and still held when it did not. Never throws. */
  later(delivery: Delivery, by: DecidedBy): Promise<DecisionResult> {
    return this.#decisions.later(delivery, by);
  }

  /** In seat order, the first `limit`. */
  held(limit = Number.POSITIVE_INFINITY): Delivery[] {
    return this.#decisions.held(limit);
  }

  stopPreview(): StopPreview {
    return this.#readers.stopPreview;
  }

  view(): PushConsumerView {
    const assigned = this.#readers.assigned();
    const disconnectedSinceMs = this.#reach.allLostSince(assigned.map(({ queue }) => queue.brokerName));
    const failed = assigned.find(({ lastError }) => lastError !== undefined);
    return {
      ...this.#limits,
      state: this.#state(disconnectedSinceMs),
      queues: queueViews(
        [...this.#subscriptions.keys()].flatMap((topic) => this.#client.routes.forSubscribe(topic)),
        assigned,
      ),
      members: this.#rebalance.members,
      counters: this.#readers.counters,
      lastError: failed?.lastError ?? this.#rebalance.lastError,
      disconnectedSinceMs,
      nextRetryAtMs: disconnectedSinceMs === undefined ? undefined : failed?.nextRetryAtMs,
    };
  }

  #state(disconnectedSinceMs: number | undefined): ConsumerState {
    if (this.#phase === 'new') return 'starting';
    return this.#phase === 'running' && disconnectedSinceMs !== undefined ? 'reconnecting' : this.#phase;
  }

  async #join(): Promise<void> {
    const { group, subscriptions, sleepWatch } = this.#options;
    const { routes } = this.#client;
    checkOptions(this.#options);
    await this.#step(Promise.all(subscriptions.map(({ topic }) => routes.get(topic))));
    this.#client.registerConsumer({
      group,
      subscriptions: () => [...this.#subscriptions.values()],
      onMembersChanged: () => this.#membersChanged(),
    });
    this.#registered = true;
    // Pulls of a group that the broker has not heard of are refused.
    await this.#step(this.#client.heartbeat());
    const [limits] = await this.#step(
      Promise.all([readGroupLimits(this.#client, group), this.#retryRoute.look()]),
    );
    this.#limits = limits;
    this.#phase = 'running';
    this.#undo = [
      routes.onChange((topic) => {
        if (this.#subscriptions.has(topic)) void this.#rebalance.run();
      }),
      sleepWatch?.onWake(() => void this.#woke()) ?? (() => {}),
    ];
    await this.#step(this.#rebalance.run());
  }

  /** Throws when it was shut down meanwhile. */
  async #step<T>(work: Promise<T>): Promise<T> {
    const result = await work;
    if (this.#shutdown !== undefined) throw stateError('notRunning');
    return result;
  }

  async #leave(): Promise<void> {
    const wasStarted = this.#phase !== 'new';
    this.#phase = wasStarted ? 'stopping' : 'stopped';
    for (const undo of this.#undo) undo();
    this.#rebalance.stop();
    this.#retryRoute.stop();
    this.#decisions.stop();
    this.#readers.stop();
    if (!wasStarted) return;
    this.#listener.onChanged();
    await within(this.#client.clock, SHUTDOWN_MS, this.#sayGoodbye());
    this.#phase = 'stopped';
    this.#listener.onChanged();
  }

  async #sayGoodbye(): Promise<void> {
    await within(this.#client.clock, SETTLE_MS, this.#decisions.settle());
    await this.#readers.commitAll();
    if (this.#registered) await this.#client.unregisterConsumer(this.#options.group).catch(() => {});
  }

  #membersChanged(): void {
    if (this.#phase !== 'running') return;
    void this.#retryRoute.look();
    void this.#rebalance.run();
  }

  /**
   * A half-open connection shows itself by a heartbeat that is not answered. Only a broker that has heard of us again
   * is asked who is in the group: otherwise we are not, and would let go of everything.
   */
  async #woke(): Promise<void> {
    await this.#beat();
    await this.#rebalance.run();
  }

  async #beat(): Promise<void> {
    await this.#client.heartbeat().catch(() => {});
  }
}
