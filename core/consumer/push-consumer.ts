import type { BrokerAnswer } from '../client/broker-requests.ts';
import type { ClientInstance } from '../client/client-instance.ts';
import type {
  ConsumeCounters,
  ConsumerState,
  DecidedBy,
  QueueView,
  StopPreview,
  SubscriptionConflict,
} from '../model/consume.ts';
import { type ErrorData, stateError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import { serveBroker } from './broker-requests.ts';
import { type ConsumerParts, consumerParts } from './consumer-parts.ts';
import type { DecisionResult, Delivery, PushConsumerListener } from './delivery.ts';
import { ASSUMED_LIMITS, type GroupLimits, readGroupLimits } from './group-limits.ts';
import { queueViews } from './queue-views.ts';
import { encodeRunningInfo } from './running-info.ts';
import { consumeFromWhere } from './start-offset.ts';
import { checkOptions, type PushConsumerOptions } from './subscriptions.ts';
import { within } from './within.ts';

export type { DecisionResult, Delivery, PushConsumerListener, Settlement } from './delivery.ts';
export type { PushConsumerOptions } from './subscriptions.ts';

/** Decisions on their way to a broker get this long at the end; offsets and the goodbye 1 s each after it. */
const SETTLE_MS = 500;
const SHUTDOWN_MS = 3_000;
/** Nobody waits longer for what is only to be warned of. */
const LOOK_MS = 1_000;

export interface PushConsumerView extends GroupLimits {
  state: ConsumerState;
  /** Every queue of the subscribed topics, the retry topic's included, in compareQueues order. */
  queues: QueueView[];
  /** Empty of a broadcasting consumer: each member is alone. */
  members: string[];
  conflict?: SubscriptionConflict;
  counters: ConsumeCounters;
  lastError?: ErrorData;
  disconnectedSinceMs?: number;
  nextRetryAtMs?: number;
}

/**
 * A member of a consumer group: reads its share of the queues (all of them in broadcasting) and holds each message until
 * it is decided. To be started once and shut down once. Source: DefaultMQPushConsumerImpl.
 */
export class PushConsumer {
  readonly clientId: string;
  readonly #client: ClientInstance;
  readonly #options: PushConsumerOptions;
  readonly #listener: PushConsumerListener;
  readonly #parts: ConsumerParts;
  #phase: 'new' | 'starting' | 'running' | 'stopping' | 'stopped' = 'new';
  #shutdown: Promise<void> | undefined;
  #undo: (() => void)[] = [];
  #registered = false;
  #limits: GroupLimits = ASSUMED_LIMITS;
  #startedAtMs = 0;

  /** Throws STATE folderInUse for a broadcasting consumer without local offsets. */
  constructor(client: ClientInstance, options: PushConsumerOptions, listener: PushConsumerListener) {
    this.clientId = client.clientId;
    this.#client = client;
    this.#options = options;
    this.#listener = listener;
    this.#parts = consumerParts(client, options, {
      listener,
      retryMaxTimes: () => this.#retryMaxTimes,
      onUnknownSubscription: () => void this.#beat(),
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
    if (!deliveries.some(({ direct }) => direct)) return this.#parts.decisions.ack(deliveries, by);
    return deliveries.flatMap((delivery) =>
      delivery.direct
        ? this.#parts.direct.decide(delivery, 'acked', by)
        : this.#parts.decisions.ack([delivery], by),
    );
  }

  /**
   * Sends back, or has it offered again in its place; held until that holds, and still held when it did not. Refused
   * (STATE noLater) in broadcasting. `delayLevel`: the level to return at, 0 = the broker's own, DEAD_LETTER_NOW; only of
   * a concurrent consumer's own deliveries (else STATE noLevel). Never throws.
   */
  later(delivery: Delivery, by: DecidedBy, delayLevel = 0): Promise<DecisionResult> {
    if (!delivery.direct) return this.#parts.decisions.later(delivery, by, delayLevel);
    const error = stateError('noLevel').data;
    return Promise.resolve(
      delayLevel === 0 ? this.#parts.direct.decide(delivery, 'later', by) : { delivery, error },
    );
  }

  /** In seat order, the first `limit`; those a broker handed over directly, which have no seat, after them. */
  held(limit = Number.POSITIVE_INFINITY): Delivery[] {
    return [...this.#parts.decisions.held(limit), ...this.#parts.direct.held()].slice(0, limit);
  }

  stopPreview(): StopPreview {
    return this.#parts.readers.stopPreview;
  }

  view(): PushConsumerView {
    const { assignment, kind, reach, readers, rebalance, subscriptions, watch } = this.#parts;
    const assigned = readers.assigned();
    const disconnectedSinceMs = reach.allLostSince(assigned.map(({ queue }) => queue.brokerName));
    const failed = assigned.find(({ lastError }) => lastError !== undefined);
    return {
      ...this.#limits,
      retryMaxTimes: this.#retryMaxTimes,
      state: this.#state(disconnectedSinceMs),
      queues: queueViews(
        [...subscriptions.keys()].flatMap((topic) => this.#client.routes.forSubscribe(topic)),
        assigned,
        (queue) => assignment.lockOf(queue),
      ),
      members: kind.members(),
      conflict: watch.conflict,
      counters: readers.counters,
      lastError: failed?.lastError ?? rebalance.lastError,
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
    const { rebalance, subscriptions: wanted, watch } = this.#parts;
    const { routes } = this.#client;
    checkOptions(this.#options);
    await this.#step(Promise.all(subscriptions.map(({ topic }) => routes.get(topic))));
    // Once we are in, a broker tells of our own subscriptions.
    await this.#step(within(this.#client.clock, LOOK_MS, watch.look()));
    this.#client.registerConsumer({
      group,
      messageModel: this.#isBroadcasting ? 'BROADCASTING' : 'CLUSTERING',
      consumeFromWhere: consumeFromWhere(this.#options.startFrom),
      subscriptions: () => [...wanted.values()],
      onMembersChanged: () => this.#membersChanged(),
      onBrokerRequest: (request) => this.#serve(request),
    });
    this.#registered = true;
    this.#startedAtMs = this.#client.clock.now();
    // Pulls of a group that the broker has not heard of are refused.
    await this.#step(this.#client.heartbeat());
    const [limits] = await this.#step(
      Promise.all([readGroupLimits(this.#client, group), this.#lookForRetryRoute()]),
    );
    this.#limits = limits;
    this.#phase = 'running';
    this.#undo = [
      routes.onChange((topic) => {
        if (wanted.has(topic)) void rebalance.run();
      }),
      sleepWatch?.onWake(() => void this.#woke()) ?? (() => {}),
    ];
    await this.#step(rebalance.run());
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
    const { assignment, decisions, direct, readers, rebalance, retryRoute, watch } = this.#parts;
    for (const part of [rebalance, retryRoute, watch, direct, decisions, assignment, readers]) part.stop();
    if (!wasStarted) return;
    this.#listener.onChanged();
    await within(this.#client.clock, SHUTDOWN_MS, this.#sayGoodbye());
    this.#phase = 'stopped';
    this.#listener.onChanged();
  }

  async #sayGoodbye(): Promise<void> {
    const { assignment, decisions, readers } = this.#parts;
    await within(this.#client.clock, SETTLE_MS, decisions.settle());
    await readers.commitAll();
    const left = assignment.leave();
    if (this.#registered) await this.#client.unregisterConsumer(this.#options.group).catch(() => {});
    await left;
  }

  #membersChanged(): void {
    if (this.#phase !== 'running') return;
    void this.#lookForRetryRoute();
    void this.#parts.readers.catchUp();
    void this.#parts.rebalance.run();
  }

  /** A broadcasting group has no retry topic. */
  async #lookForRetryRoute(): Promise<void> {
    if (!this.#isBroadcasting) await this.#parts.retryRoute.look();
  }

  get #isBroadcasting(): boolean {
    return this.#options.model === 'broadcasting';
  }

  /** The consumer's own limit where it has one. */
  get #retryMaxTimes(): number {
    return this.#options.maxReconsumeTimes ?? this.#limits.retryMaxTimes;
  }

  #serve(request: Command): Promise<BrokerAnswer | undefined> | undefined {
    if (this.#phase !== 'running') return undefined;
    const { listener, seats } = this.#options;
    const { assignment, direct, readers, subscriptions } = this.#parts;
    const orderly = listener === 'orderly';
    return serveBroker(request, {
      readers,
      direct,
      orderly,
      runningInfo: () =>
        encodeRunningInfo({
          nameServers: this.#client.nameServers.all,
          seats,
          orderly,
          startedAtMs: this.#startedAtMs,
          subscriptions: subscriptions.values(),
          assigned: readers.assigned(),
          lockOf: (queue) => assignment.lockOf(queue),
        }),
    });
  }

  /**
   * A half-open connection shows itself by a heartbeat that is not answered. Only a broker that has heard of us again
   * is asked who is in the group: otherwise we are not, and would let go of everything.
   */
  async #woke(): Promise<void> {
    await this.#beat();
    await Promise.all([this.#parts.readers.catchUp(), this.#parts.rebalance.run()]);
  }

  async #beat(): Promise<void> {
    await this.#client.heartbeat().catch(() => {});
  }
}
