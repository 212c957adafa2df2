import type { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { LocalOffsets } from '../consumer/broadcasting/local-offsets.ts';
import { addCounters, noCounters } from '../consumer/delivery.ts';
import {
  type Delivery,
  PushConsumer,
  type PushConsumerListener,
  type Settlement,
} from '../consumer/push-consumer.ts';
import type { SleepWatch } from '../consumer/sleep-watch.ts';
import type { StartFrom } from '../consumer/start-offset.ts';
import type { DecideResult, RowsPage } from '../contract/views.ts';
import { type BrokerClockView, brokerTimeAt } from '../model/clock.ts';
import type {
  ConsumeCounters,
  ConsumeListener,
  ConsumeModel,
  ConsumerView,
  DecidedBy,
  DecideMode,
  Decision,
  MessageDetail,
  SeatView,
  StopPreview,
} from '../model/consume.ts';
import { delayMs } from '../model/delay.ts';
import { stateError, toErrorData } from '../model/error.ts';
import { RowStore } from './row-store.ts';
import { Throttle } from './throttle.ts';

/** Views go to the window at most this often. */
const CHANGE_EVERY_MS = 100;
const SEATS_SHOWN = 12;
const ASLEEP_SHOWN_MS = 60_000;

export interface ConsumerSessionOptions {
  consumerId: number;
  profileId: string;
  /** Whose window started it: when that is gone for good the consumer stops. */
  windowId: string;
  group: string;
  subscriptions: { topic: string; tagPattern: string }[];
  seats: number;
  mode: DecideMode;
  listener: ConsumeListener;
  model: ConsumeModel;
  startFrom?: StartFrom | undefined;
  batchMaxSize: number;
  /** Where a broadcasting consumer's progress is kept. Throws STATE folderInUse where it cannot be. */
  localOffsets: () => LocalOffsets;
  holdDeadlineMs: number;
  rowLimit: number;
  clock: HostClock;
  sleepWatch: SleepWatch;
  brokerClock: () => BrokerClockView;
  onChanged: (view: ConsumerView) => void;
}

/**
 * One consumer as a window looks at it: the engine's push consumer, its rows, and the decision mode. It outlives its own
 * stop: rows stay readable and it can be started again, which joins the group anew and keeps the rows.
 */
export class ConsumerSession {
  readonly options: ConsumerSessionOptions;
  readonly #rows: RowStore;
  readonly #changed: Throttle;
  readonly #startedAtMs: number;
  /** Counters of earlier runs (before a stop); the ledger of the present run is added on top. */
  #countersBefore: ConsumeCounters = noCounters();
  #consumer: PushConsumer | undefined;
  #stopped: ConsumerView | undefined;
  #mode: DecideMode;
  #deadlineStruck = 0;
  #asleep: { forMs: number; shownUntilMs: number } | undefined;
  readonly #unwatchSleep: () => void;

  constructor(options: ConsumerSessionOptions) {
    this.options = options;
    this.#mode = options.mode;
    this.#startedAtMs = options.clock.now();
    this.#rows = new RowStore(options.rowLimit);
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
    this.#unwatchSleep = options.sleepWatch.onWake((gapMs) => {
      this.#asleep = { forMs: gapMs, shownUntilMs: options.clock.now() + ASLEEP_SHOWN_MS };
      this.#changed.mark();
    });
  }

  /** Joins the group. Throws what the engine throws (INPUT, NO_ROUTE, CONNECT, STATE groupInUse); nothing is left behind then. */
  async start(client: ClientInstance): Promise<void> {
    if (this.#consumer !== undefined) throw stateError('groupInUse', { group: this.options.group });
    const { group, subscriptions, seats, listener, model, startFrom, batchMaxSize } = this.options;
    const { holdDeadlineMs, sleepWatch, localOffsets } = this.options;
    const shared = { group, subscriptions, seats, listener, model, batchMaxSize, holdDeadlineMs, sleepWatch };
    const consumer = new PushConsumer(
      client,
      {
        ...shared,
        ...(startFrom === undefined ? {} : { startFrom }),
        ...(model === 'broadcasting' ? { localOffsets: localOffsets() } : {}),
      },
      this.#listener(),
    );
    this.#consumer = consumer;
    this.#stopped = undefined;
    try {
      await consumer.start();
    } catch (error) {
      await consumer.shutdown();
      this.#consumer = undefined;
      throw error;
    } finally {
      this.#changed.mark();
    }
  }

  /** Commits, leaves the group and frees every undecided message: the broker delivers those again. Bounded by 3 s. */
  async stop(): Promise<void> {
    const consumer = this.#consumer;
    if (consumer === undefined) return;
    await consumer.shutdown();
    if (this.#consumer !== consumer) return;
    this.#stopped = { ...this.view(), state: 'stopped' };
    this.#countersBefore = { ...this.#counters(), held: 0, waiting: 0 };
    this.#consumer = undefined;
    this.#rows.stopped(this.options.clock.now());
    this.#changed.mark();
  }

  /** Ends the session's own timers; the window is told nothing more. */
  dispose(): void {
    this.#unwatchSleep();
    this.#changed.stop();
  }

  get running(): boolean {
    return this.#consumer !== undefined;
  }

  stopPreview(): StopPreview {
    return this.#consumer?.stopPreview() ?? { held: 0, waiting: 0, ackedBehind: 0 };
  }

  setRowLimit(rows: number): void {
    this.#rows.rowLimit = rows;
    this.#changed.mark();
  }

  /** From now on Auto-ack acks what gets a seat. What is held already is only touched when `applyToHeld`. */
  setMode(mode: DecideMode, applyToHeld: boolean): void {
    this.#mode = mode;
    const consumer = this.#consumer;
    if (mode === 'auto' && applyToHeld && consumer !== undefined) this.#autoAck(consumer.held());
    this.#changed.mark();
  }

  async decide(seqs: readonly number[], decision: Decision): Promise<DecideResult[]> {
    return await Promise.all(seqs.map((seq) => this.#decideOne(seq, decision)));
  }

  rows(region: 'pinned' | 'settled', from: number, count: number): RowsPage {
    return { version: this.#rows.version, from, rows: this.#rows.read(region, from, count) };
  }

  find(seq: number): { region: 'pinned' | 'settled'; position: number } | null {
    return this.#rows.find(seq);
  }

  message(seq: number): MessageDetail {
    const detail = this.#rows.detail(seq);
    if (detail === undefined) throw stateError('unknownId', { what: 'message', id: seq });
    return detail;
  }

  view(): ConsumerView {
    const { options } = this;
    const engine = this.#consumer?.view();
    const last = this.#stopped;
    return {
      consumerId: options.consumerId,
      profileId: options.profileId,
      group: options.group,
      clientId: this.#consumer?.clientId ?? last?.clientId ?? '',
      subscriptions: options.subscriptions,
      state: engine?.state ?? 'stopped',
      listener: options.listener,
      model: options.model,
      mode: this.#mode,
      seats: options.seats,
      seatsHeld: this.#seatsHeld(),
      holdDeadlineMs: options.holdDeadlineMs,
      holdDefault: options.model === 'broadcasting' ? 'keepHolding' : 'later',
      deadlineStruck: this.#deadlineStruck,
      counters: this.#counters(),
      queues: engine?.queues ?? [],
      members: engine?.members ?? [],
      conflict: engine?.conflict,
      retryMaxTimes: engine?.retryMaxTimes ?? last?.retryMaxTimes ?? 16,
      retryMaxTimesSource: engine?.retryMaxTimesSource ?? last?.retryMaxTimesSource ?? 'assumed',
      delayLevelsSource: engine?.delayLevelsSource ?? last?.delayLevelsSource ?? 'assumed',
      lastError: engine?.lastError,
      disconnectedSinceMs: engine?.disconnectedSinceMs,
      nextRetryAtMs: engine?.nextRetryAtMs,
      asleepForMs: this.#asleep?.forMs,
      asleepShownUntilMs: this.#asleep?.shownUntilMs,
      version: this.#rows.version,
      pinnedCount: this.#rows.pinnedCount,
      settledCount: this.#rows.settledCount,
      settledFirst: this.#rows.settledFirst,
      newestSeq: this.#rows.newestSeq,
      droppedFromView: this.#rows.dropped,
      rowLimit: this.#rows.rowLimit,
      startedAtMs: this.#startedAtMs,
    };
  }

  #listener(): PushConsumerListener {
    const { clock } = this.options;
    return {
      onPulled: (deliveries) => {
        this.#rows.arrived(deliveries, clock.now());
        this.#changed.mark();
      },
      onHeld: (deliveries) => {
        this.#rows.held(deliveries);
        if (this.#mode === 'auto') this.#autoAck(deliveries);
        this.#changed.mark();
      },
      onSettled: (deliveries, how) => {
        if (how.by === 'deadline') this.#deadlineStruck += deliveries.length;
        this.#rows.settled(deliveries, {
          state: how.result,
          by: how.by,
          nowMs: clock.now(),
          ...this.#return(how),
        });
        this.#changed.mark();
      },
      onDecisionFailed: (delivery, error) => {
        this.#rows.deciding(delivery, false, error);
        this.#changed.mark();
      },
      onDeadlines: (deliveries) => {
        this.#rows.deadlines(deliveries);
        this.#changed.mark();
      },
      onMovedAway: (deliveries, reason) => {
        this.#rows.movedAway(deliveries, reason, clock.now());
        this.#changed.mark();
      },
      onChanged: () => this.#changed.mark(),
    };
  }

  /** When a Later row is expected back, on the broker's clock: an estimate until it is seen. */
  #return(how: Settlement): { level?: number; returnsAtBrokerMs?: number } {
    const { level } = how;
    if (level === undefined) return {};
    const levels = this.#consumer?.view().delayLevels;
    const now = brokerTimeAt(this.options.brokerClock(), this.options.clock.now());
    return { level, returnsAtBrokerMs: now + delayMs(level, levels) };
  }

  #autoAck(deliveries: readonly Delivery[]): void {
    for (const { delivery, error } of this.#consumer?.ack(deliveries, 'autoAck') ?? []) {
      if (error !== undefined) this.#rows.deciding(delivery, false, error);
    }
  }

  async #decideOne(seq: number, decision: Decision): Promise<DecideResult> {
    const delivery = this.#rows.deliveryOf(seq);
    if (delivery === undefined)
      return { seq, error: stateError('unknownId', { what: 'message', id: seq }).data };
    if (this.#consumer === undefined) return { seq, error: stateError('notRunning').data };
    try {
      const result = await this.#send(this.#consumer, delivery, decision, 'person');
      return result === undefined ? { seq } : { seq, error: result };
    } catch (error) {
      return { seq, error: toErrorData(error) };
    }
  }

  async #send(consumer: PushConsumer, delivery: Delivery, decision: Decision, by: DecidedBy) {
    if (decision === 'ack') return consumer.ack([delivery], by)[0]?.error;
    this.#rows.deciding(delivery, true);
    this.#changed.mark();
    const result = await consumer.later(delivery, by);
    this.#rows.deciding(delivery, false, result.error);
    return result.error;
  }

  #seatsHeld(): SeatView[] {
    const held = this.#consumer?.held(SEATS_SHOWN) ?? [];
    return held.flatMap((delivery): SeatView | [] => {
      const { seat, message, heldAtMs = 0, deadlineAtMs } = delivery;
      if (seat === undefined) return [];
      const { topic, tag, keys } = message;
      const view: SeatView = { seat, seq: this.#rows.seqOf(delivery) ?? 0, topic, tag, keys, heldAtMs };
      if (deadlineAtMs !== undefined) view.deadlineAtMs = deadlineAtMs;
      return view;
    });
  }

  #counters(): ConsumeCounters {
    return addCounters(this.#countersBefore, this.#consumer?.view().counters ?? noCounters());
  }
}
