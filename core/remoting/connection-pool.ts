import type { HostClock } from '../clock.ts';
import { splitAddress } from '../model/address.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { Connection, type RequestHandler } from './connection.ts';
import type { Credentials } from './credentials.ts';
import type { Dialler } from './dial.ts';
import { type TlsOptions, tlsDialler } from './dial-tls.ts';
import { connectError, lostError, type Peer } from './request-error.ts';
import { signedRequest } from './signed-request.ts';
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
  /** For every connection. Default: plain TCP. */
  tls?: TlsOptions;
  /**
   * Where to dial instead, `host:port` by `host:port`: a broker may announce an address that only its own network knows.
   * Nothing but the dial changes: requests and statuses go by the announced address.
   */
  addressMap?: Readonly<Record<string, string>>;
  /** Default: 3 s. */
  connectTimeoutMs?: number;
  /** Default: 16 MiB. */
  maxFrameBytes?: number;
}

/** One connection per address, dialled by the first request and again by the first one after its end. */
export class ConnectionPool implements Transport {
  readonly #options: ConnectionPoolOptions;
  readonly #dialler: Dialler | undefined;
  readonly #addressMap: ReadonlyMap<string, string>;
  /** Connecting or open. */
  readonly #connections = new Map<string, Connection>();
  readonly #failedDials = new Map<string, { reason: string; untilMs: number }>();
  #onRequest: RequestHandler = () => undefined;
  #onStatus: (address: string, status: ConnectionStatus) => void = () => {};
  #closed = false;

  /** Throws INPUT (tls.ca, pem). */
  constructor(options: ConnectionPoolOptions) {
    const { tls, addressMap = {} } = options;
    this.#options = options;
    this.#dialler = tls === undefined ? undefined : tlsDialler(tls);
    this.#addressMap = new Map(Object.entries(addressMap));
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
    const peer = this.#peer(address);
    if (this.#closed) throw lostError(peer, request, { written: false, cause: undefined });
    if (!isDialable(peer)) throw connectError(peer, request, 'badAddress');
    const { clock } = this.#options;
    const startedAtMs = clock.monotonic();
    const failed = this.#failedDials.get(address);
    if (failed !== undefined && startedAtMs < failed.untilMs)
      throw connectError(peer, request, failed.reason);
    const connection = this.#connections.get(address) ?? this.#dial(peer);
    const reason = await within(connection.dialled, timeoutMs, clock);
    if (this.#closed) throw lostError(peer, request, { written: false, cause: undefined });
    if (reason !== undefined) throw connectError(peer, request, reason);
    return { connection, leftMs: timeoutMs - (clock.monotonic() - startedAtMs) };
  }

  #peer(address: string): Peer {
    const dialledAddress = this.#addressMap.get(address);
    return dialledAddress === undefined ? { address } : { address, dialledAddress };
  }

  #dial(peer: Peer): Connection {
    const { address } = peer;
    const { clock, connectTimeoutMs = CONNECT_TIMEOUT_MS, maxFrameBytes } = this.#options;
    this.#onStatus(address, 'connecting');
    const connection = new Connection({
      peer,
      ...(this.#dialler === undefined ? {} : { dial: this.#dialler }),
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
    return credentials === undefined ? request : signedRequest(request, credentials);
  }
}

/** A broker may advertise anything. */
function isDialable({ address, dialledAddress = address }: Peer): boolean {
  const { host, port } = splitAddress(dialledAddress);
  return host !== '' && Number.isInteger(port) && port > 0 && port < 65_536;
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
