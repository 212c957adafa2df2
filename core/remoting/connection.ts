import type { Socket } from 'node:net';
import { nextTick } from 'node:process';
import type { HostClock } from '../clock.ts';
import {
  FLAG_ONEWAY,
  FLAG_RESPONSE,
  MAX_FRAME_BYTES,
  OUR_LANGUAGE,
  OUR_VERSION,
  RESPONSE,
} from '../protocol/codes.ts';
import { type Command, EMPTY_BODY } from '../protocol/command.ts';
import type { EncodedRequest } from '../protocol/define-request.ts';
import { FrameDecoder } from '../protocol/frame-decoder.ts';
import { type Dial, type Dialler, dialPlain } from './dial.ts';
import { type PendingRequest, PendingRequests } from './pending-requests.ts';
import { lostError, type Peer, timeoutError, unsendableError } from './request-error.ts';
import { refusalError } from './response-advice.ts';
import type { ConnectionStatus } from './transport.ts';
import { WriteBatch } from './write-batch.ts';

/** Requests with a longer deadline are held back by the broker on purpose: their silence says nothing about the link. */
const LONGEST_PROMPT_MS = 5_000;
/** Nor does a silence shorter than this: a broker's disk may well be that slow. */
const SHORTEST_SILENCE_MS = 1_000;
const MAX_OPAQUE = 0x7fffffff;

export type RequestHandler = (
  address: string,
  request: Command,
) => Promise<Command | undefined> | Command | undefined;

interface ConnectionOptions {
  peer: Peer;
  /** Default: plain TCP. */
  dial?: Dialler;
  clock: HostClock;
  /** Source: NettyClientConfig.connectTimeoutMillis. */
  connectTimeoutMs: number;
  /** Default: 16 MiB. */
  maxFrameBytes?: number;
  /** Default: 1. */
  firstOpaque?: number;
  onRequest: RequestHandler;
  onStatus: (status: ConnectionStatus) => void;
}

/**
 * One socket to one address, from dialling to its end; it is never opened again. Frames written within one turn of the
 * event loop leave in one write. Sources: NettyRemotingAbstract.java, NettyRemotingClient.java.
 */
