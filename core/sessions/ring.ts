/** A list that grows at one end and forgets at the other; positions count up for its whole life. O(1) both ways. */
export class Ring<T> {
  #items: (T | undefined)[] = [];
  /** Index in #items of the oldest kept one. */
  #head = 0;
  #first = 0;

  /** Position of the oldest kept item. */
  get first(): number {
    return this.#first;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  /** Returns the new item's position. */
  push(item: T): number {
    this.#items.push(item);
    return this.#first + this.size - 1;
  }

  at(position: number): T | undefined {
    return position < this.#first ? undefined : this.#items[this.#head + position - this.#first];
  }

  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head] = undefined;
    this.#head++;
    this.#first++;
    // Halving now and then keeps shift O(1) on average without a circular buffer's index sums.
    if (this.#head > 1_024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
