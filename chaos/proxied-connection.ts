import { connect, type Socket } from 'node:net';
import { OneWay } from './one-way.ts';
import type { Weather } from './proxy.ts';

/** A client's socket and the one, or two, to the target that stand for it. */
export class ProxiedConnection {
  readonly #sockets: Socket[];
  readonly #onEnd: () => void;
  #muted = false;

  /** `onEnd` is called once, when either side has ended. */
  constructor(
    client: Socket,
    target: { host: string; port: number },
    weather: Readonly<Weather>,
    onEnd: () => void,
  ) {
    const server = connect(target);
    const twin = weather.twins ? connect(target) : undefined;
    this.#onEnd = onEnd;
    this.#sockets = [client, server, ...(twin === undefined ? [] : [twin])];
    const toServer = new OneWay(weather, server);
    const toTwin = twin === undefined ? undefined : new OneWay(weather, twin);
    const toClient = new OneWay(weather, client);
    client.on('data', (chunk) => {
      if (this.#muted) return;
      toServer.pass(chunk);
      toTwin?.pass(chunk);
    });
    server.on('data', (chunk) => {
      if (!this.#muted) toClient.pass(chunk);
    });
    // Its answers have to be taken, or the target would wait for room.
    twin?.resume();
    for (const socket of this.#sockets) {
      socket.setNoDelay(true);
      // 'close' follows.
      socket.on('error', () => {});
    }
    client.on('close', () => this.destroy());
    for (const socket of this.#sockets.slice(1)) socket.on('close', () => this.#targetEnded());
  }

  mute(): void {
    this.#muted = true;
  }

  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#onEnd();
  }

  /** Of a muted connection nobody hears even that. */
  #targetEnded(): void {
    if (!this.#muted) this.destroy();
  }
}
