import { createServer, type Server, type Socket } from 'node:net';
import { splitAddress } from '../core/model/address.ts';
import { ProxiedConnection } from './proxied-connection.ts';

/** What the network does to bytes and connections from now on; read anew for every chunk and every connection. */
export interface Weather {
  /** Each way. Default: 0. */
  delayMs: number;
  /** A chunk leaves in pieces of at most so many bytes. Default: whole. */
  pieceBytes: number;
  /** New connections: what a client sends goes to the target by a second connection as well, whose answers nobody sees. */
  twins: boolean;
  /** New connections are reset. */
  refuses: boolean;
}

const FAIR: Readonly<Weather> = {
  delayMs: 0,
  pieceBytes: Number.POSITIVE_INFINITY,
  twins: false,
  refuses: false,
};

/** A way through loopback to `target` that can be made as bad as networks are. */
export class TcpProxy {
  /** What it does now: see `become`. */
  readonly weather: Weather = { ...FAIR };
  readonly #server: Server;
  readonly #connections = new Set<ProxiedConnection>();

  /** On a free port of loopback; `target` is `host:port`, dialled once for each connection. */
  static async listen(target: string): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server, target);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  private constructor(server: Server, target: string) {
    this.#server = server;
    server.on('connection', (socket) => this.#accept(socket, target));
  }

  get address(): string {
    const bound = this.#server.address();
    if (bound === null || typeof bound === 'string') throw new Error('the proxy has no port');
    return `127.0.0.1:${bound.port}`;
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Fair, except for this. */
  become(weather: Partial<Weather>): void {
    Object.assign(this.weather, FAIR, weather);
  }

  /** Ends every connection there is, at once; new ones are taken. */
  dropAll(): void {
    for (const connection of this.#connections) connection.destroy();
  }

  /** From now on nothing goes through the connections there are, and nobody is told; new ones are sound. */
  muteAll(): void {
    for (const connection of this.#connections) connection.mute();
  }

  async close(): Promise<void> {
    this.become({ refuses: true });
    this.dropAll();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(socket: Socket, target: string): void {
    if (this.weather.refuses) {
      socket.resetAndDestroy();
      return;
    }
    const connection = new ProxiedConnection(socket, splitAddress(target), this.weather, () =>
      this.#connections.delete(connection),
    );
    this.#connections.add(connection);
  }
}
