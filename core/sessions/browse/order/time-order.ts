import { compareText } from '../../../model/queue.ts';
import { rowOf } from '../table/columns.ts';
import type { TableMemory } from '../table/table-memory.ts';
import type { GrowingOrder, RowOrder } from './row-order.ts';
import { SlotDeque } from './slot-deque.ts';

/** By store time; within one millisecond the order in the broker's commit log, as compareStored. Oldest first. */
export class TimeOrder implements GrowingOrder {
  readonly #slots = new SlotDeque();
  readonly #memory: TableMemory;
  #layout = 0;

  constructor(memory: TableMemory) {
    this.#memory = memory;
  }

  get first(): number {
    return this.#slots.start;
  }

  get size(): number {
    return this.#slots.size;
  }

  get layout(): number {
    return this.#layout;
  }

  at(position: number): number {
    return this.#slots.at(position);
  }

  positionOf(slot: number): number | undefined {
    const position = this.#slots.findFirst((other) => this.#compare(other, slot) >= 0);
    return this.#slots.at(position) === slot ? position : undefined;
  }

  /** Rows come nearly in order, at either end: only stragglers are put in between. */
  add(slot: number): void {
    const slots = this.#slots;
    if (slots.size === 0 || this.#compare(slots.at(slots.end - 1), slot) < 0) slots.pushBack(slot);
    else if (this.#compare(slot, slots.at(slots.start)) < 0) slots.pushFront(slot);
    else {
      slots.insert(
        slots.findFirst((other) => this.#compare(other, slot) > 0),
        slot,
      );
      this.#layout++;
    }
  }

  remove(slot: number): void {
    const { start, end } = this.#slots;
    const position = this.#slots.at(start) === slot ? start : this.positionOf(slot);
    if (position === undefined) return;
    if (position !== start && position !== end - 1) this.#layout++;
    this.#slots.remove(position);
  }

  /** A copy, oldest first. */
  toArray(): Int32Array {
    return this.#slots.toArray();
  }

  #compare(a: number, b: number): number {
    const memory = this.#memory;
    const left = memory.columns(a);
    const right = memory.columns(b);
    const rowA = rowOf(a);
    const rowB = rowOf(b);
    return (
      (left.storedAt[rowA] ?? 0) - (right.storedAt[rowB] ?? 0) ||
      (left.queue[rowA] === right.queue[rowB]
        ? 0
        : compareText(memory.queue(a).brokerName, memory.queue(b).brokerName)) ||
      (left.commitLogOffset[rowA] ?? 0) - (right.commitLogOffset[rowB] ?? 0) ||
      (left.queueOffset[rowA] ?? 0) - (right.queueOffset[rowB] ?? 0) ||
      // A look-up may give one copy twice.
      (left.seq[rowA] ?? 0) - (right.seq[rowB] ?? 0)
    );
  }
}

/** Another order from its other end. */
export class Reversed implements RowOrder {
  readonly #order: RowOrder;

  constructor(order: RowOrder) {
    this.#order = order;
  }

  get first(): number {
    return -this.#order.first - this.#order.size;
  }

  get size(): number {
    return this.#order.size;
  }

  get layout(): number {
    return this.#order.layout;
  }

  at(position: number): number {
    return this.#order.at(-1 - position);
  }

  positionOf(slot: number): number | undefined {
    const position = this.#order.positionOf(slot);
    return position === undefined ? undefined : -1 - position;
  }
}
