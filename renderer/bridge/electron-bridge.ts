import type { Answer } from '../../core/contract/answer.ts';
import { type Bridge, EVENT_PORT_MESSAGE, type PreloadApi, type Turned } from '../../core/contract/bridge.ts';
import type { EventMessage } from '../../core/contract/contract.ts';
import { InTurn } from './in-turn.ts';

/** The host is Electron's main process: calls through the preload, events on a MessagePort it posts to the page. */
export function electronBridge(api: PreloadApi): Bridge {
  const handlers = new Set<(message: EventMessage) => void>();
  const inTurn = new InTurn();
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.data !== EVENT_PORT_MESSAGE || port === undefined) return;
    port.onmessage = ({ data: { turn, ...message } }: MessageEvent<EventMessage & Turned>) =>
      inTurn.tell(turn, () => {
        for (const handler of handlers) handler(message);
      });
  });
  return {
    host: 'electron',
    async call(name, input) {
      try {
        return await inTurn.ask(api[name](input));
      } catch (error) {
        return lost(error);
      }
    },
    listen(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    // The main process and the window end together.
    onLink: () => () => {},
  };
}

function lost(error: unknown): Answer<never> {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, error: { code: 'BUG', outcome: 'unknown', params: { message }, retry: 'no' } };
}
