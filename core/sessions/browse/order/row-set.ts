import type { BrowseOrder } from '../../../contract/browse.ts';
import type { TableMemory } from '../table/table-memory.ts';
import { QueueOrder } from './queue-order.ts';
import type { RowOrder } from './row-order.ts';
import { Reversed, TimeOrder } from './time-order.ts';

/** Rows that are kept by store time, and by queue as well while they are shown so. */
export class RowSet {
  readonly #memory: TableMemory;
  readonly #byTime: TimeOrder;
  readonly #newestFirst: RowOrder;
  /** Made when it is first shown. */
  #byQueue: QueueOrder | undefined;
  #order: BrowseOrder;

  constructor(memory: TableMemory, order: BrowseOrder) {
    this.#memory = memory;
    this.#order = order;
    this.#byTime = new TimeOrder(memory);
    this.#newestFirst = new Reversed(this.#byTime);
  }

  get shown(): RowOrder {
    if (this.#order === 'oldestFirst') return this.#byTime;
    if (this.#order === 'newestFirst') return this.#newestFirst;
    this.#byQueue ??= new QueueOrder(this.#memory, this.#byTime.toArray());
    return this.#byQueue;
  }

  /** The first by store time; -1 when there is none. */
  get oldest(): number {
    return this.#byTime.at(this.#byTime.first);
  }

  add(slot: number): void {
    this.#byTime.add(slot);
    this.#byQueue?.add(slot);
  }

  remove(slot: number): void {
    this.#byQueue?.remove(slot);
    this.#byTime.remove(slot);
  }

  sort(order: BrowseOrder): void {
    this.#order = order;
    this.#byQueue = undefined;
  }

  /** A copy, newest first: a search begins with what a person sees first. */
  newestFirst(): Int32Array {
    return this.#byTime.toArray().reverse();
  }
}
