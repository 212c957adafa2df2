/**
 * A bag whose items come and go by the thousand, in no order. Not a Set: the tables that a busy Set leaves behind point
 * at the ones after them, and once the garbage collector has taken one for old, they keep each other and what was in
 * them.
 */
export class Slots<T> {
  readonly #items: (T | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#items.length - this.#free.length;
  }

  /** The slot to name when it goes. */
  add(item: T): number {
    const slot = this.#free.pop() ?? this.#items.length;
    this.#items[slot] = item;
    return slot;
  }

  /** Of a slot that `add` gave out, once. */
  remove(slot: number): void {
    this.#items[slot] = undefined;
    this.#free.push(slot);
  }

  all(): T[] {
    return this.#items.flatMap((item) => item ?? []);
  }
}
