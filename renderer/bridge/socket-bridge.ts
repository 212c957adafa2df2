import type { Answer } from '../../core/contract/answer.ts';
import type { Bridge } from '../../core/contract/bridge.ts';
import { decodeValue, encodeValue } from '../../core/contract/codec.ts';
import type { EventMessage } from '../../core/contract/contract.ts';
import type { ErrorData } from '../../core/model/error.ts';

/** The host answers every call; this bounds the wait if it does not. The longest call ends after 30 s by itself. */
export const CALL_DEADLINE_MS = 60_000;
const BACK_OFF_MS = [250, 500, 1_000, 2_000, 5_000];

interface Pending {
  settle(answer: Answer<never>): void;
  /** Not yet handed to a socket. */
  frame: Uint8Array<ArrayBuffer> | undefined;
}

type Incoming = { id: number; answer: Answer<never> } | EventMessage;

/**
 * The host is a process on this machine behind a WebSocket. Until the first connection calls wait; after a loss they
 * are answered at once with CLOSED, and those under way with outcome 'unknown'. Reconnects for ever, backing off.
 */
export function socketBridge(url: string): Bridge {
  const handlers = new Set<(message: EventMessage) => void>();
  const linkHandlers = new Set<(up: boolean) => void>();
  const pending = new Map<number, Pending>();
  let socket: WebSocket | undefined;
  let everTried = false;
  let up: boolean | undefined;
  let tries = 0;
  let nextId = 1;

  function setUp(now: boolean): void {
    if (up === now) return;
    const first = up === undefined;
    up = now;
    if (!(first && now)) for (const handler of linkHandlers) handler(now);
  }

  function open(): void {
    const next = new WebSocket(url);
    next.binaryType = 'arraybuffer';
    socket = next;
    next.onopen = () => {
      tries = 0;
      for (const entry of pending.values()) flush(next, entry);
      setUp(true);
    };
    next.onmessage = ({ data }: MessageEvent<ArrayBuffer>) =>
      receive(decodeValue(new Uint8Array(data)) as Incoming);
    next.onclose = () => {
      everTried = true;
      for (const [id, entry] of pending) {
        pending.delete(id);
        entry.settle({ ok: false, error: closed(entry.frame === undefined ? 'unknown' : 'notSent') });
      }
      setUp(false);
      setTimeout(open, BACK_OFF_MS[Math.min(tries++, BACK_OFF_MS.length - 1)]);
    };
  }

  function receive(message: Incoming): void {
    if ('event' in message) {
      for (const handler of handlers) handler(message);
      return;
    }
    const entry = pending.get(message.id);
    pending.delete(message.id);
    entry?.settle(message.answer);
  }

  open();
  return {
    host: 'browser',
    call(name, input) {
      const open = socket?.readyState === WebSocket.OPEN;
      if (!open && everTried) return Promise.resolve({ ok: false, error: closed('notSent') });
      return new Promise((resolve) => {
        const id = nextId++;
        const deadline = setTimeout(() => {
          pending.delete(id);
          resolve({ ok: false, error: timedOut() });
        }, CALL_DEADLINE_MS);
        const entry: Pending = {
          frame: encodeValue({ id, call: name, input }),
          settle(answer) {
            clearTimeout(deadline);
            resolve(answer);
          },
        };
        pending.set(id, entry);
        if (open && socket !== undefined) flush(socket, entry);
      });
    },
    listen(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    onLink(handler) {
      linkHandlers.add(handler);
      return () => linkHandlers.delete(handler);
    },
  };
}

function flush(socket: WebSocket, entry: Pending): void {
  if (entry.frame === undefined) return;
  socket.send(entry.frame);
  entry.frame = undefined;
}

const closed = (outcome: 'unknown' | 'notSent'): ErrorData => ({
  code: 'CLOSED',
  outcome,
  params: { role: 'host' },
  retry: 'same',
});

const timedOut = (): ErrorData => ({
  code: 'TIMEOUT',
  outcome: 'unknown',
  params: { timeoutMs: CALL_DEADLINE_MS },
  retry: 'no',
});
