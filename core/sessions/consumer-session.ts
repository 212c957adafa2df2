import type { ClientInstance } from '../client/client-instance.ts';
import type { HostClock } from '../clock.ts';
import type { LocalOffsets } from '../consumer/broadcasting/local-offsets.ts';
import { addCounters, noCounters } from '../consumer/delivery.ts';
import { PushConsumer, type PushConsumerListener, type Settlement } from '../consumer/push-consumer.ts';
import type { SleepWatch } from '../consumer/sleep-watch.ts';
import type { StartFrom } from '../consumer/start-offset.ts';
import type { RowsPage } from '../contract/views.ts';
import { type BrokerClockView, brokerTimeAt } from '../model/clock.ts';
import type {
  ConsumeCounters,
  ConsumeListener,
  ConsumeModel,
  ConsumerView,
  DecideMode,
  HoldDefault,
  MessageDetail,
  MessageRow,
  StopPreview,
} from '../model/consume.ts';
import { delayMs } from '../model/delay.ts';
import { stateError } from '../model/error.ts';
import type { RuleSet } from '../model/rules/rule.ts';
import type { SearchPort } from './browse/search/search-thread.ts';
import { ConsumeFilter } from './consume-filter/consume-filter.ts';
import { RowStore } from './row-store.ts';
import type { RowEntry } from './rows/row-entry.ts';
import type { RowSettlement } from './rows/row-marks.ts';
import { seatViews } from './rows/seat-views.ts';
import { Deciding } from './rules/deciding.ts';
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
  holdDefault: HoldDefault;
  rules: RuleSet;
  /** Asked with each decision. */
  undoGraceMs: () => number;
  rowLimit: number;
  clock: HostClock;
  startSearch: () => SearchPort;
  sleepWatch: SleepWatch;
  brokerClock: () => BrokerClockView;
  /** What the listener hears is written down before, while a recording is under way. */
  recorded: (listener: PushConsumerListener) => PushConsumerListener;
  onChanged: (view: ConsumerView) => void;
}

/**
 * One consumer as a window looks at it: the engine's push consumer, its rows, and the decision mode. It outlives its own
 * stop: rows stay readable and it can be started again, which joins the group anew and keeps the rows.
 */
export class ConsumerSession {
  readonly options: ConsumerSessionOptions;
  /** How its messages are decided. */
  readonly deciding: Deciding;
  readonly #rows: RowStore;
  readonly #filter: ConsumeFilter;
  readonly #changed: Throttle;
  readonly #startedAtMs: number;
  /** Counters of earlier runs (before a stop); the ledger of the present run is added on top. */
  #countersBefore: ConsumeCounters = noCounters();
  #consumer: PushConsumer | undefined;
  #stopped: ConsumerView | undefined;
  #deadlineStruck = 0;
  #asleep: { forMs: number; shownUntilMs: number } | undefined;
  readonly #unwatchSleep: () => void;

  /** Throws as checkRules. */
  constructor(options: ConsumerSessionOptions) {
    this.options = options;
    this.#startedAtMs = options.clock.now();
    this.#rows = new RowStore(options.rowLimit);
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => options.onChanged(this.view()));
    this.#filter = new ConsumeFilter(this.#rows, {
      clock: options.clock,
      startSearch: options.startSearch,
      onChanged: () => this.#changed.mark(),
    });
    this.deciding = new Deciding({
      ...options,
      rows: this.#rows,
      consumer: () => this.#consumer,
      onChanged: () => this.#changed.mark(),
    });
    this.#unwatchSleep = options.sleepWatch.onWake((gapMs) => {
      this.#asleep = { forMs: gapMs, shownUntilMs: options.clock.now() + ASLEEP_SHOWN_MS };
      this.#changed.mark();
    });
  }

  /** Joins the group. Throws what the engine throws (INPUT, NO_ROUTE, CONNECT, STATE groupInUse); nothing is left behind then. */
  async start(client: ClientInstance): Promise<void> {
    if (this.#consumer !== undefined) throw stateError('groupInUse', { group: this.options.group });
    const { group, subscriptions, seats, listener, model, startFrom, batchMaxSize } = this.options;
    const { holdDeadlineMs, holdDefault, sleepWatch, localOffsets } = this.options;
    const shared = { group, subscriptions, seats, listener, model, batchMaxSize, sleepWatch };
    const consumer = new PushConsumer(
      client,
      {
        ...shared,
        holdDeadlineMs,
        holdDefault,
        ...(startFrom === undefined ? {} : { startFrom }),
        ...(model === 'broadcasting' ? { localOffsets: localOffsets() } : {}),
      },
      this.options.recorded(this.#listener()),
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
    const { held, waiting, movedAway, ...decided } = this.#counters();
    this.#countersBefore = { ...decided, held: 0, waiting: 0, movedAway: movedAway + held + waiting };
    this.#consumer = undefined;
    this.deciding.stop();
    this.#rows.stopped(this.options.clock.now());
    this.#changed.mark();
  }

  /** Ends the session's own timers; the window is told nothing more. */
  dispose(): void {
    this.#unwatchSleep();
    this.deciding.stop();
    this.#filter.close();
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

  /** Shows only the rows that match; '' = all. Throws INPUT filter. */
  filter(text: string): void {
    this.#filter.set(text);
  }

  /** undefined when it is not kept. */
  row(seq: number): MessageRow | undefined {
    return this.#rows.rowOf(seq);
  }

  /** All rows, shown or not, in the order of their arrival. */
  entries(): IterableIterator<RowEntry> {
    return this.#rows.entries();
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
      ...this.deciding.view,
      seats: options.seats,
      batchMaxSize: options.batchMaxSize,
      seatsHeld: seatViews(this.#consumer?.held(SEATS_SHOWN) ?? [], this.#rows),
      holdDeadlineMs: options.holdDeadlineMs,
      holdDefault: options.model === 'broadcasting' ? 'keepHolding' : options.holdDefault,
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
      ...this.#rows.facts,
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
        this.deciding.held(deliveries);
        this.#changed.mark();
      },
      onSettled: (deliveries, how) => {
        if (how.by === 'deadline') this.#deadlineStruck += deliveries.length;
        this.#rows.settled(deliveries, {
          state: how.result,
          by: how.by,
          rule: this.deciding.settled(deliveries, how),
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
        this.deciding.settled(deliveries);
        this.#rows.movedAway(deliveries, reason, clock.now());
        this.#changed.mark();
      },
      onChanged: () => this.#changed.mark(),
    };
  }

  /** When a Later row is expected back, on the broker's clock: an estimate until it is seen. */
  #return(how: Settlement): Pick<RowSettlement, 'level' | 'returnsAtBrokerMs' | 'returnsByAssumedClock'> {
    const { level } = how;
    if (level === undefined) return {};
    const levels = this.#consumer?.view().delayLevels;
    const brokerClock = this.options.brokerClock();
    const returnsAtBrokerMs = brokerTimeAt(brokerClock, this.options.clock.now()) + delayMs(level, levels);
    return {
      level,
      returnsAtBrokerMs,
      ...(brokerClock.source === 'assumed' ? { returnsByAssumedClock: true } : {}),
    };
  }

  #counters(): ConsumeCounters {
    return addCounters(this.#countersBefore, this.#consumer?.view().counters ?? noCounters());
  }
}
