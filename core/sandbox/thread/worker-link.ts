import type { Worker } from 'node:worker_threads';
import type { HostClock } from '../../clock.ts';
import { GantryError, toErrorData } from '../../model/error.ts';
import type { FromWorker, ToWorker } from './control.ts';

type Kind = FromWorker['kind'];
type Of<K extends Kind> = Extract<FromWorker, { kind: K }>;

/** The main thread's end of the control channel: waits with deadlines that end when the worker does. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #clock: HostClock;
  readonly #listeners = new Set<(message: FromWorker) => void>();
  readonly #enders = new Set<(error: GantryError) => void>();
  #end: GantryError | undefined;

  constructor(worker: Worker, clock: HostClock) {
    this.#worker = worker;
    this.#clock = clock;
    worker.on('message', (message: FromWorker) => {
      for (const listener of [...this.#listeners]) listener(message);
    });
    // What a worker dies of is a mistake of ours; 'exit' follows.
    worker.on('error', (error) =>
      this.#ended(new GantryError('BUG', { params: toErrorData(error).params }, error)),
    );
    worker.on('exit', () => this.#ended(new GantryError('CLOSED', { params: { role: 'sandbox' } })));
  }

  send(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.#listeners.add(listener);
  }

  /** The next message of one of these kinds. Throws TIMEOUT, CLOSED when the worker ended, BUG when it died. */
  next<K extends Kind>(kinds: readonly K[], withinMs: number): Promise<Of<K>> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        timer.cancel();
        this.#listeners.delete(listener);
        this.#enders.delete(fail);
        settle();
      };
      const fail = (error: GantryError): void => finish(() => reject(error));
      const listener = (message: FromWorker): void => {
        if (isOneOf(message, kinds)) finish(() => resolve(message));
      };
      const timer = this.#clock.setTimeout(
        () => fail(new GantryError('TIMEOUT', { params: { timeoutMs: withinMs, role: 'sandbox' } })),
        withinMs,
      );
      this.#listeners.add(listener);
      this.#enders.add(fail);
    });
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #ended(error: GantryError): void {
    this.#end ??= error;
    for (const fail of [...this.#enders]) fail(this.#end);
  }
}

function isOneOf<K extends Kind>(message: FromWorker, kinds: readonly K[]): message is Of<K> {
  return (kinds as readonly Kind[]).includes(message.kind);
}
