import { Worker } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import type { BrokerClockView } from '../model/clock.ts';
import { GantryError } from '../model/error.ts';
import type { ReadyMessage, WorkerSetup } from './thread/control.ts';
import { WorkerLink } from './thread/worker-link.ts';

/** Starting takes some 100 ms; a machine that needs this long has another trouble. */
const START_WITHIN_MS = 10_000;
/** A worker that has not ended by then is terminated. */
const STOP_WITHIN_MS = 2_000;
const SET_RATE_WITHIN_MS = 2_000;

export interface SandboxOptions {
  /** Broker milliseconds per host millisecond: 0 paused, 1 (default), 10, 60. */
  clockRate?: number;
  /** Made at the start. */
  topics?: { name: string; queues: number }[];
  /** The worker's bundle; without it the source beside this file is run, which plain Node does. */
  workerFile?: string;
  /** 0 or absent = any free one. */
  nameServerPort?: number;
  brokerPort?: number;
}

/** A running sandbox, spoken to over TCP like any broker; this handle only steers its clock and its end. */
export interface Sandbox {
  /** `127.0.0.1:port`. */
  readonly nameServer: string;
  readonly broker: string;
  clock(): BrokerClockView;
  /** Resolves once the broker's clock runs at that rate. Throws CLOSED when the worker has ended, TIMEOUT. */
  setClockRate(rate: number): Promise<void>;
  /** Returns how to stop listening. */
  onClockChanged(listener: () => void): () => void;
  /** Resolves when the worker has ended, at the latest after 2 s. Idempotent. */
  stop(): Promise<void>;
}

/** Throws CONNECT (role sandbox, reason portTaken or other), TIMEOUT, and BUG for a worker that cannot be started. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { workerFile, ...setup } = options;
  const workerData: WorkerSetup = setup;
  const link = new WorkerLink(new Worker(workerFile ?? sourceFile(), { workerData }), systemClock);
  try {
    const ready = await link.next(['ready', 'failed'], START_WITHIN_MS);
    if (ready.kind === 'ready') return new WorkerSandbox(link, ready);
    const { code, ...data } = ready.error;
    throw new GantryError(code, data);
  } catch (error) {
    await link.terminate();
    throw error;
  }
}

/** Only right where sources run as they are; hosts that run bundles pass their worker file. */
function sourceFile(): URL {
  return new URL('./worker.ts', import.meta.url);
}

class WorkerSandbox implements Sandbox {
  readonly nameServer: string;
  readonly broker: string;
  readonly #link: WorkerLink;
  readonly #listeners = new Set<() => void>();
  #clock: BrokerClockView;
  #stopped: Promise<void> | undefined;

  constructor(link: WorkerLink, ready: ReadyMessage) {
    this.nameServer = ready.nameServer;
    this.broker = ready.broker;
    this.#clock = ready.clock;
    this.#link = link;
    link.onMessage((message) => {
      if (message.kind !== 'clock') return;
      this.#clock = message.clock;
      for (const listener of this.#listeners) listener();
    });
  }

  clock(): BrokerClockView {
    return this.#clock;
  }

  async setClockRate(rate: number): Promise<void> {
    const changed = this.#link.next(['clock'], SET_RATE_WITHIN_MS);
    this.#link.send({ kind: 'setClockRate', rate });
    await changed;
  }

  onClockChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    const stopped = this.#link.next(['stopped'], STOP_WITHIN_MS);
    this.#link.send({ kind: 'stop' });
    // Slow, ended before, or died: the outcome is the same.
    await stopped.catch(() => undefined);
    await this.#link.terminate();
  }
}
