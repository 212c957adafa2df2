import type { Console } from './console.ts';
import type { Answer } from './contract/answer.ts';
import type { EventMessage } from './contract/contract.ts';
import { stateError } from './model/error.ts';

/** Takes one event to the window. */
export type Deliver = (message: EventMessage) => void;

/**
 * One window's connection to the console, as both hosts keep it. A window says who it is with `app.open`; before that
 * every other call is refused. Opening again (a reload in the same window) moves the events to the newest opener.
 */
export class HostWindow {
  readonly #console: Pick<Console, 'call' | 'attach'>;
  readonly #open: (gone: () => void) => Deliver;
  #windowId: string | undefined;
  #detach: (() => void) | undefined;
  #closed = false;

  /**
   * `open` runs with each successful `app.open` and returns where the events go from then on. It may call `gone` when
   * that way is lost: the window's consumers then live on for the grace time.
   */
  constructor(gantry: Pick<Console, 'call' | 'attach'>, open: (gone: () => void) => Deliver) {
    this.#console = gantry;
    this.#open = open;
  }

  async call(name: string, input: unknown): Promise<Answer<unknown>> {
    if (name === 'app.open') return await this.#openApp(input);
    if (this.#windowId === undefined)
      return { ok: false, error: stateError('unknownId', { what: 'window' }).data };
    return await this.#console.call(this.#windowId, name, input);
  }

  /** The window went away for good. */
  close(): void {
    this.#closed = true;
    this.#detach?.();
    this.#detach = undefined;
  }

  async #openApp(input: unknown): Promise<Answer<unknown>> {
    const claimed = (input as { windowId?: unknown } | null | undefined)?.windowId;
    const windowId = typeof claimed === 'string' ? claimed : '';
    const answer = await this.#console.call(windowId, 'app.open', input);
    if (!answer.ok || this.#closed) return answer;
    const before = this.#detach;
    const detach = this.#console.attach(
      windowId,
      this.#open(() => {
        detach();
        if (this.#detach === detach) this.#detach = undefined;
      }),
    );
    this.#windowId = windowId;
    this.#detach = detach;
    // Only now, so that opening again under the same id never starts the grace time.
    before?.();
    return answer;
  }
}
