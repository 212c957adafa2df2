import type { HostClock } from '../../clock.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { MessageRef } from '../../contract/message-ref.ts';
import type {
  EditedCopy,
  ResendPlan,
  ResendRunView,
  ResendSurvey,
  ResendTarget,
  resendCalls,
} from '../../contract/resend.ts';
import { nextTurn } from '../../in-turns.ts';
import { type ErrorData, stateError, toErrorData } from '../../model/error.ts';
import { copyOf, isLinkLeftOut } from '../../model/resend/copy.ts';
import { explainResend } from '../../model/resend/explain.ts';
import type { Original } from '../../model/resend/original.ts';
import type { Sender } from '../compose/sender.ts';
import type { FoundMessage } from '../diff/compared-message.ts';
import { originalOf, originOf } from './original-of.ts';
import { type Prepared, ResendRun } from './resend-run.ts';

/** Runs whose outcomes can still be read. */
const MAX_RUNS = 20;
/** Messages that are looked at in one turn of the event loop: some 20 µs each. */
const SURVEYED_A_TURN = 200;

interface Options {
  clock: HostClock;
  /** Throws STATE unknownId, and bodyNotKept for a send without its body. */
  find: (ref: MessageRef) => Promise<FoundMessage>;
  sender: Pick<Sender, 'check' | 'send'>;
  /** Throws STATE unknownId and readOnly. */
  requireWritable: (profileId: string) => void;
  emit: (message: EventMessage) => void;
}

/** Messages sent again: what would be sent and why, then the sends. A run ends with the window that started it. */
export class ResendSession {
  readonly #options: Options;
  readonly #runs = new Map<number, { run: ResendRun; windowId: string }>();
  #lastRun = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get handlers(): Pick<Handlers, keyof typeof resendCalls> {
    return {
      'resend.plan': ({ ref, target }) => this.#plan(ref, target),
      'resend.survey': ({ refs }) => this.#survey(refs),
      'resend.draft': ({ ref, link }) => this.#draft(ref, link),
      'resend.compare': async ({ ref, draft }) => explainResend((await this.#original(ref)).original, draft),
      'resend.start': (input, windowId) => this.#start(input, windowId),
      'resend.stop': ({ runId }) => {
        const run = this.#run(runId);
        run.stop();
        return run.view();
      },
      'resend.outcomes': ({ runId, which, from, count }) => this.#run(runId).outcomes(which, from, count),
    };
  }

  windowGone(windowId: string): void {
    for (const known of this.#runs.values()) if (known.windowId === windowId) known.run.stop();
  }

  close(): void {
    for (const { run } of this.#runs.values()) run.stop();
  }

  async #plan(ref: MessageRef, { topic, link }: ResendTarget): Promise<ResendPlan> {
    const { found, original } = await this.#original(ref);
    const copy = copyOf(original, { topic, link });
    const problem = this.#problemOf(copy);
    return {
      ...originOf(found),
      fields: explainResend(original, copy),
      linkLeftOut: isLinkLeftOut(original, copy, link),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async #survey(refs: readonly MessageRef[]): Promise<ResendSurvey> {
    const topics = new Map<string, number>();
    const errors: ErrorData[] = [];
    let deadLetters = 0;
    for (const [at, ref] of refs.entries()) {
      if (at > 0 && at % SURVEYED_A_TURN === 0) await nextTurn();
      try {
        const { topic, deadLetterOf } = originOf(await this.#options.find(ref));
        topics.set(topic, (topics.get(topic) ?? 0) + 1);
        if (deadLetterOf !== undefined) deadLetters++;
      } catch (error) {
        errors.push(toErrorData(error));
      }
    }
    const [error] = errors;
    return {
      topics: [...topics]
        .map(([topic, messages]) => ({ topic, messages }))
        .sort((a, b) => b.messages - a.messages),
      deadLetters,
      unreadable: error && { messages: errors.length, error },
    };
  }

  async #draft(ref: MessageRef, link: boolean): Promise<EditedCopy> {
    const { found, original } = await this.#original(ref);
    const { verbatim: _exact, ...draft } = copyOf(original, { link });
    return { ...originOf(found), draft, fields: explainResend(original, draft) };
  }

  #start({ refs, target }: Parameters<Handlers['resend.start']>[0], windowId: string): ResendRunView {
    const { clock, requireWritable, emit } = this.#options;
    requireWritable(target.profileId);
    const runId = ++this.#lastRun;
    const run = new ResendRun({
      runId,
      profileId: target.profileId,
      refs,
      clock,
      prepare: (ref) => this.#prepare(ref, target),
      onChanged: (changed) => emit({ event: 'resend.changed', data: changed }),
    });
    this.#runs.set(runId, { run, windowId });
    this.#forgetEnded();
    void run.start();
    return run.view();
  }

  async #prepare(ref: MessageRef, { profileId, topic, link }: ResendTarget): Promise<Prepared> {
    const { found, original } = await this.#original(ref);
    const { title } = originOf(found);
    const copy = copyOf(original, { topic, link });
    return { title, send: () => this.#options.sender.send(profileId, copy) };
  }

  async #original(ref: MessageRef): Promise<{ found: FoundMessage; original: Original }> {
    const found = await this.#options.find(ref);
    return { found, original: originalOf(found) };
  }

  #problemOf(copy: Parameters<Sender['check']>[0]): ErrorData | undefined {
    try {
      this.#options.sender.check(copy);
      return undefined;
    } catch (error) {
      return toErrorData(error);
    }
  }

  #run(runId: number): ResendRun {
    const known = this.#runs.get(runId);
    if (known === undefined) throw stateError('unknownId', { what: 'resend', id: runId });
    return known.run;
  }

  #forgetEnded(): void {
    const ended = [...this.#runs].filter(([, { run }]) => run.view().state !== 'running');
    for (const [runId] of ended.slice(0, Math.max(0, ended.length - MAX_RUNS))) this.#runs.delete(runId);
  }
}
