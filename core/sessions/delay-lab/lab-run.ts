import { eachLimited } from '../../admin/each-broker.ts';
import { lookUpByUniqueKey } from '../../admin/messages/look-up.ts';
import type { HostClock } from '../../clock.ts';
import type { LabRunView } from '../../contract/delay-lab.ts';
import type { SentRecord } from '../../contract/views.ts';
import type { BrokerClockView } from '../../model/clock.ts';
import { clockOffsets, labClock } from '../../model/delay-lab/clock.ts';
import type { KnownLevel } from '../../model/delay-lab/levels.ts';
import { estimatedPlan, planOfCopy } from '../../model/delay-lab/plan.ts';
import { isPending, type LabRow } from '../../model/delay-lab/row.ts';
import { stateOf } from '../../model/delay-lab/state.ts';
import { type ErrorData, GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import type { ProfileSession } from '../profile-session.ts';
import { answeredSend } from './answered-send.ts';
import { TopicWatch } from './topic-watch.ts';
import { readWaitingCopy } from './waiting-copy.ts';

/** A copy that cannot be read this often is not read any more: its plan stays an estimate. */
const PLAN_TRIES = 5;
/** What is overdue, or may have come due unseen, is looked for in the index this often, beside the watch. */
const LOOK_UP_EVERY_MS = 30_000;

/** What is kept of a run over a restart. */
export interface LabRunData {
  runId: number;
  profileId: string;
  kind: LabRunView['kind'];
  topic: string;
  /** Of its messages; '' = none. */
  tag: string;
  startedAtMs: number;
  rows: LabRow[];
}

interface RunOptions {
  clock: HostClock;
  data: LabRunData;
  levels(): KnownLevel[];
  /** The record that a message of the run was delivered as. */
  onLanded(message: ReceivedMessage): void;
  onChanged(): void;
}

interface Attached {
  profile: ProfileSession;
  watch: TopicWatch;
}

/**
 * Messages that were sent with a delay and are watched for: by reading their topic without a group, from before they were
 * sent. What was stored while nobody read is looked up by unique key.
 */
export class LabRun {
  readonly data: LabRunData;
  readonly #options: RunOptions;
  readonly #planTries = new Map<number, number>();
  readonly #lookedUpAtMs = new Map<number, number>();
  /** Rows that may have come due while their queue was not read. */
  readonly #unsure = new Set<number>();
  /** What came while sends were under way. */
  #early: ReceivedMessage[] = [];
  #attached: Attached | undefined;
  #attending = false;
  /** Something changed since attending began. */
  #asked = false;
  #version = 1;
  /** Of the broker's clock when it ran last. */
  #lastRate = 1;

  constructor(options: RunOptions) {
    this.#options = options;
    this.data = options.data;
  }

  get isPending(): boolean {
    return this.data.rows.some(isPending);
  }

  get isAttached(): boolean {
    return this.#attached !== undefined;
  }

  view(): LabRunView {
    const { tag: _tag, rows, ...facts } = this.data;
    return { ...facts, version: this.#version, rows };
  }

  /** Broker time, as far as this run knows it. */
  clockOf(row: LabRow): BrokerClockView {
    const profileClock = this.#attached?.profile.view().clock;
    return labClock(profileClock ?? ASSUMED_CLOCK, clockOffsets(this.data.rows), row);
  }

  /**
   * Begins to watch at the present ends of the topic's queues; whatever waits already may have come due before. Throws
   * what listing the queues throws.
   */
  async attach(profile: ProfileSession): Promise<void> {
    const { clock } = this.#options;
    const { topic, tag, rows } = this.data;
    const watch = new TopicWatch({
      client: profile.client,
      clock,
      topic,
      tagPattern: tag === '' || tag.includes('|') ? '*' : tag,
      onMessages: (messages) => this.#news(messages),
      onSight: () => this.#look(),
    });
    this.#attached = { profile, watch };
    if (rows.some(({ send }) => send.kind !== 'sending')) this.lookBack();
    await watch.cover();
  }

  /** What is pending may have come due before it was watched for: it is looked up. */
  lookBack(): void {
    for (const row of this.data.rows) if (isPending(row)) this.#doubt(row);
  }

  /** Its connection closes, or nothing is to be seen any more. */
  detach(): void {
    this.#attached?.watch.stop();
    this.#attached = undefined;
    this.#look();
  }

  /** A send was answered, or could not be made. */
  sent(rowId: number, answer: SentRecord | ErrorData): void {
    const row = this.data.rows.find((other) => other.rowId === rowId);
    if (row === undefined) return;
    this.#patch(row, answeredSend(answer));
    if (row.send.kind === 'stored') {
      const { answeredAtMs } = row.send;
      const levels = this.#options.levels();
      this.#patch(row, { plan: estimatedPlan(this.clockOf(row), answeredAtMs, row.level, levels) });
    }
    if (this.#attached === undefined) this.#look();
    this.#arrived(this.#early);
    if (this.data.rows.every(({ send }) => send.kind !== 'sending')) this.#early = [];
    void this.attend();
  }

  /** Once a second while anything is pending: covers new queues, reads copies, looks up what is overdue. */
  async attend(): Promise<void> {
    const attached = this.#attached;
    if (attached === undefined) return;
    this.#asked = true;
    if (this.#attending) return;
    this.#attending = true;
    this.#lastRate = attached.profile.view().clock.rate || this.#lastRate;
    try {
      while (this.#asked && this.#attached === attached) {
        this.#asked = false;
        await this.#cover(attached);
        await this.#readPlans(attached);
        await this.#lookUp(attached);
      }
    } catch (error) {
      // What cannot be had now is asked for again the next time.
      if (!(error instanceof GantryError)) throw error;
    } finally {
      this.#attending = false;
      this.#look();
    }
    if (this.#attached === attached && !this.isPending && this.#rowsToPlan().length === 0) this.detach();
  }

  /** Queues that there were not when the watch began, or that could not be read then. */
  async #cover({ watch }: Attached): Promise<void> {
    const uncovered = this.data.rows.filter(
      (row) => isPending(row) && row.send.kind === 'stored' && !watch.covers(row.send.queue),
    );
    if (uncovered.length === 0) return;
    for (const row of uncovered) this.#doubt(row);
    await watch.cover();
  }

  #doubt({ rowId }: LabRow): void {
    this.#unsure.add(rowId);
    this.#lookedUpAtMs.delete(rowId);
  }

  #rowsToPlan(): LabRow[] {
    return this.data.rows.filter(
      ({ rowId, plan, lost }) =>
        plan?.source === 'estimated' && lost !== 'gone' && (this.#planTries.get(rowId) ?? 0) < PLAN_TRIES,
    );
  }

  async #readPlans({ profile }: Attached): Promise<void> {
    await eachLimited(this.#rowsToPlan(), async (row) => {
      if (row.send.kind !== 'stored') return;
      const { offsetMsgId } = row.send;
      const { copy } = await readWaitingCopy(profile.client, { ...row, offsetMsgId }, false);
      this.#planTries.set(row.rowId, (this.#planTries.get(row.rowId) ?? 0) + 1);
      if (copy !== undefined) this.#patch(row, { plan: planOfCopy(copy, row.level, this.#options.levels()) });
    });
  }

  async #lookUp(attached: Attached): Promise<void> {
    const nowMs = this.#options.clock.now();
    const isWanted = (row: LabRow): boolean => {
      if (!isPending(row) || row.uniqueKey === '') return false;
      if (nowMs - (this.#lookedUpAtMs.get(row.rowId) ?? 0) < LOOK_UP_EVERY_MS) return false;
      return this.#unsure.has(row.rowId) || stateOf(row, this.clockOf(row), nowMs) === 'overdue';
    };
    const wanted = this.data.rows.filter(isWanted);
    await eachLimited(wanted, async (row) => {
      const { messages } = await lookUpByUniqueKey(attached.profile.client, this.data.topic, row.uniqueKey);
      this.#lookedUpAtMs.set(row.rowId, nowMs);
      this.#arrived(messages);
      if (this.#unsure.has(row.rowId)) await this.#makeSure(attached, row);
    });
  }

  /** Not delivered: it still waits, or it went with its broker. */
  async #makeSure({ profile }: Attached, row: LabRow): Promise<void> {
    if (row.landing === undefined && row.send.kind === 'stored') {
      const { offsetMsgId } = row.send;
      const isSandbox = profile.view().kind === 'sandbox';
      const found = await readWaitingCopy(profile.client, { ...row, offsetMsgId }, isSandbox);
      if (found.gone) this.#patch(row, { lost: 'gone' });
      else if (found.copy === undefined) return;
    }
    this.#unsure.delete(row.rowId);
  }

  /** A fast clock delivers before the answer to the send has told the unique key. */
  #news(messages: readonly ReceivedMessage[]): void {
    if (this.data.rows.some(({ send }) => send.kind === 'sending')) this.#early.push(...messages);
    this.#arrived(messages);
  }

  /** Joined by unique key; the first record of a message is its landing. */
  #arrived(messages: readonly ReceivedMessage[]): void {
    const { clock } = this.#options;
    for (const message of messages) {
      const { uniqueKey, storeTimestamp, queue, queueOffset } = message;
      const row = this.data.rows.find((other) => other.uniqueKey !== '' && other.uniqueKey === uniqueKey);
      if (row === undefined || row.landing !== undefined) continue;
      const landing = { storedMs: storeTimestamp, queue, queueOffset, seenAtMs: clock.now() };
      this.#patch(row, { landing: { ...landing, clockRate: this.#rate() }, lost: undefined });
      this.#options.onLanded(message);
    }
  }

  #rate(): number {
    return this.#attached?.profile.view().clock.rate || this.#lastRate;
  }

  /** Which pending messages can be seen coming. */
  #look(): void {
    const watch = this.#attached?.watch;
    for (const row of this.data.rows) {
      if (!isPending(row) || row.send.kind === 'sending') continue;
      const isBlind = row.send.kind === 'stored' && watch !== undefined && !watch.sees(row.send.queue);
      const lost = watch === undefined ? 'closed' : isBlind ? 'broker' : undefined;
      if (row.lost !== lost) this.#patch(row, { lost });
    }
  }

  #patch(row: LabRow, patch: Partial<{ [K in keyof LabRow]: LabRow[K] | undefined }>): void {
    Object.assign(row, patch);
    this.#version += 1;
    this.#options.onChanged();
  }
}

const ASSUMED_CLOCK: BrokerClockView = { brokerMs: 0, hostMs: 0, rate: 1, source: 'assumed' };
