import { connect, type Socket } from 'node:net';
import { splitAddress } from '../model/address.ts';
import { FLAG_ONEWAY, FLAG_RESPONSE } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { encodeRequest, type Fields, type FieldTable, type RequestSpec } from '../protocol/define-request.ts';
import { encodeFrame } from '../protocol/frame.ts';
import { FrameDecoder } from '../protocol/frame-decoder.ts';

/** For tests: a client that is a socket and the codecs, nothing of the engine. */
export class RawPeer {
  /** Requests the broker sent us. */
  readonly pushed: Command[] = [];
  /** Answers to what was not asked. */
  readonly unexpected: Command[] = [];
  readonly #socket: Socket;
  readonly #decoder = new FrameDecoder();
  readonly #pending = new Map<number, (answer: Command) => void>();
  #nextOpaque = 1;

  constructor(address: string) {
    const { host, port } = splitAddress(address);
    this.#socket = connect(port, host);
    this.#socket.on('error', () => {});
    this.#socket.on('data', (chunk: Uint8Array) => {
      for (const command of this.#decoder.push(chunk)) this.#receive(command);
    });
  }

  /** The answer, whatever its code. */
  ask<H extends FieldTable, R extends FieldTable>(
    spec: RequestSpec<H, R>,
    header: Fields<H>,
    body: Uint8Array | string = '',
    patch: Partial<Command> = {},
  ): Promise<Command> {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    const { code, extFields } = encodeRequest(spec, header, bytes);
    return this.askRaw({ code, extFields, body: bytes, ...patch });
  }

  askRaw(patch: Partial<Command> & { code: number }): Promise<Command> {
    const opaque = this.tell(patch);
    return new Promise((resolve) => this.#pending.set(opaque, resolve));
  }

  /** Writes a request nobody waits for; its opaque. */
  tell(patch: Partial<Command> & { code: number }): number {
    const opaque = this.#nextOpaque++;
    const request: Command = {
      opaque,
      flag: 0,
      language: 'OTHER',
      version: 409,
      extFields: {},
      body: Buffer.alloc(0),
      ...patch,
    };
    this.#socket.write(encodeFrame(request));
    return opaque;
  }

  tellOneway(patch: Partial<Command> & { code: number }): void {
    this.tell({ ...patch, flag: FLAG_ONEWAY });
  }

  /** Resolves when the other side has closed. */
  closed(): Promise<void> {
    if (this.#socket.closed) return Promise.resolve();
    return new Promise((resolve) => this.#socket.once('close', () => resolve()));
  }

  end(): void {
    this.#socket.destroy();
  }

  #receive(command: Command): void {
    if ((command.flag & FLAG_RESPONSE) === 0) {
      this.pushed.push(command);
      return;
    }
    const settle = this.#pending.get(command.opaque);
    if (settle === undefined) this.unexpected.push(command);
    this.#pending.delete(command.opaque);
    settle?.(command);
  }
}
