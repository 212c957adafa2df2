import { compareQueues } from '../../../model/queue.ts';
import { rowOf } from '../table/columns.ts';
import type { TableMemory } from '../table/table-memory.ts';
import type { GrowingOrder } from './row-order.ts';
import { SlotDeque } from './slot-deque.ts';

/** By broker, queue and offset. Positions count from 0; a row of any queue but the last moves those after it. */
export class QueueOrder implements GrowingOrder {
  readonly first = 0;
  readonly #memory: TableMemory;
  /** By the table's index of the queue. */
  readonly #byQueue: (SlotDeque | undefined)[] = [];
  /** Sorted as compareQueues. */
  #sorted: { queue: number; slots: SlotDeque }[] = [];
  #size = 0;
  #layout = 0;

  /** `slots`: rows to begin with, best by store time: each queue's then come in order. */
  constructor(memory: TableMemory, slots: Int32Array) {
    this.#memory = memory;
    for (const slot of slots) this.#put(slot);
  }

  get size(): number {
    return this.#size;
  }

  get layout(): number {
    return this.#layout;
  }

  at(position: number): number {
    let before = 0;
    for (const { slots } of this.#sorted) {
      if (position < before + slots.size) return slots.at(slots.start + position - before);
      before += slots.size;
    }
    return -1;
  }

  positionOf(slot: number): number | undefined {
    const queue = this.#memory.number('queue', slot);
    let before = 0;
    for (const entry of this.#sorted) {
      if (entry.queue === queue) {
        const position = this.#find(entry.slots, slot);
        return position === undefined ? undefined : before + position - entry.slots.start;
      }
      before += entry.slots.size;
    }
    return undefined;
  }

  add(slot: number): void {
    const slots = this.#put(slot);
    const isEnd = slots === this.#sorted[this.#sorted.length - 1]?.slots && slots.at(slots.end - 1) === slot;
    if (!isEnd) this.#layout++;
  }

  remove(slot: number): void {
    const slots = this.#byQueue[this.#memory.number('queue', slot)];
    const position = slots === undefined ? undefined : this.#find(slots, slot);
    if (slots === undefined || position === undefined) return;
    slots.remove(position);
    this.#size--;
    this.#layout++;
  }

  #put(slot: number): SlotDeque {
    const slots = this.#slotsOf(this.#memory.columns(slot).queue[rowOf(slot)] ?? 0);
    if (slots.size === 0 || this.#compare(slots.at(slots.end - 1), slot) < 0) slots.pushBack(slot);
    else
      slots.insert(
        slots.findFirst((other) => this.#compare(other, slot) > 0),
        slot,
      );
    this.#size++;
    return slots;
  }

  #slotsOf(queue: number): SlotDeque {
    const known = this.#byQueue[queue];
    if (known !== undefined) return known;
    const slots = new SlotDeque();
    this.#byQueue[queue] = slots;
    const { queues } = this.#memory;
    this.#sorted = [...this.#sorted, { queue, slots }].sort((a, b) => {
      const left = queues[a.queue];
      const right = queues[b.queue];
      return left === undefined || right === undefined ? 0 : compareQueues(left, right);
    });
    return slots;
  }

  #find(slots: SlotDeque, slot: number): number | undefined {
    const position = slots.findFirst((other) => this.#compare(other, slot) >= 0);
    return slots.at(position) === slot ? position : undefined;
  }

  #compare(a: number, b: number): number {
    const left = this.#memory.columns(a);
    const right = this.#memory.columns(b);
    const rowA = rowOf(a);
    const rowB = rowOf(b);
    return (
      (left.queueOffset[rowA] ?? 0) - (right.queueOffset[rowB] ?? 0) ||
      (left.seq[rowA] ?? 0) - (right.seq[rowB] ?? 0)
    );
  }
}
