import { Buffer } from 'node:buffer';
import { GantryError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { replyCommand } from './fake-peer.ts';
import { connectError } from './request-error.ts';
import { refusalError } from './response-advice.ts';
import type { ConnectionStatus, Transport } from './transport.ts';

type Answer = Partial<Command> | string | GantryError;

/** For tests only: a network without sockets. What is not scripted is answered SUCCESS; a `down` address refuses to connect. */
export class FakeTransport implements Transport {
  readonly sent: { address: string; request: EncodedRequest; timeoutMs: number }[] = [];
  readonly down = new Set<string>();
  /** By request name: a reply, the text of its body, or an error. */
  readonly answers: Record<string, Answer | ((request: EncodedRequest, address: string) => Answer)> = {};
  closed = false;
  #onRequest: Parameters<Transport['onRequest']>[0] = () => undefined;
  #onStatus: Parameters<Transport['onStatus']>[0] = () => {};
  readonly #open = new Set<string>();

  async invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    this.sent.push({ address, request, timeoutMs });
    await Promise.resolve();
    if (!this.#open.has(address)) this.#dial(address, request);
    const scripted = this.answers[request.name] ?? {};
    const answer = typeof scripted === 'function' ? scripted(request, address) : scripted;
    if (answer instanceof GantryError) throw answer;
    const command = replyCommand(1, typeof answer === 'string' ? { body: Buffer.from(answer) } : answer);
    if (!request.ok.includes(command.code)) throw refusalError(command, request.name, address);
    return command;
  }

  async oneway(address: string, request: EncodedRequest, timeoutMs: number): Promise<void> {
    await this.invoke(address, request, timeoutMs);
  }

  onRequest(handler: Parameters<Transport['onRequest']>[0]): void {
    this.#onRequest = handler;
  }

  onStatus(handler: Parameters<Transport['onStatus']>[0]): void {
    this.#onStatus = handler;
  }

  roundTripMs(): number {
    return 1;
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  /** A connection's other end goes away, or nobody listens there any more. */
  drop(address: string): void {
    this.#open.delete(address);
    this.#onStatus(address, 'closed');
  }

  /** A request of the broker. */
  deliver(address: string, request: Command): ReturnType<Parameters<Transport['onRequest']>[0]> {
    return this.#onRequest(address, request);
  }

  /** Names of the requests sent to an address so far. */
  namesTo(address: string): string[] {
    return this.sent.filter((one) => one.address === address).map((one) => one.request.name);
  }

  #dial(address: string, request: EncodedRequest): void {
    const tell = (status: ConnectionStatus): void => this.#onStatus(address, status);
    tell('connecting');
    if (this.down.has(address)) {
      tell('closed');
      throw connectError({ address }, request, 'refused');
    }
    this.#open.add(address);
    tell('open');
  }
}
