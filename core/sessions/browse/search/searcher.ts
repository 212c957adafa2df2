import { compileFilter } from '../../../model/filter/compile-filter.ts';
import { blockOf, rowOf } from '../table/columns.ts';
import { TableMemory } from '../table/table-memory.ts';
import type { FromSearcher, ToSearcher } from './messages.ts';
import { TableSubject } from './table-subject.ts';

/** Told so often: by time, so that the first matches of a slow pattern come as soon as those of a fast one. */
const TELL_EVERY_MS = 10;
/** Matches told at once, so that the host is never long at adding them. */
const TELL_AT_MOST = 5_000;
/** Rows between two looks at the clock. */
const ROWS_PER_LOOK = 64;

interface Host {
  tell(found: FromSearcher): void;
  /** Runs `task` after what waits to be heard. */
  later(task: () => void): void;
  /** Milliseconds that never jump. */
  now(): number;
}

/**
 * Looks through rows for one filter at a time, in small steps between which it listens. It owns nothing: the rows lie in
 * shared memory, and whoever ends it loses only the search.
 */
export class Searcher {
  readonly #host: Host;
  readonly #memory = new TableMemory();
  readonly #subject = new TableSubject(this.#memory);
  #searchId = 0;
  #check: ReturnType<typeof compileFilter> = () => 'no';
  #waiting: Int32Array[] = [];
  #at = 0;
  #isRunning = false;

  constructor(host: Host) {
    this.#host = host;
  }

  hear(message: ToSearcher): void {
    if (message.kind === 'memory') this.#memory.apply(message.change);
    else if (message.kind === 'search') {
      this.#searchId = message.searchId;
      this.#check = compileFilter(message.filter);
      this.#waiting = [];
      this.#at = 0;
    } else if (message.searchId === this.#searchId) {
      this.#waiting.push(message.slots);
      if (!this.#isRunning) this.#go();
    }
  }

  #go(): void {
    this.#isRunning = true;
    this.#host.later(() => {
      this.#step();
      if (this.#waiting.length > 0) this.#go();
      else this.#isRunning = false;
    });
  }

  #step(): void {
    const until = this.#host.now() + TELL_EVERY_MS;
    const matching: number[] = [];
    const unknown: number[] = [];
    let searched = 0;
    for (let slots = this.#waiting[0]; slots !== undefined; slots = this.#waiting[0]) {
      for (; this.#at < slots.length; this.#at++, searched++) {
        if (searched % ROWS_PER_LOOK === 0 && searched > 0 && this.#host.now() >= until) break;
        if (matching.length + unknown.length >= TELL_AT_MOST * 2) break;
        this.#look(slots[this.#at] ?? -1, matching, unknown);
      }
      if (this.#at < slots.length) break;
      this.#waiting.shift();
      this.#at = 0;
    }
    if (searched === 0) return;
    this.#host.tell({
      searchId: this.#searchId,
      searched,
      matching: Int32Array.from(matching),
      unknown: Int32Array.from(unknown),
    });
  }

  /** A row that is dropped or written anew while it is looked at says nothing: its slot comes again. */
  #look(slot: number, matching: number[], unknown: number[]): void {
    const column = this.#memory.blocks[blockOf(slot)]?.seq;
    if (column === undefined) return;
    const row = rowOf(slot);
    const seq = Atomics.load(column, row);
    if (seq <= 0) return;
    const verdict = this.#check(this.#subject.at(slot));
    if (verdict === 'no' || Atomics.load(column, row) !== seq) return;
    (verdict === 'yes' ? matching : unknown).push(slot, seq);
  }
}
