import type { HostClock } from '../../clock.ts';
import { Fifo } from '../../fifo.ts';
import type { Filter } from '../../model/filter/filter.ts';
import type { FromSearcher } from '../browse/search/messages.ts';
import { type SearchPort, SearchThread, type StopReason } from '../browse/search/search-thread.ts';
import { rowOf } from '../browse/table/columns.ts';
import { RowTable } from '../browse/table/row-table.ts';
import type { RowEntry } from '../rows/row-entry.ts';

/** Rows copied for the search thread at once: a few milliseconds of the host's. */
const ROWS_AT_ONCE = 2_000;
/** Rows and bytes that lie there at most; more are copied as they are judged. */
const MAX_ROWS = 8_192;
const MAX_BYTES = 32 * 1024 * 1024;

export type Judgement = 'yes' | 'no' | 'unknown';

interface JudgeOptions {
  clock: HostClock;
  startSearch: () => SearchPort;
  /** In the order in which the rows were given. */
  onJudged: (judged: readonly (readonly [RowEntry, Judgement])[]) => void;
  /** The rows not judged by then never are. */
  onStopped: (reason: StopReason) => void;
}

/**
 * Judges each row by one filter, once, in a search thread: a pattern that never ends is ended with it. Rows are copied to
 * it a few at a time and taken back once they are judged, so that a hundred thousand bodies lie in memory once.
 */
export class RowJudge {
  readonly #options: JudgeOptions;
  readonly #table = new RowTable(MAX_ROWS);
  readonly #thread: SearchThread;
  readonly #waiting = new Fifo<RowEntry>();
  readonly #asked = new Fifo<{ entry: RowEntry; slot: number }>();
  #stopped = false;

  constructor(filter: Filter, options: JudgeOptions) {
    this.#options = options;
    this.#thread = new SearchThread(this.#table, options.clock, options.startSearch, {
      onFound: (found) => this.#found(found),
      onStopped: (reason) => {
        this.#stopped = true;
        options.onStopped(reason);
      },
    });
    this.#thread.search(filter, new Int32Array());
  }

  get isBusy(): boolean {
    return !this.#stopped && this.#waiting.size + this.#asked.size > 0;
  }

  add(entries: Iterable<RowEntry>): void {
    if (this.#stopped) return;
    for (const entry of entries) this.#waiting.push(entry);
    this.#ask();
  }

  close(): void {
    this.#thread.close();
  }

  #ask(): void {
    const slots: number[] = [];
    while (slots.length < ROWS_AT_ONCE && !this.#table.isFull && this.#table.bytes < MAX_BYTES) {
      const entry = this.#waiting.shift();
      if (entry === undefined) break;
      const slot = this.#copy(entry);
      this.#asked.push({ entry, slot });
      slots.push(slot);
    }
    this.#thread.add(Int32Array.from(slots));
  }

  #copy({ delivery: { message, attempt } }: RowEntry): number {
    const slot = this.#table.add(message);
    message.forgetTexts?.();
    // An orderly consumer counts attempts that the broker never heard of.
    this.#table.memory.columns(slot).reconsumeTimes[rowOf(slot)] = attempt - 1;
    return slot;
  }

  #found({ searched, matching, unknown }: FromSearcher): void {
    const verdicts = new Map<number, Judgement>();
    for (let at = 0; at < matching.length; at += 2) verdicts.set(matching[at] ?? -1, 'yes');
    for (let at = 0; at < unknown.length; at += 2) verdicts.set(unknown[at] ?? -1, 'unknown');
    const judged: [RowEntry, Judgement][] = [];
    for (let count = 0; count < searched; count++) {
      const asked = this.#asked.shift();
      if (asked === undefined) break;
      judged.push([asked.entry, verdicts.get(asked.slot) ?? 'no']);
      this.#table.remove(asked.slot);
    }
    this.#options.onJudged(judged);
    this.#ask();
  }
}
