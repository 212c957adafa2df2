import type { HostClock, Timer } from '../../clock.ts';
import { OUR_LANGUAGE, OUR_VERSION } from '../../protocol/codes.ts';
import type { Command } from '../../protocol/command.ts';
import type { EncodedRequest } from '../../protocol/define-request.ts';
import type { ServedConnection } from '../../remoting/frame-server.ts';

/** Source: Broker2Client.callClient. */
const TIMEOUT_MS = 10_000;

interface PendingCall {
  connection: ServedConnection;
  timer: Timer;
  done: (answer: Command | undefined) => void;
}

/** Requests of the broker that a client answers; each ends once, with the answer or, after 10 s of host time, without. */
export class ClientCalls {
  readonly #host: HostClock;
  readonly #pending = new Map<number, PendingCall>();
  #opaque = 0;

  constructor(host: HostClock) {
    this.#host = host;
  }

  call(
    connection: ServedConnection,
    { code, extFields, body }: EncodedRequest,
    done: PendingCall['done'],
  ): void {
    this.#opaque = (this.#opaque + 1) & 0x7fff_ffff;
    const opaque = this.#opaque;
    const timer = this.#host.setTimeout(() => this.#end(opaque, undefined), TIMEOUT_MS);
    this.#pending.set(opaque, { connection, timer, done });
    connection.send({ code, opaque, flag: 0, language: OUR_LANGUAGE, version: OUR_VERSION, extFields, body });
  }

  /** An answer nobody waits for (any more), or of another client, is dropped. */
  answered(connection: ServedConnection, answer: Command): void {
    if (this.#pending.get(answer.opaque)?.connection === connection) this.#end(answer.opaque, answer);
  }

  stop(): void {
    for (const { timer } of this.#pending.values()) timer.cancel();
    this.#pending.clear();
  }

  #end(opaque: number, answer: Command | undefined): void {
    const pending = this.#pending.get(opaque);
    this.#pending.delete(opaque);
    pending?.timer.cancel();
    pending?.done(answer);
  }
}
