import type { HostClock } from '../../clock.ts';
import type { ReplayView } from '../../contract/recordings.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { type ErrorData, stateError, toErrorData } from '../../model/error.ts';
import { factOf, type StoredFact } from '../../model/recording/differences.ts';
import { keyOfSend, type RecordedEvent, type RecordedSend } from '../../model/recording/event.ts';
import type { ReplaySpeed } from '../../model/recording/pace.ts';
import { SEND_STATES, type SendState } from '../../model/send.ts';
import type { SendPlace } from '../../workspace/recordings/recording-file.ts';
import { Throttle } from '../throttle.ts';
import { ReplayGate } from './replay-gate.ts';
import { ReplayReport } from './replay-report.ts';

const CHANGE_EVERY_MS = 100;
/** A send that goes out later than this kept no pace. */
const LATE_MS = 100;
/** Messages on their way at once, as bodies in memory. */
const MAX_UNDER_WAY = 64;

interface Options {
  replayId: number;
  name: string;
  profileId: string;
  /** Absent: each goes to its own. */
  topic: string | undefined;
  speed: ReplaySpeed;
  paused: boolean;
  clock: HostClock;
  /** Those with a body, in the order they went out. */
  sends: readonly SendPlace[];
  withoutBody: number;
  /** The event at a place; undefined when the file has it no more. */
  read(at: number): Promise<RecordedEvent | undefined>;
  /** As Sender. */
  sender: {
    send(profileId: string, draft: SendDraft): Promise<SentRecord>;
    sendBatch(profileId: string, drafts: readonly SendDraft[]): Promise<SentRecord[]>;
  };
  /** Names of brokers mean the same on the target. */
  sameBrokers: boolean;
  onSent(record: SentRecord): void;
  onChanged(view: ReplayView): void;
}

/** What became of a send: its record, or why it could not be made. */
type Answer = SentRecord | { error: ErrorData };

/** What was sent together, and is again. */
type Unit = readonly [SendPlace, ...SendPlace[]];

/**
 * Sends what was sent, at the pace it was sent. One that had the answer to another before it went out waits for that again;
 * those that were under way at once are so again. It ends once.
 */
export class ReplayRun {
  readonly options: Options;
  readonly ended: Promise<void>;
  readonly #changed: Throttle;
  readonly #report: ReplayReport;
  readonly #gate: ReplayGate;
  readonly #counts = Object.fromEntries(SEND_STATES.map((state) => [state, 0])) as Record<SendState, number>;
  readonly #late = { sends: 0, maxMs: 0 };
  readonly #startedAtMs: number;
  /** By when the answer came then. */
  readonly #underWay = new Map<Promise<void>, number>();
  #done = 0;
  #nextSentMs: number | undefined;
  #end: { state: 'done' | 'stopped' | 'failed'; endedAtMs: number } | undefined;
  #error: ErrorData | undefined;

  constructor(options: Options) {
    const { clock, speed, sends, paused, sameBrokers, onChanged } = options;
    this.options = options;
    this.#startedAtMs = clock.now();
    this.#gate = new ReplayGate(clock, speed, sends[0]?.sentMs ?? 0, paused);
    this.#report = new ReplayReport(sameBrokers);
    this.#changed = new Throttle(clock, CHANGE_EVERY_MS, () => onChanged(this.view()));
    this.ended = this.#run();
  }

  get running(): boolean {
    return this.#end === undefined;
  }

  get report(): ReplayReport {
    return this.#report;
  }

