import { nextTick } from 'node:process';

/** Host time and timers, injected everywhere so that tests turn the clock by hand. Deadlines, timeouts and membership live on it. */
export interface HostClock {
  /** Milliseconds since epoch. */
  now(): number;
  /** Milliseconds that never jump; for measuring. */
  monotonic(): number;
  setTimeout(run: () => void, ms: number): Timer;
  setInterval(run: () => void, ms: number): Timer;
}

export interface Timer {
  cancel(): void;
}

/** The real clock. Its timers do not keep a process alive that has nothing else to do, unless `keepAlive`. */
export const systemClock: HostClock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout(run, ms) {
    const id = setTimeout(run, ms);
    return { cancel: () => clearTimeout(id) };
  },
  setInterval(run, ms) {
    const id = setInterval(run, ms);
    return { cancel: () => clearInterval(id) };
  },
};

/** A clock that stands still until `advance`; due timers run in order of their time, awaited microtasks in between. */
export class ManualClock implements HostClock {
  #now: number;
  #nextId = 1;
  readonly #timers = new Map<number, { at: number; every?: number; run: () => void }>();

  constructor(startMs = 1_700_000_000_000) {
    this.#now = startMs;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  setTimeout(run: () => void, ms: number): Timer {
    return this.#add({ at: this.#now + Math.max(0, ms), run });
  }

  setInterval(run: () => void, ms: number): Timer {
    return this.#add({ at: this.#now + ms, every: Math.max(1, ms), run });
  }

  #add(timer: { at: number; every?: number; run: () => void }): Timer {
    const id = this.#nextId++;
    this.#timers.set(id, timer);
    return { cancel: () => this.#timers.delete(id) };
  }

  /** Moves time on by `ms`, running what falls due. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      await settle();
      const next = this.#earliest(until);
      if (next === undefined) break;
      const [id, timer] = next;
      this.#now = Math.max(this.#now, timer.at);
      if (timer.every === undefined) this.#timers.delete(id);
      else timer.at += timer.every;
      timer.run();
    }
    this.#now = until;
    await settle();
  }

  #earliest(until: number): [number, { at: number; every?: number; run: () => void }] | undefined {
    let found: [number, { at: number; every?: number; run: () => void }] | undefined;
    for (const entry of this.#timers) {
      if (entry[1].at <= until && (found === undefined || entry[1].at < found[1].at)) found = entry;
    }
    return found;
  }
}

/** Lets every promise that can go on, go on, also behind what was left for the end of a turn. */
async function settle(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await new Promise<void>((resolve) => nextTick(resolve));
  }
}
