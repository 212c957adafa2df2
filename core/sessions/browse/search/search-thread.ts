import { Worker } from 'node:worker_threads';
import type { HostClock, Timer } from '../../../clock.ts';
import type { Filter } from '../../../model/filter/filter.ts';
import type { FilterProgress } from '../../../model/filter/progress.ts';
import type { RowTable } from '../table/row-table.ts';
import type { FromSearcher, ToSearcher } from './messages.ts';

/** No sign of life for so long: one message keeps the pattern busy, and only ending the thread ends it. */
const ROW_BUDGET_MS = 1_000;
/** Starting a thread takes some 50 ms; on a busy machine more. */
const START_BUDGET_MS = 5_000;
/** All rows at hand together. */
const WHOLE_BUDGET_MS = 30_000;

export type StopReason = NonNullable<FilterProgress['stoppedBecause']>;

export interface SearchListener {
  onFound(found: FromSearcher): void;
  /** The search has ended and found what it found. */
  onStopped(reason: StopReason): void;
}

/** What Worker has of use here; tests have one that never answers. */
export interface SearchPort {
  postMessage(message: ToSearcher): void;
  on(event: 'message', listener: (found: FromSearcher) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  terminate(): Promise<unknown>;
}

/** Starts a search worker; `workerFile`: its bundle, without it the source beside this file, which plain Node runs. */
export function startSearchWorker(workerFile: string | undefined): SearchPort {
  return new Worker(workerFile ?? new URL('./worker.ts', import.meta.url));
}

/**
 * One table's search thread, started with the first search and again after it had to be ended. The host's thread never
 * runs a pattern itself.
 */
export class SearchThread {
  readonly #table: RowTable;
  readonly #clock: HostClock;
  readonly #start: () => SearchPort;
  readonly #listener: SearchListener;
  #port: SearchPort | undefined;
  #endMemory: (() => void) | undefined;
  #searchId = 0;
  /** Rows sent and not yet looked at. */
  #outstanding = 0;
  #busySinceMs = 0;
  #watch: Timer | undefined;
  #hasAnswered = false;

  constructor(table: RowTable, clock: HostClock, start: () => SearchPort, listener: SearchListener) {
    this.#table = table;
    this.#clock = clock;
    this.#start = start;
    this.#listener = listener;
  }

  get outstanding(): number {
    return this.#outstanding;
  }

  /** Starts it before it is needed: its start is most of what a first search of many rows waits for. */
  warm(): void {
    this.#port ??= this.#open();
  }

  /** Instead of the search before. */
  search(filter: Filter, slots: Int32Array): void {
    this.#endWatch();
    this.#outstanding = 0;
    this.#port ??= this.#open();
    this.#port.postMessage({ kind: 'search', searchId: ++this.#searchId, filter });
    this.add(slots);
  }

  /** More rows for the search that goes on. */
  add(slots: Int32Array): void {
    if (slots.length === 0 || this.#port === undefined) return;
    if (this.#outstanding === 0) this.#busySinceMs = this.#clock.monotonic();
    this.#outstanding += slots.length;
    this.#port.postMessage({ kind: 'rows', searchId: this.#searchId, slots });
    if (this.#watch === undefined) this.#watchOver();
  }

  /** Nothing is told of it any more. */
  cancel(): void {
    this.#searchId++;
    this.#outstanding = 0;
    this.#endWatch();
    this.#port?.postMessage({ kind: 'search', searchId: this.#searchId, filter: [] });
  }

  close(): void {
    this.#endWatch();
    this.#endMemory?.();
    void this.#port?.terminate();
    this.#port = undefined;
    this.#hasAnswered = false;
  }

  #open(): SearchPort {
    const port = this.#start();
    port.postMessage({ kind: 'memory', change: this.#table.everything() });
    this.#endMemory = this.#table.onMemory((change) => port.postMessage({ kind: 'memory', change }));
    port.on('message', (found) => {
      if (port === this.#port) this.#heard(found);
    });
    port.on('error', () => {
      if (port === this.#port) this.#stop('died');
    });
    return port;
  }

  #heard(found: FromSearcher): void {
    this.#hasAnswered = true;
    if (found.searchId !== this.#searchId) return;
    this.#outstanding = Math.max(0, this.#outstanding - found.searched);
    this.#endWatch();
    this.#listener.onFound(found);
    if (this.#outstanding === 0) return;
    if (this.#clock.monotonic() - this.#busySinceMs > WHOLE_BUDGET_MS) this.#stop('whole');
    else this.#watchOver();
  }

  #watchOver(): void {
    // Who hears of what was found may have given it more to search by now.
    this.#endWatch();
    const ms = this.#hasAnswered ? ROW_BUDGET_MS : START_BUDGET_MS;
    this.#watch = this.#clock.setTimeout(() => this.#stop('row'), ms);
  }

  #endWatch(): void {
    this.#watch?.cancel();
    this.#watch = undefined;
  }

  #stop(reason: StopReason): void {
    this.close();
    this.#searchId++;
    this.#listener.onStopped(reason);
  }
}
