import { stateError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import type { ConnectionStatus, Transport } from './transport.ts';

/** RequestCode.java names what only reads by its verb; a heartbeat and its goodbye say who is there. */
const READS = /^(?:GET|QUERY|SEARCH|VIEW|PULL|LITE_PULL|CHECK)_|^(?:HEART_BEAT|UNREGISTER_CLIENT)$/;

/** Lets through what changes nothing while `isReadOnly`. Throws STATE readOnly for every other request, before it leaves. */
export class ReadOnlyTransport implements Transport {
  readonly #inner: Transport;
  readonly #isReadOnly: () => boolean;

  constructor(inner: Transport, isReadOnly: () => boolean) {
    this.#inner = inner;
    this.#isReadOnly = isReadOnly;
  }

  invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    if (this.#isRefused(request)) return Promise.reject(refusal(request));
    return this.#inner.invoke(address, request, timeoutMs);
  }

  oneway(address: string, request: EncodedRequest, timeoutMs: number): Promise<void> {
    if (this.#isRefused(request)) return Promise.reject(refusal(request));
    return this.#inner.oneway(address, request, timeoutMs);
  }

  onRequest(handler: Parameters<Transport['onRequest']>[0]): void {
    this.#inner.onRequest(handler);
  }

  onStatus(handler: (address: string, status: ConnectionStatus) => void): void {
    this.#inner.onStatus(handler);
  }

  roundTripMs(address: string): number | undefined {
    return this.#inner.roundTripMs(address);
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  #isRefused({ name }: EncodedRequest): boolean {
    return this.#isReadOnly() && !READS.test(name);
  }
}

const refusal = ({ name }: EncodedRequest) => stateError('readOnly', { request: name });
