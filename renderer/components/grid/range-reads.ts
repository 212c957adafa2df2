import type { RowRange } from './range-cache.ts';

const IN_FLIGHT = 2;

/** Reads ranges of rows, two at a time. What was wanted before and is not under way yet is let go. */
export class RangeReads {
  readonly #read: (range: RowRange) => Promise<void>;
  readonly #ended: () => void;
  #wanted: RowRange[] = [];
  #reading = 0;

  /** `ended` is told after each read, whatever came of it. */
  constructor(read: (range: RowRange) => Promise<void>, ended: () => void) {
    this.#read = read;
    this.#ended = ended;
  }

  want(ranges: RowRange[]): void {
    this.#wanted = ranges;
    this.#pump();
  }

  #pump(): void {
    while (this.#reading < IN_FLIGHT) {
      const next = this.#wanted.shift();
      if (next === undefined) return;
      this.#reading++;
      void this.#load(next);
    }
  }

  async #load(range: RowRange): Promise<void> {
    try {
      await this.#read(range);
    } catch {
      // The rows stay empty until the lines are asked for again.
    }
    this.#reading--;
    this.#pump();
    this.#ended();
  }
}
