import type { HostClock } from '../../clock.ts';
import type { PreviewedMessage, SendRunView } from '../../contract/compose.ts';
import type { EventMessage, Handlers } from '../../contract/contract.ts';
import type { SendDraft } from '../../contract/views.ts';
import { stateError } from '../../model/error.ts';
import { SendRun } from './send-run.ts';
import type { Sender } from './sender.ts';
import type { TemplateSource } from './template-values.ts';

type ComposeCall =
  | 'message.send'
  | 'message.preview'
  | 'environment.allow'
  | 'send.run.start'
  | 'send.run.stop'
  | 'send.run.list';

/** Runs that ended and are still listed. */
const MAX_ENDED = 20;
/** Of a previewed body. */
const PREVIEW_BYTES = 4_096;

interface Options {
  clock: HostClock;
  sender: Sender;
  templates: TemplateSource;
  emit: (message: EventMessage) => void;
}

/** What windows send: single messages and runs of many. A run ends with the window that started it. */
export class ComposeSession {
  readonly #options: Options;
  readonly #runs = new Map<number, { run: SendRun; windowId: string }>();
  #nextRun = 1;

  constructor(options: Options) {
    this.#options = options;
  }

  get handlers(): Pick<Handlers, ComposeCall> {
    const { sender, templates, emit } = this.#options;
    return {
      'message.send': async ({ profileId, draft, variables }) => {
        const record = await sender.send(profileId, templates.expand(draft, variables));
        emit({ event: 'message.sent', data: record });
        return record;
      },
      'message.preview': ({ draft, variables, count }) =>
        Array.from({ length: count }, (_, step) => previewed(templates.expand(draft, variables, step))),
      'environment.allow': ({ scope, name }) => {
        templates.allow(scope, name);
        return null;
      },
      'send.run.start': (input, windowId) => this.#start(input, windowId),
      'send.run.stop': ({ runId }) => {
        const known = this.#runs.get(runId);
        if (known === undefined) throw stateError('unknownId', { what: 'run', id: runId });
        known.run.stop();
        return known.run.view();
      },
      'send.run.list': () => [...this.#runs.values()].map(({ run }) => run.view()),
    };
  }

  windowGone(windowId: string): void {
    for (const known of this.#runs.values()) if (known.windowId === windowId) known.run.stop();
  }

  close(): void {
    for (const { run } of this.#runs.values()) run.stop();
  }

  #start(
    { profileId, items, repeat }: Parameters<Handlers['send.run.start']>[0],
    windowId: string,
  ): SendRunView {
    const { clock, sender, templates, emit } = this.#options;
    const runId = this.#nextRun++;
    const run = new SendRun({
      runId,
      profileId,
      total: items.length * repeat.count,
      repeat,
      clock,
      message: (at) => {
        const item = items[at % items.length];
        if (item === undefined) throw stateError('unknownId', { what: 'draft', id: at });
        return templates.expand(item.draft, item.variables, Math.floor(at / items.length));
      },
      check: (draft) => sender.check(draft),
      send: (draft) => sender.send(profileId, draft),
      sendBatch: (drafts) => sender.sendBatch(profileId, drafts),
      onChanged: (changed) => emit({ event: 'send.run.changed', data: changed }),
    });
    void run.start();
    this.#runs.set(runId, { run, windowId });
    this.#forgetEnded();
    return run.view();
  }

  #forgetEnded(): void {
    const ended = [...this.#runs].filter(([, { run }]) => run.view().state !== 'running');
    for (const [runId] of ended.slice(0, Math.max(0, ended.length - MAX_ENDED))) this.#runs.delete(runId);
  }
}

function previewed({ tag, keys, properties, body, orderly }: SendDraft): PreviewedMessage {
  return {
    tag,
    keys,
    properties,
    ...(orderly?.key === undefined ? {} : { shardingKey: orderly.key }),
    bodyStart: body.slice(0, PREVIEW_BYTES),
    bodyBytes: body.length,
  };
}
