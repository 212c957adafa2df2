import type { HostClock } from '../clock.ts';
import type { SleepWatch } from '../consumer/sleep-watch.ts';
import type { EventMessage, Handlers } from '../contract/contract.ts';
import type { Settings } from '../contract/views.ts';
import { stateError } from '../model/error.ts';
import type { BroadcastProgress } from './broadcast-progress.ts';
import { startSearchWorker } from './browse/search/search-thread.ts';
import { ConsumerSession } from './consumer-session.ts';
import type { ProfileSession } from './profile-session.ts';
import { requireReadable } from './readable-topics.ts';
import type { Recorder } from './recordings/recorder.ts';

interface ConsumersOptions {
  clock: HostClock;
  sleepWatch: SleepWatch;
  settings: () => Settings;
  profileOf: (profileId: string) => ProfileSession;
  broadcastProgress: BroadcastProgress;
  recorder: Recorder;
  /** The search worker's bundle; in plain Node its source is found by itself. */
  searchWorkerFile: string | undefined;
  emit: (message: EventMessage) => void;
}

type ConsumerHandlers = Pick<Handlers, Extract<keyof Handlers, `consumer.${string}`>>;

/** The consumers of all windows and connections, running and stopped, and the calls that work them. */
export class Consumers {
  readonly handlers: ConsumerHandlers = {
    'consumer.list': () => this.#all().map((consumer) => consumer.view()),
    'consumer.start': async ({ profileId, ...wanted }, windowId) => {
      const profile = this.#options.profileOf(profileId);
      profile.requireWritable();
      await requireReadable(profile.client, wanted);
      const { clock, sleepWatch, settings, broadcastProgress, searchWorkerFile, recorder, emit } =
        this.#options;
      const { rowLimit, holdDeadlineMs, holdDefault } = settings();
      const session = new ConsumerSession({
        ...wanted,
        consumerId: this.#nextId++,
        profileId,
        windowId,
        rowLimit,
        holdDeadlineMs,
        holdDefault,
        undoGraceMs: () => settings().undoGraceMs,
        clock,
        startSearch: () => startSearchWorker(searchWorkerFile),
        sleepWatch,
        localOffsets: () => broadcastProgress.of(profile.view(), wanted.group),
        brokerClock: () => profile.view().clock,
        recorded: (listener) => recorder.listening({ profileId, group: wanted.group }, listener),
        onChanged: (view) => emit({ event: 'consumer.changed', data: view }),
      });
      const { consumerId } = session.options;
      this.#consumers.set(consumerId, session);
      try {
        await session.start(profile.client);
      } catch (error) {
        this.#remove(consumerId);
        throw error;
      }
      return session.view();
    },
    'consumer.restart': async ({ consumerId }) => {
      const session = this.of(consumerId);
      const profile = this.#options.profileOf(session.options.profileId);
      profile.requireWritable();
      await session.start(profile.client);
      return session.view();
    },
    'consumer.mode.set': ({ consumerId, mode, applyToHeld }) => {
      const session = this.of(consumerId);
      session.deciding.setMode(mode, applyToHeld);
      return session.view();
    },
    'consumer.stop.preview': ({ consumerId }) => this.of(consumerId).stopPreview(),
    'consumer.stop': async ({ consumerId }) => {
      const session = this.of(consumerId);
      await session.stop();
      return session.view();
    },
    'consumer.remove': async ({ consumerId }) => {
      await this.of(consumerId).stop();
      this.#remove(consumerId);
      return null;
    },
    'consumer.rules.set': ({ consumerId, rules }) => {
      const session = this.of(consumerId);
      session.deciding.setRules(rules);
      return session.view();
    },
    'consumer.rules.apply': ({ consumerId }) => {
      const session = this.of(consumerId);
      session.deciding.applyToHeld();
      return session.view();
    },
    'consumer.undo': ({ consumerId, seqs }) => this.of(consumerId).deciding.undo(seqs),
    'consumer.decide': ({ consumerId, seqs, ...choice }) => {
      const session = this.of(consumerId);
      this.#options.profileOf(session.options.profileId).requireWritable();
      return session.deciding.decide(seqs, choice);
    },
    'consumer.filter': ({ consumerId, text }) => {
      const session = this.of(consumerId);
      session.filter(text);
      return session.view();
    },
    'consumer.rows': ({ consumerId, region, from, count }) => this.of(consumerId).rows(region, from, count),
    'consumer.row.find': ({ consumerId, seq }) => this.of(consumerId).find(seq),
    'consumer.message': ({ consumerId, seq }) => this.of(consumerId).message(seq),
  };
  readonly #options: ConsumersOptions;
  readonly #consumers = new Map<number, ConsumerSession>();
  #nextId = 1;

  constructor(options: ConsumersOptions) {
    this.#options = options;
  }

  /** Throws STATE unknownId. */
  of(consumerId: number): ConsumerSession {
    const consumer = this.#consumers.get(consumerId);
    if (consumer === undefined) throw stateError('unknownId', { what: 'consumer', id: consumerId });
    return consumer;
  }

  isRunningOn(profileId: string): boolean {
    return this.#on(profileId).some((consumer) => consumer.running);
  }

  /** As by Stop; they stay in view. */
  async stopOn(profileId: string): Promise<void> {
    await Promise.all(this.#on(profileId).map((consumer) => consumer.stop()));
  }

  async stopOfWindow(windowId: string): Promise<void> {
    const theirs = this.#all().filter((consumer) => consumer.options.windowId === windowId);
    await Promise.all(theirs.map((consumer) => consumer.stop()));
  }

  /** Their connection is about to be closed. */
  async removeOn(profileId: string): Promise<void> {
    for (const consumer of this.#on(profileId)) {
      await consumer.stop();
      this.#remove(consumer.options.consumerId);
    }
  }

  setRowLimit(rows: number): void {
    for (const consumer of this.#consumers.values()) consumer.setRowLimit(rows);
  }

  async close(): Promise<void> {
    // Whatever becomes of one, the others commit before their connections go.
    await Promise.allSettled(
      this.#all().map(async (consumer) => {
        await consumer.stop();
        consumer.dispose();
      }),
    );
  }

  #all(): ConsumerSession[] {
    return [...this.#consumers.values()];
  }

  #on(profileId: string): ConsumerSession[] {
    return this.#all().filter((consumer) => consumer.options.profileId === profileId);
  }

  #remove(consumerId: number): void {
    this.#consumers.get(consumerId)?.dispose();
    this.#consumers.delete(consumerId);
    this.#options.emit({ event: 'consumer.removed', data: { consumerId } });
  }
}
