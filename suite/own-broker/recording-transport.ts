import type { Command } from '../../core/protocol/command.ts';
import type { EncodedRequest } from '../../core/protocol/define-request.ts';
import type { Transport } from '../../core/remoting/transport.ts';

/** A transport that remembers which requests went to brokers. */
export class RecordingTransport implements Transport {
  /** Names, in the order they were sent. */
  readonly sent: string[] = [];
  readonly #inner: Transport;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  count(name: string): number {
    return this.sent.filter((sent) => sent === name).length;
  }

  invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    this.#record(request);
    return this.#inner.invoke(address, request, timeoutMs);
  }

  oneway(address: string, request: EncodedRequest, timeoutMs: number): Promise<void> {
    this.#record(request);
    return this.#inner.oneway(address, request, timeoutMs);
  }

  onRequest(handler: Parameters<Transport['onRequest']>[0]): void {
    this.#inner.onRequest(handler);
  }

  onStatus(handler: Parameters<Transport['onStatus']>[0]): void {
    this.#inner.onStatus(handler);
  }

  roundTripMs(address: string): number | undefined {
    return this.#inner.roundTripMs(address);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #record({ name, to }: EncodedRequest): void {
    if (to === 'broker') this.sent.push(name);
  }
}
