import type { HostClock, Timer } from '../../clock.ts';
import type { RepeatForm, SendRunChanged, SendRunView } from '../../contract/compose.ts';
import type { SendDraft, SentRecord } from '../../contract/views.ts';
import { nextTurn } from '../../in-turns.ts';
import { type ErrorData, toErrorData } from '../../model/error.ts';
import { SEND_STATES, type SendState, sendState } from '../../model/send.ts';
import { checkBatchCount } from '../../producer/check-batch.ts';
import { Throttle } from '../throttle.ts';

/** A window is told at most this often. */
const CHANGE_EVERY_MS = 100;
/** A one-way send waits for nothing: without a turn of the event loop now and then, nobody could stop the run. */
const SENDS_A_TURN = 32;
const MADE_A_TURN = 1_000;
/** Outcomes after which nothing can be said to be stored. */
const FAILURES: readonly SendState[] = ['noAnswer', 'notStored', 'notSent'];

interface Options {
  runId: number;
  profileId: string;
  /** The messages, each made when its turn has come: a variable's value is then. Throws INPUT. */
  message: (at: number) => SendDraft;
  total: number;
  repeat: RepeatForm;
  clock: HostClock;
  /** Throws INPUT. */
  check: (draft: SendDraft) => void;
  send: (draft: SendDraft) => Promise<SentRecord>;
  sendBatch: (drafts: readonly SendDraft[]) => Promise<SentRecord[]>;
  onChanged: (changed: SendRunChanged) => void;
}

/** Messages sent one after the other, or as one batch. It ends once: done, stopped by a person, or failed. */
export class SendRun {
  readonly #options: Options;
  readonly #changed: Throttle;
  readonly #startedAtMs: number;
  readonly #counts = Object.fromEntries(SEND_STATES.map((state) => [state, 0])) as Record<SendState, number>;
  #state: SendRunView['state'] = 'running';
  #done = 0;
  #records: SentRecord[] = [];
  #lastSendId: number | undefined;
  #endedAtMs: number | undefined;
  #error: ErrorData | undefined;
  #wake: (() => void) | undefined;

  constructor(options: Options) {
    this.#options = options;
    this.#startedAtMs = options.clock.now();
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => this.#tell());
  }

  /** Throws INPUT when the first message cannot be made or sent, or a batch has too many. Ends with the run; never rejects after that. */
  start(): Promise<void> {
    const first = this.#options.message(0);
    this.#options.check(first);
    if (this.#options.repeat.batch) checkBatchCount(this.#options.total);
    return this.#options.repeat.batch ? this.#runBatch(first) : this.#run(first);
  }

  stop(): void {
    if (this.#state === 'running') this.#end('stopped');
    this.#wake?.();
  }

  view(): SendRunView {
    const { runId, profileId, total, repeat } = this.#options;
    return {
      runId,
      profileId,
      state: this.#state,
      total,
      done: this.#done,
      counts: { ...this.#counts },
      repeat,
      startedAtMs: this.#startedAtMs,
      ...(this.#endedAtMs === undefined ? {} : { endedAtMs: this.#endedAtMs }),
      ...(this.#error === undefined ? {} : { error: this.#error }),
      ...(this.#lastSendId === undefined ? {} : { lastSendId: this.#lastSendId }),
    };
  }

  async #run(first: SendDraft): Promise<void> {
    const { message, total, repeat, send } = this.#options;
    try {
      for (let at = 0; at < total && this.#state === 'running'; at++) {
        const draft = at === 0 ? first : message(at);
        const record = await send(draft);
        this.#count([record], 1);
        if (repeat.stopOnFailure && FAILURES.includes(sendState(record.outcome))) this.#end('failed');
        const waited = at + 1 < total && (await this.#pause(at + 1));
        if (!waited && (at + 1) % SENDS_A_TURN === 0) await nextTurn();
      }
      this.#end('done');
    } catch (error) {
      this.#fail(error);
    }
  }

  async #runBatch(first: SendDraft): Promise<void> {
    const { message, total, sendBatch } = this.#options;
    try {
      const drafts = [first];
      for (let at = 1; at < total; at++) {
        drafts.push(message(at));
        if (at % MADE_A_TURN === 0) await nextTurn();
      }
      this.#count(await sendBatch(drafts), total);
      this.#end('done');
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Until message `at` is due: reckoned from the start, so that slow answers do not add up. false: it is due already. */
  async #pause(at: number): Promise<boolean> {
    const { clock, repeat } = this.#options;
    const waitMs = this.#startedAtMs + at * repeat.everyMs - clock.now();
    if (repeat.everyMs === 0 || waitMs <= 0 || this.#state !== 'running') return false;
    let timer: Timer | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      timer = clock.setTimeout(resolve, waitMs);
    });
    timer?.cancel();
    this.#wake = undefined;
    return true;
  }

  /** Records of a batch that failed are fewer than its messages: the outcome is that of all. */
  #count(records: readonly SentRecord[], messages: number): void {
    this.#records.push(...records);
    this.#done += messages;
    this.#lastSendId = records.at(-1)?.sendId ?? this.#lastSendId;
    records.forEach((record, at) => {
      const share = at === records.length - 1 ? messages - at : 1;
      this.#counts[sendState(record.outcome)] += share;
    });
    this.#changed.mark();
  }

  #fail(error: unknown): void {
    this.#error = toErrorData(error);
    this.#end('failed');
  }

  #end(state: SendRunView['state']): void {
    if (this.#state !== 'running') return;
    this.#state = state;
    this.#endedAtMs = this.#options.clock.now();
    this.#changed.mark();
  }

  #tell(): void {
    const records = this.#records;
    this.#records = [];
    this.#options.onChanged({ run: this.view(), records });
  }
}
