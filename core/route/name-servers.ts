import type { NameServerSourceView } from '../contract/views.ts';
import { type ErrorCode, GantryError } from '../model/error.ts';
import type { Command } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import type { Transport } from '../remoting/transport.ts';
import type { NameServerSource } from './name-server-source.ts';

/** Source: ClientConfig.mqClientApiTimeout. */
const TIMEOUT_MS = 3_000;
/** Errors that say nothing answers there, or nothing that speaks RocketMQ. */
const UNREACHABLE: readonly ErrorCode[] = ['CONNECT', 'TIMEOUT', 'CLOSED', 'FRAME'];

export function isUnreachable(error: unknown): error is GantryError {
  return error instanceof GantryError && UNREACHABLE.includes(error.data.code);
}

/**
 * The name servers of one cluster: all hold the same data, one is asked at a time, and the next one takes over when it
 * cannot be reached. When none can, a domain is asked whether they are others by now.
 * Source: NettyRemotingClient.getAndCreateNameserverChannel.
 */
export class NameServers {
  readonly #source: NameServerSource;
  readonly #transport: Transport;
  readonly #onAsked: (error?: GantryError) => void;
  #lastUsed: string | undefined;

  /** `onAsked` hears after every request whether a name server answered, or else the error. */
  constructor(
    source: NameServerSource,
    transport: Transport,
    onAsked: (error?: GantryError) => void = () => {},
  ) {
    this.#source = source;
    this.#transport = transport;
    this.#onAsked = onAsked;
  }

  /** Those known now; none while a domain has not answered yet. */
  get all(): readonly string[] {
    return this.#source.addresses;
  }

  /** The one in use. */
  get current(): string | undefined {
    return this.all.find((address) => address === this.#lastUsed) ?? this.all[0];
  }

  /** Where they come from. */
  get source(): NameServerSourceView {
    return this.#source.view();
  }

  /** Asks the domain they come from again, if there is one. Never throws. */
  async refetch(): Promise<void> {
    await this.#source.refresh();
  }

  /**
   * Asks the one in use, then the others in turn. Throws as Transport.invoke, the first error when none answers; CONNECT
   * (role nameServerDomain) when a domain named none.
   */
  async invoke(request: EncodedRequest, timeoutMs = TIMEOUT_MS): Promise<Command> {
    let failure: GantryError | undefined;
    for await (const address of this.#candidates()) {
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
    failure ??= this.#source.lastError;
    this.#onAsked(failure);
    throw failure;
  }

  async *#candidates(): AsyncGenerator<string> {
    const known = this.all;
    const start = Math.max(0, known.indexOf(this.current ?? ''));
    yield* known.slice(start);
    yield* known.slice(0, start);
    await this.#source.refresh();
    yield* this.all.filter((address) => !known.includes(address));
  }

  #answered(address: string): void {
    this.#lastUsed = address;
    this.#onAsked();
  }
}
