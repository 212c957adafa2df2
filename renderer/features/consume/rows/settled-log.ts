import type { MessageRow } from '../../../../core/model/consume.ts';
import { RangeCache } from '../../../components/grid/range-cache.ts';
import { RangeReads } from '../../../components/grid/range-reads.ts';
import type { LineRange } from '../../../components/grid/window.ts';

const MAX_READ = 400;

type Read = (from: number, count: number) => Promise<readonly MessageRow[]>;

/**
 * The settled rows as the window shows them: a newest end that moves only while nobody reads, and the rows that were
 * read. `end` never moves before the rows on the screen are there, so that following draws no gaps.
 */
export class SettledLog {
  readonly #read: Read;
  readonly #changed: () => void;
  /** The log only grows at its new end and drops at the old one: new rows invalidate nothing. */
  #cache = new RangeCache<MessageRow>();
  #reads: RangeReads;
  #first = 0;
  #end = 0;
  /** The newest end the host has. */
  #liveEnd = 0;
  #lines: LineRange = { first: 0, last: 0 };
  #following = false;

  constructor(read: Read, changed: () => void) {
    this.#read = read;
    this.#changed = changed;
    this.#reads = this.#readsInto(this.#cache);
  }

  /** Positions are those of other rows from now on; what is still being read is of before. */
  reset(): void {
    this.#cache = new RangeCache();
    this.#reads = this.#readsInto(this.#cache);
    this.#end = 0;
    this.#following = false;
  }

  get first(): number {
    return Math.min(this.#first, this.#end);
  }

  get end(): number {
    return this.#end;
  }

  /** Some visible rows were not read yet. */
  get busy(): boolean {
    const { from, end } = this.#visible();
    return this.#cache.firstMissing(from, end) !== undefined;
  }

  at(position: number): MessageRow | undefined {
    return this.#cache.at(position);
  }

  /** It is one of the lines on the screen. */
  draws(position: number): boolean {
    const { from, end } = this.#visible();
    return position >= from && position < end;
  }

  /** What the host has now. */
  told(first: number, end: number): void {
    this.#first = first;
    this.#liveEnd = end;
  }

  /** The lines on the screen, newest first from 0; reads what is missing of them, and a page either way. */
  show(lines: LineRange): void {
    this.#lines = lines;
    const { from, end } = this.#visible();
    if (end <= from) return;
    this.#reads.want(this.#cache.missing(from, end, { first: this.#first, end: this.#end }));
  }

  /** Moves the shown end to the host's, once the rows of the first screen are here. */
  async follow(): Promise<void> {
    if (this.#following || this.#end === this.#liveEnd) return;
    this.#following = true;
    const end = this.#liveEnd;
    const screen = Math.max(this.#lines.last, 1);
    const cache = this.#cache;
    const from = cache.firstMissing(Math.max(this.#first, end - screen), end);
    try {
      if (from !== undefined) cache.put(from, await this.#read(from, Math.min(end - from, MAX_READ)));
    } catch {
      // The next change reads again.
      return;
    } finally {
      if (cache === this.#cache) this.#following = false;
    }
    if (cache !== this.#cache) return;
    this.#end = end;
    this.#changed();
  }

  #readsInto(cache: RangeCache<MessageRow>): RangeReads {
    return new RangeReads(
      async ({ from, count }) => cache.put(from, await this.#read(from, count)),
      this.#changed,
    );
  }

  #visible(): { from: number; end: number } {
    return {
      from: Math.max(this.#first, this.#end - this.#lines.last),
      end: Math.min(this.#end, this.#end - this.#lines.first),
    };
  }
}
