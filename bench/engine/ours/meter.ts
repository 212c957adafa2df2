import type { Figures } from '../figures.ts';

/** Time and processor time from here on. */
export class Meter {
  readonly #startedAt = performance.now();
  readonly #cpu = process.cpuUsage();

  figures(count: number): Figures {
    const seconds = (performance.now() - this.#startedAt) / 1_000;
    const { user, system } = process.cpuUsage(this.#cpu);
    return { perSecond: count / seconds, cpuUs: (user + system) / count };
  }
}
