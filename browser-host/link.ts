import type { WebSocket } from 'ws';
import type { Console } from '../core/console.ts';
import { decodeValue, encodeValue } from '../core/contract/codec.ts';
import type { EventMessage } from '../core/contract/contract.ts';
import { eventKey, mergedEvent } from '../core/contract/event-things.ts';
import { HostWindow } from '../core/host-window.ts';

/** More than this unsent, and events wait: only the newest of each thing is kept. */
export const HIGH_WATER_BYTES = 1024 * 1024;

/** WebSocket close code for a frame that is none of ours. */
const CLOSE_BAD_FRAME = 1007;

/** The part of a ws socket a link uses. */
export type LinkSocket = Pick<WebSocket, 'bufferedAmount' | 'send' | 'close' | 'on'>;

interface Request {
  id: number;
  call: string;
  input: unknown;
}

/**
 * One window over one WebSocket. Frames are values of core/contract/codec: `{id, call, input}` comes in,
 * `{id, answer}` and `{event, data}` go out. An unreadable frame closes the socket; a bad call is an answer.
 */
export function serveLink(socket: LinkSocket, gantry: Pick<Console, 'call' | 'attach'>): void {
  const outbox = new Outbox(socket);
  const hostWindow = new HostWindow(gantry, () => (message) => outbox.event(message));
  socket.on('message', (data, isBinary) => {
    const request = isBinary ? readRequest(data as Buffer) : undefined;
    if (request === undefined) {
      socket.close(CLOSE_BAD_FRAME, 'not a request');
      return;
    }
    void hostWindow
      .call(request.call, request.input)
      .then((answer) => outbox.send({ id: request.id, answer }));
  });
  socket.on('close', () => {
    outbox.close();
    hostWindow.close();
  });
  // ws reports a frame over maxPayload here and closes by itself.
  socket.on('error', () => undefined);
}

/** What leaves towards a window; bounded by the number of things when the window reads slowly. */
class Outbox {
  readonly #socket: LinkSocket;
  readonly #waiting = new Map<string, EventMessage>();
  #closed = false;

  constructor(socket: LinkSocket) {
    this.#socket = socket;
  }

  event(message: EventMessage): void {
    if (this.#waiting.size === 0 && this.#socket.bufferedAmount <= HIGH_WATER_BYTES) {
      this.send(message);
      return;
    }
    // A newer one takes the place of an older one of its thing and goes to the end.
    const key = eventKey(message);
    const older = this.#waiting.get(key);
    this.#waiting.delete(key);
    this.#waiting.set(key, older === undefined ? message : mergedEvent(older, message));
  }

  send(value: unknown): void {
    if (this.#closed) return;
    this.#socket.send(encodeValue(value), () => this.#flush());
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
  }

  #flush(): void {
    for (const [key, message] of this.#waiting) {
      if (this.#closed || this.#socket.bufferedAmount > HIGH_WATER_BYTES) return;
      this.#waiting.delete(key);
      this.send(message);
    }
  }
}

function readRequest(frame: Buffer): Request | undefined {
  try {
    // As plain bytes: slices of a Buffer would be Buffers that share the socket's memory.
    const plain = new Uint8Array(frame.buffer, frame.byteOffset, frame.length);
    const { id, call, input } = decodeValue(plain) as Partial<Request>;
    return Number.isSafeInteger(id) && typeof call === 'string'
      ? { id: id as number, call, input }
      : undefined;
  } catch {
    return undefined;
  }
}
