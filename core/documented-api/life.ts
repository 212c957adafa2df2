import type { LifePhase } from '../contract/documented.ts';
import { inputError, stateError } from '../model/error.ts';

/** Something at work: a producer or a consumer. */
export interface Service {
  start(): Promise<void>;
  /** At any time: also before `start` ended, which is to reject then. Does not reject. */
  stop(): Promise<void>;
}

/**
 * From new to stopped: started once and shut down once, asked as often as one likes. A start that fails leaves everything
 * as it was before.
 */
export class Life<Kind extends Service> {
  #phase: LifePhase = 'new';
  #service: Kind | undefined;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  get phase(): LifePhase {
    return this.#phase;
  }

  /** For setters. Throws INPUT (afterStart). */
  checkNew(field: string): void {
    if (this.#phase !== 'new') throw inputError(field, 'afterStart');
  }

  /** What is at work. Throws STATE notStarted, stopped. */
  get running(): Kind {
    if (this.#phase === 'running' && this.#service !== undefined) return this.#service;
    throw stateError(this.#phase === 'new' || this.#phase === 'starting' ? 'notStarted' : 'stopped');
  }

  /** Joined when it is under way or done. Throws STATE stopped, and what `make` and its `start` throw. */
  async start(make: () => Kind): Promise<void> {
    if (this.#phase === 'stopping' || this.#phase === 'stopped') throw stateError('stopped');
    this.#starting ??= this.#start(make());
    await this.#starting;
  }

  /** Of what was never started: nothing. */
  async stop(): Promise<void> {
    if (this.#service === undefined) return;
    this.#stopping ??= this.#stop(this.#service);
    await this.#stopping;
  }

  async #start(service: Kind): Promise<void> {
    this.#phase = 'starting';
    this.#service = service;
    try {
      await service.start();
    } catch (error) {
      await service.stop();
      if (this.#stopping !== undefined) throw stateError('stopped');
      this.#phase = 'new';
      this.#service = undefined;
      this.#starting = undefined;
      throw error;
    }
    if (this.#stopping !== undefined) throw stateError('stopped');
    this.#phase = 'running';
  }

  async #stop(service: Kind): Promise<void> {
    this.#phase = 'stopping';
    await service.stop();
    this.#phase = 'stopped';
  }
}
