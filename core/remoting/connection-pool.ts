import type { HostClock } from '../clock.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { Connection, type RequestHandler } from './connection.ts';
import { connectError, lostError } from './request-error.ts';
import { type Credentials, sign } from './signer.ts';
import type { ConnectionStatus, Transport } from './transport.ts';

/** Source: NettySystemConfig.connectTimeoutMillis. */
const CONNECT_TIMEOUT_MS = 3_000;
/** For so long after a failed dial its error stands for a further one. */
const DIAL_AGAIN_AFTER_MS = 500;
const CLOSE_MS = 500;

export interface ConnectionPoolOptions {
  clock: HostClock;
  /** Every request is signed with them. */
  credentials?: Credentials;
  /** Default: 3 s. */
  connectTimeoutMs?: number;
  /** Default: 16 MiB. */
  maxFrameBytes?: number;
}

/** One connection per address, dialled by the first request and again by the first one after its end. */
export class ConnectionPool implements Transport {
  readonly #options: ConnectionPoolOptions;
  /** Connecting or open. */
  readonly #connections = new Map<string, Connection>();
  readonly #failedDials = new Map<string, { reason: string; untilMs: number }>();
  #onRequest: RequestHandler = () => undefined;
  #onStatus: (address: string, status: ConnectionStatus) => void = () => {};
  #closed = false;

  constructor(options: ConnectionPoolOptions) {
    this.#options = options;
  }

  invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    const connection = this.#connections.get(address);
    if (connection?.status === 'open') return connection.invoke(this.#signed(request), timeoutMs);
    return this.#invokeDialled(address, request, timeoutMs);
  }

  oneway(address: string, request: EncodedRequest, timeoutMs: number): Promise<void> {
    const connection = this.#connections.get(address);
    if (connection?.status === 'open') return connection.oneway(this.#signed(request));
    return this.#onewayDialled(address, request, timeoutMs);
  }

  onRequest(handler: RequestHandler): void {
    this.#onRequest = handler;
  }

  onStatus(handler: (address: string, status: ConnectionStatus) => void): void {
    this.#onStatus = handler;
  }

  roundTripMs(address: string): number | undefined {
    return this.#connections.get(address)?.roundTripMs;
  }

  /** Rejects what waits (CLOSED); resolves when the sockets have ended, within half a second. */
  async close(): Promise<void> {
    this.#closed = true;
    const connections = [...this.#connections.values()];
    await Promise.all(connections.map((connection) => connection.close(CLOSE_MS)));
  }

  async #invokeDialled(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command> {
    const { connection, leftMs } = await this.#open(address, request, timeoutMs);
    return await connection.invoke(this.#signed(request), leftMs);
  }

  async #onewayDialled(address: string, request: EncodedRequest, timeoutMs: number): Promise<void> {
    const { connection } = await this.#open(address, request, timeoutMs);
    await connection.oneway(this.#signed(request));
  }

  /** The open connection, and what is left of the request's time. Throws CONNECT, CLOSED. */
  async #open(
    address: string,
    request: EncodedRequest,
    timeoutMs: number,
  ): Promise<{ connection: Connection; leftMs: number }> {
    if (this.#closed) throw lostError(address, request, { written: false, cause: undefined });
    const { clock } = this.#options;
    const startedAtMs = clock.monotonic();
    const failed = this.#failedDials.get(address);
    if (failed !== undefined && startedAtMs < failed.untilMs)
      throw connectError(address, request, failed.reason);
    const connection = this.#connections.get(address) ?? this.#dial(address);
    const reason = await within(connection.dialled, timeoutMs, clock);
    if (this.#closed) throw lostError(address, request, { written: false, cause: undefined });
    if (reason !== undefined) throw connectError(address, request, reason);
    return { connection, leftMs: timeoutMs - (clock.monotonic() - startedAtMs) };
  }

  #dial(address: string): Connection {
    const { clock, connectTimeoutMs = CONNECT_TIMEOUT_MS, maxFrameBytes } = this.#options;
    this.#onStatus(address, 'connecting');
    const connection = new Connection({
      address,
      clock,
      connectTimeoutMs,
      ...(maxFrameBytes === undefined ? {} : { maxFrameBytes }),
      onRequest: (from, request) => this.#onRequest(from, request),
      onStatus: (status) => {
        if (status === 'closed') this.#connections.delete(address);
        this.#onStatus(address, status);
      },
    });
    this.#connections.set(address, connection);
    void connection.dialled.then((reason) => {
      if (reason === undefined) this.#failedDials.delete(address);
      else this.#failedDials.set(address, { reason, untilMs: clock.monotonic() + DIAL_AGAIN_AFTER_MS });
    });
    return connection;
  }

  #signed(request: EncodedRequest): EncodedRequest {
    const { credentials } = this.#options;
    if (credentials === undefined) return request;
    return { ...request, extFields: sign(request.extFields, request.body, credentials) };
  }
}

/** A dial's result, or `timeout` when a request has less time than the dial. */
function within(
  dialled: Promise<string | undefined>,
  timeoutMs: number,
  clock: HostClock,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const deadline = clock.setTimeout(() => resolve('timeout'), timeoutMs);
    void dialled.then((reason) => {
      deadline.cancel();
      resolve(reason);
    });
  });
}