  view(): ReplayView {
    const { replayId, name, profileId, topic, sends, withoutBody, clock } = this.options;
    const waitMs =
      this.#nextSentMs === undefined ? Number.POSITIVE_INFINITY : this.#gate.waitMs(this.#nextSentMs);
    return {
      replayId,
      name,
      profileId,
      ...(topic === undefined ? {} : { topic }),
      state: this.#gate.paused ? 'paused' : 'running',
      speed: this.#gate.speed,
      total: sends.length,
      done: this.#done,
      withoutBody,
      counts: { ...this.#counts },
      ...(Number.isFinite(waitMs) ? { nextAtMs: clock.now() + waitMs } : {}),
      late: { ...this.#late },
      startedAtMs: this.#startedAtMs,
      ...this.#end,
      ...(this.#error === undefined ? {} : { error: this.#error }),
      ...(this.#report.view === undefined ? {} : { report: this.#report.view }),
    };
  }

  pause(): void {
    this.#gate.pause();
    this.#changed.mark();
  }

  resume(): void {
    this.#gate.resume();
    this.#changed.mark();
  }

  /** Pauses, and sends the next one now. */
  step(): void {
    this.#gate.step();
    this.#changed.mark();
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#gate.setSpeed(speed);
    this.#changed.mark();
  }

  /** Sends under way get their answers. */
  stop(): void {
    this.#gate.stop();
  }

  /** The window is told nothing more. */
  dispose(): void {
    this.#changed.stop();
  }

  /** Never rejects: what goes wrong is its error. */
  async #run(): Promise<void> {
    try {
      for (const unit of unitsOf(this.options.sends)) {
        await this.#untilDue(unit);
        if (this.#gate.stopped) break;
        const sending = this.#send(unit);
        this.#underWay.set(sending, unit[0].atMs);
        void sending.finally(() => this.#underWay.delete(sending)).catch(() => undefined);
      }
    } catch (error) {
      this.#error = toErrorData(error);
    }
    this.#nextSentMs = undefined;
    const results = await Promise.allSettled(this.#underWay.keys());
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) this.#error ??= toErrorData(failed.reason);
    await this.#report.judge();
    const { clock, sends } = this.options;
    const isWhole = this.#done === sends.length;
    const state = this.#error !== undefined ? 'failed' : isWhole ? 'done' : 'stopped';
    this.#end = { state, endedAtMs: clock.now() };
    this.#changed.mark();
  }

  /** Everything that was answered before it then is answered now; then its moment comes, or a step wants it. */
  async #untilDue([{ sentMs }]: Unit): Promise<void> {
    this.#nextSentMs = sentMs;
    this.#changed.mark();
    const before = [...this.#underWay].filter(([, answeredMs]) => answeredMs <= sentMs);
    await Promise.all(before.map(([sending]) => sending));
    while (this.#underWay.size >= MAX_UNDER_WAY) await Promise.race(this.#underWay.keys());
    await this.#gate.opens(sentMs);
    const lateMs = -this.#gate.waitMs(sentMs);
    if (lateMs <= LATE_MS) return;
    this.#late.sends++;
    this.#late.maxMs = Math.max(this.#late.maxMs, Math.round(lateMs));
  }

  async #send(unit: Unit): Promise<void> {
    const sends = await Promise.all(unit.map(({ at }) => this.#read(at)));
    const { profileId, topic, sender, onSent } = this.options;
    // Whatever could be stored then may be now, as no form would take it.
    const drafts = sends.map(
      ({ message }): SendDraft => ({ ...message, topic: topic ?? message.topic, verbatim: true }),
    );
    const [only] = drafts;
    let answers: readonly Answer[];
    try {
      answers =
        only !== undefined && drafts.length === 1
          ? [await sender.send(profileId, only)]
          : await sender.sendBatch(profileId, drafts);
      for (const record of answers as readonly SentRecord[]) onSent(record);
    } catch (error) {
      answers = [{ error: toErrorData(error) }];
    }
    // One answer stands for a batch that was not stored.
    for (const [index, sent] of sends.entries())
      this.#settled(unit[index] ?? unit[0], sent, answers[index] ?? answers[0]);
  }

  async #read(at: number): Promise<RecordedSend> {
    const event = await this.options.read(at);
    if (event?.kind !== 'send') throw stateError('unknownId', { what: 'recording', id: this.options.name });
    return event;
  }

  #settled({ at }: SendPlace, sent: RecordedSend, answer: Answer | undefined): void {
    const { message, outcome } = sent;
    const replayed: StoredFact =
      answer !== undefined && 'outcome' in answer
        ? factOf(answer.outcome, message.delayLevel)
        : { state: 'notSent' };
    this.#report.add(
      {
        at,
        topic: message.topic,
        key: keyOfSend(message),
        recorded: factOf(outcome, message.delayLevel),
        replayed,
      },
      answer !== undefined && 'error' in answer ? answer.error : undefined,
    );
    this.#counts[replayed.state]++;
    this.#done++;
    this.#changed.mark();
  }
}

/** Those of one request together. */
function unitsOf(sends: readonly SendPlace[]): Unit[] {
  const batches = new Map<number, [SendPlace, ...SendPlace[]]>();
  const units: [SendPlace, ...SendPlace[]][] = [];
  for (const send of sends) {
    const batch = send.batch === undefined ? undefined : batches.get(send.batch);
    if (batch !== undefined) {
      batch.push(send);
      continue;
    }
    const unit: [SendPlace, ...SendPlace[]] = [send];
    units.push(unit);
    if (send.batch !== undefined) batches.set(send.batch, unit);
  }
  return units;
}
