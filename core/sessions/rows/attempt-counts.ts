import { ATTEMPTS_TOLD } from '../../model/consume.ts';
import type { RowEntry } from './row-entry.ts';

/** How many of the rows kept are a first attempt, a second, and so on. */
export class AttemptCounts {
  readonly #counts: number[] = [];

  /** As ConsumerView.attempts. */
  get all(): number[] {
    return [...this.#counts];
  }

  add({ delivery }: RowEntry): void {
    this.#count(delivery.attempt, 1);
  }

  remove({ delivery }: RowEntry): void {
    this.#count(delivery.attempt, -1);
  }

  #count(attempt: number, by: number): void {
    const at = Math.min(attempt, ATTEMPTS_TOLD) - 1;
    while (this.#counts.length <= at) this.#counts.push(0);
    this.#counts[at] = (this.#counts[at] ?? 0) + by;
  }
}