export class Connection {
  /** Settles once the dial has ended: undefined when open, else the reason of the CONNECT error. Never rejects. */
  readonly dialled: Promise<string | undefined>;
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  readonly #decoder: FrameDecoder;
  readonly #pending: PendingRequests;
  readonly #batch = new WriteBatch();
  /** Not yet flushed; and those behind which the system takes no more: they wait until it does. */
  #oneways: PendingRequest[] = [];
  #undrained: PendingRequest[] = [];
  #status: ConnectionStatus = 'connecting';
  #opaque: number;
  #flushScheduled = false;
  /** The number of the batch being gathered; earlier ones were handed to the socket. */
  #batchNumber = 0;
  #chunksReceived = 0;
  #roundTripMs: number | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#opaque = options.firstOpaque ?? 1;
    this.#decoder = new FrameDecoder(options.maxFrameBytes ?? MAX_FRAME_BYTES);
    this.#pending = new PendingRequests(options.clock, (pending) => this.#timedOut(pending));
    const { peer, dial = dialPlain } = options;
    const dialled = dial(peer.dialledAddress ?? peer.address, (bytes) => this.#received(bytes));
    this.#socket = dialled.socket;
    this.#socket.setNoDelay(true);
    this.#socket.on('drain', () => this.#drained());
    this.dialled = this.#opened(dialled);
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Of the last request that was answered at once. */
  get roundTripMs(): number | undefined {
    return this.#roundTripMs;
  }

  /** See Transport.invoke. Throws CLOSED unless open. */
  invoke(request: EncodedRequest, timeoutMs: number): Promise<Command> {
    return new Promise((resolve, reject) => {
      const opaque = this.#nextOpaque();
      const pending = this.#pendingRequest(request, timeoutMs, resolve, reject);
      if (this.#writeRequest(pending, opaque, 0)) this.#pending.add(opaque, pending);
    });
  }

  /** See Transport.oneway. Throws CLOSED unless open. */
  oneway(request: EncodedRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      const pending = this.#pendingRequest(request, 0, () => resolve(), reject);
      if (this.#writeRequest(pending, this.#nextOpaque(), FLAG_ONEWAY)) this.#oneways.push(pending);
    });
  }

  /** Rejects what waits for an answer, lets what was written leave, and resolves when the socket has ended. */
  close(withinMs: number): Promise<void> {
    return new Promise((resolve) => {
      const deadline = this.#options.clock.setTimeout(() => this.#socket.destroy(), withinMs);
      this.#socket.once('close', () => {
        deadline.cancel();
        resolve();
      });
      if (this.#status === 'open') {
        this.#flush();
        this.#socket.destroySoon();
      } else {
        this.#socket.destroy();
      }
      this.#ended(undefined);
    });
  }

  /** Ends the socket at once. */
  destroy(cause?: unknown): void {
    this.#socket.destroy();
    this.#ended(cause);
  }

  #opened({ openEvent, reason }: Dial): Promise<string | undefined> {
    const { clock, connectTimeoutMs, onStatus } = this.#options;
    return new Promise((resolve) => {
      const end = (failure: string | undefined, cause?: unknown): void => {
        deadline.cancel();
        resolve(failure);
        if (failure !== undefined) this.destroy(cause);
      };
      const deadline = clock.setTimeout(() => end('timeout'), connectTimeoutMs);
      this.#socket.on(openEvent, () => {
        if (this.#status !== 'connecting') return;
        this.#status = 'open';
        end(undefined);
        onStatus('open');
      });
      this.#socket.on('error', (error) => end(reason(error), error));
      this.#socket.on('close', () => end(reason()));
    });
  }

  #pendingRequest(
    request: EncodedRequest,
    timeoutMs: number,
    resolve: PendingRequest['resolve'],
    reject: PendingRequest['reject'],
  ): PendingRequest {
    const sentAtMs = this.#options.clock.monotonic();
    const batch = this.#batchNumber;
    return { request, timeoutMs, sentAtMs, batch, chunksBefore: this.#chunksReceived, resolve, reject };
  }

  /** False when it could not be written and was rejected. */
  #writeRequest(pending: PendingRequest, opaque: number, flag: number): boolean {
    const { request, reject } = pending;
    const { peer } = this.#options;
    if (this.#status !== 'open') {
      reject(lostError(peer, request, { written: false, cause: undefined }));
      return false;
    }
    const { code, extFields, body, version = OUR_VERSION } = request;
    try {
      this.#write({ code, opaque, flag, language: OUR_LANGUAGE, version, extFields, body });
      return true;
    } catch (error) {
      reject(unsendableError(peer, request, error));
      return false;
    }
  }

  #write(command: Command): void {
    this.#batch.add(command);
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    // After the promise jobs of this turn, which may well send more.
    nextTick(() => this.#flush());
  }

  #flush(): void {
    if (!this.#flushScheduled || this.#status !== 'open') return;
    this.#flushScheduled = false;
    this.#batchNumber++;
    this.#undrained.push(...this.#oneways);
    this.#oneways = [];
    if (this.#batch.flush(this.#socket)) this.#drained();
  }

  #drained(): void {
    const oneways = this.#undrained;
    this.#undrained = [];
    for (const { resolve } of oneways) resolve(NO_ANSWER);
  }

  /** Positive and within 31 bits: C++ and older brokers read it as a signed number. */
  #nextOpaque(): number {
    let opaque = this.#opaque;
    while (!this.#pending.isFree(opaque)) opaque = following(opaque);
    this.#opaque = following(opaque);
    return opaque;
  }

  #received(chunk: Uint8Array): void {
    if (this.#status !== 'open') return;
    this.#chunksReceived++;
    try {
      for (const command of this.#decoder.push(chunk)) {
        // First by direction: a broker's own request may carry the opaque of one of ours.
        if ((command.flag & FLAG_RESPONSE) === 0) void this.#serve(command);
        else this.#answered(command);
      }
      if (this.#decoder.error !== undefined) this.destroy(this.#decoder.error);
    } catch (error) {
      this.destroy(error);
    }
  }

  /** An answer nobody waits for (any more) is dropped. */
  #answered(answer: Command): void {
    const pending = this.#pending.take(answer.opaque);
    if (pending === undefined) return;
    const { request, timeoutMs, sentAtMs, resolve, reject } = pending;
    const { peer } = this.#options;
    if (timeoutMs <= LONGEST_PROMPT_MS) this.#roundTripMs = this.#options.clock.monotonic() - sentAtMs;
    if (request.ok.includes(answer.code)) resolve(answer);
    else reject(refusalError(answer, request.name, peer.address, peer.dialledAddress));
  }

  async #serve(request: Command): Promise<void> {
    const { opaque, flag } = request;
    const answer = (command: Command): void => {
      if ((flag & FLAG_ONEWAY) !== 0 || this.#status !== 'open') return;
      this.#write({ ...command, opaque, flag: FLAG_RESPONSE, language: OUR_LANGUAGE, version: OUR_VERSION });
    };
    try {
      const served = await this.#options.onRequest(this.#options.peer.address, request);
      answer(served ?? answerWith(RESPONSE.REQUEST_CODE_NOT_SUPPORTED));
    } catch {
      // The handler failed, or its answer fits no frame.
      answer(answerWith(RESPONSE.SYSTEM_ERROR));
    }
  }

  #timedOut(pending: PendingRequest): void {
    const { request, timeoutMs, chunksBefore, reject } = pending;
    reject(timeoutError(this.#options.peer, request, timeoutMs));
    const telling = timeoutMs >= SHORTEST_SILENCE_MS && timeoutMs <= LONGEST_PROMPT_MS;
    // Not one byte since: the other end may have gone without a word (sleep, a pulled cable). The next request dials anew.
    if (telling && chunksBefore === this.#chunksReceived) this.destroy();
  }

  #ended(cause: unknown): void {
    if (this.#status === 'closed') return;
    this.#status = 'closed';
    const waiting = [...this.#pending.takeAll(), ...this.#undrained, ...this.#oneways];
    this.#undrained = [];
    this.#oneways = [];
    for (const { request, batch, reject } of waiting) {
      const written = batch < this.#batchNumber;
      reject(lostError(this.#options.peer, request, { written, cause }));
    }
    this.#options.onStatus('closed');
  }
}

const NO_ANSWER = answerWith(RESPONSE.SUCCESS);

/** A bare command; the connection fills in opaque, flag and who we are. */
function answerWith(code: number): Command {
  return {
    code,
    opaque: 0,
    flag: 0,
    language: OUR_LANGUAGE,
    version: OUR_VERSION,
    extFields: {},
    body: EMPTY_BODY,
  };
}

function following(opaque: number): number {
  return opaque === MAX_OPAQUE ? 1 : opaque + 1;
}
