import type { Buffer } from 'node:buffer';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { FLAG_RESPONSE } from '../protocol/codes.ts';
import { type Command, EMPTY_BODY } from '../protocol/command.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { FrameDecoder } from '../protocol/frame-decoder.ts';

type Script = (request: Command, socket: Socket) => void;

/** For tests only: listens on a free loopback port and does with each request what the script says. */
export class FakePeer {
  readonly requests: Command[] = [];
  /** Every connection ever accepted, in order. */
  readonly sockets: Socket[] = [];
  readonly #server: Server;

  /** With `tls` (PEM) it speaks TLS alone. */
  static async listen(
    script: Script = (request, socket) => socket.write(reply(request)),
    tls?: { cert: string; key: string },
  ): Promise<FakePeer> {
    const server = tls === undefined ? createServer() : createTlsServer(tls);
    const peer = new FakePeer(server, tls === undefined ? 'connection' : 'secureConnection', script);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  private constructor(server: Server, opened: 'connection' | 'secureConnection', script: Script) {
    this.#server = server;
    server.on(opened, (socket: Socket) => {
      this.sockets.push(socket);
      const decoder = new FrameDecoder();
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        for (const command of decoder.push(chunk)) {
          this.requests.push(command);
          script(command, socket);
        }
      });
    });
  }

  get address(): string {
    const bound = this.#server.address();
    return typeof bound === 'object' && bound !== null ? `127.0.0.1:${bound.port}` : '';
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

/** A whole frame that answers `request`: SUCCESS unless told otherwise. */
export function reply(request: Command, answer: Partial<Command> = {}): Buffer {
  return encodeFrame(replyCommand(request.opaque, answer));
}

export function replyCommand(opaque: number, answer: Partial<Command> = {}): Command {
  return {
    code: 0,
    opaque,
    flag: FLAG_RESPONSE,
    language: 'JAVA',
    version: 479,
    extFields: {},
    body: EMPTY_BODY,
    ...answer,
  };
}
