import type { HostClock } from '../../clock.ts';
import type { MessageRef } from '../../contract/message-ref.ts';
import {
  RESEND_FAILURES,
  type ResendChanged,
  type ResendOutcome,
  type ResendOutcomes,
  type ResendRunView,
} from '../../contract/resend.ts';
import type { SentRecord } from '../../contract/views.ts';
import { toErrorData } from '../../model/error.ts';
import { SEND_STATES, type SendState, sendState } from '../../model/send.ts';
import { Throttle } from '../throttle.ts';

/** A window is told at most this often. */
const CHANGE_EVERY_MS = 100;

/** A message made ready for its send. */
export interface Prepared {
  title: string;
  /** Throws INPUT and STATE; anything else is an outcome. */
  send(): Promise<SentRecord>;
}

interface Options {
  runId: number;
  profileId: string;
  refs: readonly MessageRef[];
  clock: HostClock;
  /** Throws what finding the message throws. */
  prepare(ref: MessageRef): Promise<Prepared>;
  onChanged(changed: ResendChanged): void;
}

/** Messages sent again, one after the other. Each has its outcome, whatever became of the others; it ends once. */
export class ResendRun {
  readonly #options: Options;
  readonly #changed: Throttle;
  readonly #counts = Object.fromEntries(SEND_STATES.map((state) => [state, 0])) as Record<SendState, number>;
  readonly #outcomes: ResendOutcome[] = [];
  readonly #failed: ResendOutcome[] = [];
  #untold: SentRecord[] = [];
  #state: ResendRunView['state'] = 'running';
  #stopping = false;

  constructor(options: Options) {
    this.#options = options;
    this.#changed = new Throttle(options.clock, CHANGE_EVERY_MS, () => this.#tell());
  }

  /** Never rejects. */
  async start(): Promise<void> {
    const { refs } = this.#options;
    for (const [at, ref] of refs.entries()) {
      if (this.#stopping) break;
      this.#settled(await this.#resend(at, ref));
    }
    this.#state = this.#outcomes.length < refs.length ? 'stopped' : 'done';
    this.#changed.mark();
  }

  /** It runs until the send under way has its outcome. */
  stop(): void {
    this.#stopping = true;
  }

  view(): ResendRunView {
    const { runId, profileId, refs } = this.#options;
    const done = this.#outcomes.length;
    return { runId, profileId, state: this.#state, total: refs.length, done, counts: { ...this.#counts } };
  }

  outcomes(which: 'all' | 'failed', from: number, count: number): ResendOutcomes {
    const rows = which === 'all' ? this.#outcomes : this.#failed;
    return { total: rows.length, from, rows: rows.slice(from, from + count) };
  }

  async #resend(at: number, ref: MessageRef): Promise<ResendOutcome> {
    let title = '';
    try {
      const prepared = await this.#options.prepare(ref);
      title = prepared.title;
      const record = await prepared.send();
      return { at, title, state: sendState(record.outcome), record };
    } catch (error) {
      return { at, title, state: 'notSent', error: toErrorData(error) };
    }
  }

  #settled(outcome: ResendOutcome): void {
    this.#outcomes.push(outcome);
    this.#counts[outcome.state]++;
    if (RESEND_FAILURES.includes(outcome.state)) this.#failed.push(outcome);
    if (outcome.record !== undefined) this.#untold.push(outcome.record);
    this.#changed.mark();
  }

  #tell(): void {
    const records = this.#untold;
    this.#untold = [];
    this.#options.onChanged({ run: this.view(), records });
  }
}
