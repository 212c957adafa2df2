import type { HostClock } from '../../clock.ts';
import { Fifo } from '../../fifo.ts';
import type { ConsumeFilterView, RowState } from '../../model/consume.ts';
import type { Filter } from '../../model/filter/filter.ts';
import type { SearchPort } from '../browse/search/search-thread.ts';
import type { RowEntry } from '../rows/row-entry.ts';
import { type Judgement, RowJudge } from './row-judge.ts';
import { splitStates } from './split-states.ts';

interface FilteredOptions {
  clock: HostClock;
  startSearch: () => SearchPort;
  onChanged: () => void;
}

/**
 * The rows that one filter shows. Settled ones stand in a log of their own, in the order of the log of all: a row joins
 * it once it is settled and judged, and every row settled before it is judged as well.
 */
export class FilteredRows {
  readonly text: string;
  readonly settled = new Fifo<RowEntry>();
  readonly #log: Fifo<RowEntry>;
  readonly #states: ReadonlySet<RowState>;
  /** Absent when the filter asks for states only. */
  readonly #judge: RowJudge | undefined;
  readonly #judged = new Map<RowEntry, Judgement>();
  /** Dropped before they were judged. */
  readonly #gone = new WeakSet<RowEntry>();
  /** Position in `log` of the next row to look at. */
  #next = 0;
  #bodiesNotSearched = 0;
  #stoppedBecause: ConsumeFilterView['stoppedBecause'];

  /** `log`: the settled rows, which go on growing. The rows that are there already are given by `arrived`. */
  constructor(wanted: { text: string; filter: Filter }, log: Fifo<RowEntry>, options: FilteredOptions) {
    const { states, ofMessage } = splitStates(wanted.filter);
    this.text = wanted.text;
    this.#log = log;
    this.#states = states;
    if (ofMessage.length === 0) return;
    this.#judge = new RowJudge(ofMessage, {
      clock: options.clock,
      startSearch: options.startSearch,
      onJudged: (judged) => {
        for (const [entry, judgement] of judged) this.#take(entry, judgement);
        this.followLog();
        options.onChanged();
      },
      onStopped: (reason) => {
        this.#stoppedBecause = reason;
        options.onChanged();
      },
    });
  }

  arrived(entries: Iterable<RowEntry>): void {
    this.#judge?.add(entries);
  }

  shows(entry: RowEntry): boolean {
    if (!this.#states.has(entry.row.state)) return false;
    return this.#judge === undefined || this.#judged.get(entry) === 'yes';
  }

  /** Takes in what was settled, as far as it is judged. */
  followLog(): void {
    for (this.#next = Math.max(this.#next, this.#log.first); this.#next < this.#log.end; this.#next++) {
      const entry = this.#log.at(this.#next);
      if (entry === undefined || (this.#judge !== undefined && !this.#judged.has(entry))) return;
      if (this.shows(entry)) this.settled.push(entry);
    }
  }

  /** The oldest of the log, just taken out of it. */
  dropped(entry: RowEntry): void {
    if (this.settled.peek() === entry) this.settled.shift();
    if (this.#judged.get(entry) === 'unknown') this.#bodiesNotSearched--;
    if (!this.#judged.delete(entry)) this.#gone.add(entry);
  }

  view(kept: number, heldNotShown: number): ConsumeFilterView {
    const view: ConsumeFilterView = {
      text: this.text,
      state: this.#state,
      searched: this.#judge === undefined ? kept : this.#judged.size,
      heldNotShown,
      bodiesNotSearched: this.#bodiesNotSearched,
    };
    if (this.#stoppedBecause !== undefined) view.stoppedBecause = this.#stoppedBecause;
    return view;
  }

  close(): void {
    this.#judge?.close();
  }

  get #state(): ConsumeFilterView['state'] {
    if (this.#stoppedBecause !== undefined) return 'stopped';
    return this.#judge?.isBusy === true ? 'searching' : 'done';
  }

  #take(entry: RowEntry, judgement: Judgement): void {
    if (this.#gone.has(entry)) return;
    this.#judged.set(entry, judgement);
    if (judgement === 'unknown') this.#bodiesNotSearched++;
  }
}
