import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Weather } from './proxy.ts';

/** One direction of a connection: late and in pieces as the weather has it, never out of order. */
export class OneWay {
  readonly #weather: Readonly<Weather>;
  readonly #to: Socket;
  #last: Promise<void> = Promise.resolve();

  constructor(weather: Readonly<Weather>, to: Socket) {
    this.#weather = weather;
    this.#to = to;
  }

  pass(chunk: Buffer): void {
    const { delayMs, pieceBytes } = this.#weather;
    const dueAtMs = performance.now() + delayMs;
    this.#last = this.#last.then(async () => {
      const earlyMs = dueAtMs - performance.now();
      if (earlyMs > 0) await sleep(earlyMs);
      for (let at = 0; at < chunk.length; at += pieceBytes) {
        // Pieces written in one turn would leave together.
        if (at > 0) await nextTurn();
        if (!this.#to.destroyed) this.#to.write(chunk.subarray(at, at + pieceBytes));
      }
    });
  }
}
