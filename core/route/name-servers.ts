import { type ErrorCode, GantryError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import type { Transport } from '../remoting/transport.ts';

/** Source: ClientConfig.mqClientApiTimeout. */
const TIMEOUT_MS = 3_000;
/** Errors that say nothing answers there, or nothing that speaks RocketMQ. */
const UNREACHABLE: readonly ErrorCode[] = ['CONNECT', 'TIMEOUT', 'CLOSED', 'FRAME'];

export function isUnreachable(error: unknown): error is GantryError {
  return error instanceof GantryError && UNREACHABLE.includes(error.data.code);
}

/**
 * The name servers of one cluster: all hold the same data, one is asked at a time, and the next one takes over when it
 * cannot be reached. Source: NettyRemotingClient.getAndCreateNameserverChannel.
 */
export class NameServers {
  readonly all: readonly string[];
  readonly #transport: Transport;
  readonly #onAsked: (error?: GantryError) => void;
  #current: string;

  /** `onAsked` hears after every request whether a name server answered, or else the error. */
  constructor(addresses: string[], transport: Transport, onAsked: (error?: GantryError) => void = () => {}) {
    const [first] = addresses;
    if (first === undefined) throw new GantryError('BUG', { params: { message: 'no name server' } });
    this.all = addresses;
    this.#transport = transport;
    this.#onAsked = onAsked;
    this.#current = first;
  }

  /** The one in use. */
  get current(): string {
    return this.#current;
  }

  /** Asks the one in use, then the others in turn. Throws as Transport.invoke, the first error when none answers. */
  async invoke(request: EncodedRequest, timeoutMs = TIMEOUT_MS): Promise<Command> {
    const start = this.all.indexOf(this.#current);
    let failure: GantryError | undefined;
    for (let turn = 0; turn < this.all.length; turn++) {
      const address = this.all[(start + turn) % this.all.length] ?? this.#current;
      try {
        const answer = await this.#transport.invoke(address, request, timeoutMs);
        this.#answered(address);
        return answer;
      } catch (error) {
        if (!isUnreachable(error)) {
          this.#answered(address);
          throw error;
        }
        failure ??= error;
      }
    }
    this.#onAsked(failure);
    throw failure;
  }

  #answered(address: string): void {
    this.#current = address;
    this.#onAsked();
  }
}
