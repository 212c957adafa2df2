import { type IpcMainInvokeEvent, ipcMain, MessageChannelMain, type WebContents } from 'electron';
import type { Console } from '../core/console.ts';
import type { Answer } from '../core/contract/answer.ts';
import type { Turned } from '../core/contract/bridge.ts';
import type { EventMessage } from '../core/contract/contract.ts';
import { HostWindow } from '../core/host-window.ts';
import { stateError } from '../core/model/error.ts';
import { CALL_CHANNEL, PORT_CHANNEL } from './channels.ts';

/** Where our page comes from: scheme with colon, and host. */
export interface PageOrigin {
  protocol: string;
  host: string;
}

/** Calls come by `ipcMain.handle`, events leave by a MessagePort: a third of the cost of `webContents.send`. */
export class Ipc {
  readonly #console: Pick<Console, 'call' | 'attach'>;
  readonly #page: PageOrigin;
  readonly #windows = new Map<WebContents, { hostWindow: HostWindow; turns: Turns }>();

  constructor(gantry: Pick<Console, 'call' | 'attach'>, page: PageOrigin) {
    this.#console = gantry;
    this.#page = page;
    ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) => this.#answer(event, name, input));
  }

  /** Serves this window until it is destroyed. */
  add(contents: WebContents): void {
    const turns = new Turns();
    const hostWindow = new HostWindow(this.#console, (gone) => {
      turns.begin();
      return openPort(contents, turns, gone);
    });
    this.#windows.set(contents, { hostWindow, turns });
    contents.once('destroyed', () => {
      hostWindow.close();
      this.#windows.delete(contents);
    });
  }

  async #answer(event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Answer<unknown> & Turned> {
    const served = this.#windows.get(event.sender);
    if (served === undefined || !isOurPage(event, this.#page)) {
      return { ok: false, error: stateError('unknownId', { what: 'window' }).data };
    }
    const { hostWindow, turns } = served;
    if (name === 'app.open') turns.end();
    return turns.give(await hostWindow.call(String(name), input));
  }
}

/** One window's count of all that goes to it, by which it puts answers and events back in order. */
class Turns {
  #last: number | undefined;

  begin(): void {
    this.#last = 0;
  }

  /** A page that is loaded anew counts from the beginning. */
  end(): void {
    this.#last = undefined;
  }

  give<T extends object>(message: T): T & Turned {
    return this.#last === undefined ? message : { ...message, turn: ++this.#last };
  }
}

/** Only the main frame, and only while it shows our page. */
export function isOurPage(
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  page: PageOrigin,
): boolean {
  const frame = event.senderFrame;
  if (frame === null || frame === undefined || frame !== event.sender.mainFrame) return false;
  try {
    // Not `origin`: Node gives the text 'null' for a scheme it does not know.
    const { protocol, host } = new URL(frame.url);
    return protocol === page.protocol && host === page.host;
  } catch {
    return false;
  }
}

function openPort(contents: WebContents, turns: Turns, gone: () => void): (message: EventMessage) => void {
  const { port1, port2 } = new MessageChannelMain();
  port1.once('close', gone);
  port1.start();
  contents.postMessage(PORT_CHANNEL, null, [port2]);
  return (message) => port1.postMessage(turns.give(message));
}
