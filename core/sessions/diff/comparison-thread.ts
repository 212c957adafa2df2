import { Worker } from 'node:worker_threads';
import type { HostClock, Timer } from '../../clock.ts';
import type { DiffRow } from '../../contract/diff.ts';
import { GantryError, toErrorData } from '../../model/error.ts';
import type { ComparedBodies, RowsOf } from './comparisons.ts';
import type { ComparisonCall, FromComparisons, ToComparisons } from './thread-messages.ts';

/** No comparison takes so long: it searches for few edits only. */
const ANSWERS_WITHIN_MS = 30_000;

/** What Worker has of use here; tests have one that never answers. */
export interface ComparisonPort {
  postMessage(message: ToComparisons, transferred: ArrayBuffer[]): void;
  on(event: 'message', listener: (answer: FromComparisons) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  terminate(): Promise<unknown>;
}

/** `workerFile`: the worker's bundle; without it the source beside this file, which plain Node runs. */
export function startComparisonWorker(workerFile: string | undefined): ComparisonPort {
  const worker = new Worker(workerFile ?? new URL('./worker.ts', import.meta.url));
  // It holds nothing that a host would have to wait for.
  worker.unref();
  return worker;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: GantryError): void;
  timer: Timer;
}

/**
 * Comparisons in a thread of their own, started with the first one: bodies of megabytes take seconds. When the thread
 * dies, or does not answer in time, what it held is unknown and the next comparison starts another one.
 */
export class ComparisonThread {
  readonly #clock: HostClock;
  readonly #start: () => ComparisonPort;
  readonly #waiting = new Map<number, Waiting>();
  #port: ComparisonPort | undefined;
  #lastId = 0;

  constructor(clock: HostClock, start: () => ComparisonPort) {
    this.#clock = clock;
    this.#start = start;
  }

  /** Throws TIMEOUT, and BUG when the thread died. */
  open(diffId: number, left: Uint8Array, right: Uint8Array): Promise<ComparedBodies> {
    // Copies of their own: the thread takes them over, and a view would bring along all the memory it lies in.
    const bodies = [new Uint8Array(left), new Uint8Array(right)] as const;
    const buffers = bodies.map(({ buffer }) => buffer);
    return this.#ask({ name: 'open', args: [diffId, ...bodies] }, buffers) as Promise<ComparedBodies>;
  }

  /** Throws as open, and STATE unknownId. */
  rows(of: RowsOf, from: number, count: number): Promise<DiffRow[]> {
    return this.#ask({ name: 'rows', args: [of, from, count] }) as Promise<DiffRow[]>;
  }

  /** Throws as rows. */
  next(of: RowsOf, after: number): Promise<number | null> {
    return this.#ask({ name: 'next', args: [of, after] }) as Promise<number | null>;
  }

  forget(diffId: number): void {
    if (this.#port !== undefined) void this.#ask({ name: 'forget', args: [diffId] }).catch(() => undefined);
  }

  #ask(call: ComparisonCall, transferred: ArrayBuffer[] = []): Promise<unknown> {
    this.#port ??= this.#open();
    const port = this.#port;
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const params = { timeoutMs: ANSWERS_WITHIN_MS };
      const timer = this.#clock.setTimeout(
        () => this.#end(port, new GantryError('TIMEOUT', { params })),
        ANSWERS_WITHIN_MS,
      );
      this.#waiting.set(id, { resolve, reject, timer });
      port.postMessage({ id, ...call }, transferred);
    });
  }

  #open(): ComparisonPort {
    const port = this.#start();
    port.on('message', (answer) => this.#heard(answer));
    port.on('error', (error) => this.#end(port, new GantryError('BUG', toErrorData(error), error)));
    return port;
  }

  #heard(answer: FromComparisons): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    waiting?.timer.cancel();
    if ('value' in answer) waiting?.resolve(answer.value);
    else waiting?.reject(new GantryError(answer.error.code, answer.error));
  }

  #end(port: ComparisonPort, error: GantryError): void {
    if (port !== this.#port) return;
    this.#port = undefined;
    void port.terminate();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { timer, reject } of waiting) {
      timer.cancel();
      reject(error);
    }
  }
}
