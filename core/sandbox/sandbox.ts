import { Worker } from 'node:worker_threads';
import { systemClock } from '../clock.ts';
import type { BrokerClockView } from '../model/clock.ts';
import { GantryError } from '../model/error.ts';
import type { Fault } from './faults/fault.ts';
import type { ReadyMessage, Steering, WorkerSetup } from './thread/control.ts';
import { WorkerLink } from './thread/worker-link.ts';

/** Starting takes some 100 ms; a machine that needs this long has another trouble. */
const START_WITHIN_MS = 10_000;
/** A worker that has not ended by then is terminated. */
const STOP_WITHIN_MS = 2_000;
const STEER_WITHIN_MS = 2_000;

export interface SandboxOptions extends WorkerSetup {
  /** The worker's bundle; without it the source beside this file is run, which plain Node does. */
  workerFile?: string;
}

/** A running sandbox, spoken to over TCP like any broker; this handle only steers its clock, its faults and its end. */
export interface Sandbox {
  /** `127.0.0.1:port`. */
  readonly nameServer: string;
  readonly broker: string;
  clock(): BrokerClockView;
  /** Resolves once the broker's clock runs at that rate. Throws CLOSED when the worker has ended, TIMEOUT. */
  setClockRate(rate: number): Promise<void>;
  /** Resolves once the broker's clock is `ms` of its own milliseconds ahead. Throws as setClockRate. */
  stepClock(ms: number): Promise<void>;
  /** Instead of those before. Throws as setClockRate. */
  setFaults(faults: readonly Fault[]): Promise<void>;
  /** Takes one of two brokers down as if killed, or brings it back. Throws as setClockRate, and CONNECT when its port was taken. */
  setUp(brokerName: string, isUp: boolean): Promise<void>;
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
  #steered: Promise<void> = Promise.resolve();
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

  setClockRate(rate: number): Promise<void> {
    return this.#steer({ kind: 'setClockRate', rate });
  }

  stepClock(ms: number): Promise<void> {
    return this.#steer({ kind: 'stepClock', ms });
  }

  setFaults(faults: readonly Fault[]): Promise<void> {
    return this.#steer({ kind: 'setFaults', faults });
  }

  setUp(brokerName: string, isUp: boolean): Promise<void> {
    return this.#steer({ kind: 'setUp', brokerName, isUp });
  }

  onClockChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** One at a time, so that each gets its own answer. */
  #steer(message: Steering): Promise<void> {
    const steered = this.#steered.then(async () => {
      const answered = this.#link.next(['done', 'refused'], STEER_WITHIN_MS);
      this.#link.send(message);
      const answer = await answered;
      if (answer.kind === 'done') return;
      const { code, ...data } = answer.error;
      throw new GantryError(code, data);
    });
    this.#steered = steered.catch(() => undefined);
    return steered;
  }

  async #stop(): Promise<void> {
    const stopped = this.#link.next(['stopped'], STOP_WITHIN_MS);
    this.#link.send({ kind: 'stop' });
    // Slow, ended before, or died: the outcome is the same.
    await stopped.catch(() => undefined);
    await this.#link.terminate();
  }
}
