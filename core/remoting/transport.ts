import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';

/**
 * What the client engine asks of the network; implemented by ConnectionPool over TCP, by a fake in unit tests.
 * Addresses are `host:port` as told by a route; the pool applies the profile's broker address map when it dials.
 */
export interface Transport {
  /**
   * Sends one request and resolves with its answer when the code is among `request.ok`.
   * Every call ends exactly once. Throws GantryError: CONNECT (outcome notSent), TIMEOUT (unknown), CLOSED (unknown once
   * written, else notSent), FRAME, AUTH or RESPONSE (refused, with responseCode, remark, brokerAddr).
   */
  invoke(address: string, request: EncodedRequest, timeoutMs: number): Promise<Command>;
  /** Resolves when the bytes were handed to the system, which may take a while; no answer will come. Throws CONNECT, CLOSED. */
  oneway(address: string, request: EncodedRequest, timeoutMs: number): Promise<void>;
  /**
   * Requests the peer sends us (40, 220, ...). Resolve with the answer, or undefined for a one-way request; any other is
   * then answered with REQUEST_CODE_NOT_SUPPORTED.
   */
  onRequest(
    handler: (address: string, request: Command) => Promise<Command | undefined> | Command | undefined,
  ): void;
  /** A connection's life, for status lines. */
  onStatus(handler: (address: string, status: ConnectionStatus) => void): void;
  /** Last measured round trip on this address. */
  roundTripMs(address: string): number | undefined;
  close(): Promise<void>;
}

export type ConnectionStatus = 'connecting' | 'open' | 'closed';
