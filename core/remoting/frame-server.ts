import { createServer, type Server, type Socket } from 'node:net';
import { GantryError } from '../model/error.ts';
import { MAX_FRAME_BYTES } from '../protocol/codes.ts';
import type { Command } from '../protocol/command.ts';
import { FrameDecoder } from '../protocol/frame-decoder.ts';
import { WriteBatch } from './write-batch.ts';

/** A connection without a byte either way for this long is closed. Source: NettyServerConfig.serverChannelMaxIdleTimeSeconds. */
const IDLE_MS = 120_000;
/** What a peer has not taken this long after close() is dropped. */
const CLOSE_WITHIN_MS = 500;

export interface FrameServerOptions {
  host: string;
  /** 0 = any free one. */
  port: number;
  /** Who cannot listen, for `params.role` of the error. */
  role: string;
  /** Every command the peer sends, answers to our own requests included. Must not throw. */
  onCommand: (connection: ServedConnection, command: Command) => void;
  /** Once per connection, after its last command. */
  onClosed: (connection: ServedConnection) => void;
  maxFrameBytes?: number;
}

/** The listening half of remoting: accepts connections and gives their commands. Knows no request codes. */
export class FrameServer {
  /** `host:port` with the real port. */
  readonly address: string;
  readonly #server: Server;
  readonly #connections: ReadonlySet<ServedConnection>;

  /** Throws CONNECT with params address, role and reason: `portTaken`, or `other` (not permitted, no such host). */
  static async listen(options: FrameServerOptions): Promise<FrameServer> {
    const connections = new Set<ServedConnection>();
    const server = createServer((socket) => {
      const connection = new ServedConnection(socket, options, () => connections.delete(connection));
      connections.add(connection);
    });
    const { host, port } = options;
    await new Promise<void>((resolve, reject) => {
      // Stays: an accept that fails later (no file handles left) costs that connection, not the process.
      server.on('error', (error) => reject(listenError(error, options)));
      server.listen({ host, port }, resolve);
    });
    const bound = server.address();
    const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
    return new FrameServer(`${host}:${boundPort}`, server, connections);
  }

  private constructor(address: string, server: Server, connections: ReadonlySet<ServedConnection>) {
    this.address = address;
    this.#server = server;
    this.#connections = connections;
  }

  /** Accepts nothing more; what was answered is still written; then every connection ends, at the latest after 500 ms. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.end();
    const timer = setTimeout(() => {
      for (const connection of this.#connections) connection.destroy();
    }, CLOSE_WITHIN_MS);
    await closed;
    clearTimeout(timer);
  }
}

/** One accepted connection. What is sent in one turn of the event loop leaves in one write. */
export class ServedConnection {
  /** The peer's `ip:port`. */
  readonly remoteAddress: string;
  readonly #socket: Socket;
  readonly #options: FrameServerOptions;
  readonly #decoder: FrameDecoder;
  readonly #batch = new WriteBatch();
  #flushQueued = false;

  constructor(socket: Socket, options: FrameServerOptions, onClosed: () => void) {
    this.remoteAddress = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    this.#socket = socket;
    this.#options = options;
    this.#decoder = new FrameDecoder(options.maxFrameBytes ?? MAX_FRAME_BYTES);
    socket.setNoDelay(true);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
    socket.on('drain', () => socket.resume());
    // The reason is of no use here: 'close' follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      onClosed();
      options.onClosed(this);
    });
  }

  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Nothing happens on a connection that has closed. Throws FRAME (tooLong). */
  send(command: Command): void {
    if (!this.isOpen) return;
    this.#batch.add(command);
    if (this.#flushQueued) return;
    this.#flushQueued = true;
    queueMicrotask(() => this.#flush());
  }

  /** Writes what was sent, then closes. */
  end(): void {
    this.#flush();
    this.#socket.end();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #flush(): void {
    this.#flushQueued = false;
    // A peer that does not read its answers gets no further requests read.
    if (this.isOpen && !this.#batch.flush(this.#socket)) this.#socket.pause();
  }

  /** After bytes that are no frame the connection closes without an answer, as in NettyDecoder. */
  #receive(chunk: Uint8Array): void {
    try {
      for (const command of this.#decoder.push(chunk)) this.#options.onCommand(this, command);
    } catch {
      this.destroy();
    }
    if (this.#decoder.error !== undefined) this.destroy();
  }
}

function listenError(error: NodeJS.ErrnoException, { host, port, role }: FrameServerOptions): GantryError {
  const reason = error.code === 'EADDRINUSE' ? 'portTaken' : 'other';
  const params = { address: `${host}:${port}`, role, reason };
  return new GantryError('CONNECT', { outcome: 'notSent', params }, error);
}
