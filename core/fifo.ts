/** A list that grows at one end and forgets at the other; positions count up for its whole life. O(1) both ways. */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  /** Index in #items of the oldest kept one. */
  #head = 0;
  #first: number;

  /** `first`: the position of the first item. */
  constructor(first = 0) {
    this.#first = first;
  }

  /** Position of the oldest kept item; `end` when there is none. */
  get first(): number {
    return this.#first;
  }

  /** Position the next item will get. */
  get end(): number {
    return this.#first + this.size;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  /** Returns the new item's position. */
  push(item: T): number {
    this.#items.push(item);
    return this.end - 1;
  }

  at(position: number): T | undefined {
    return position < this.#first ? undefined : this.#items[this.#head + position - this.#first];
  }

  /** The oldest item, not taken out. */
  peek(): T | undefined {
    return this.at(this.#first);
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

  /** First position whose item is `reached`; `end` when none is. Items must be in order: once reached, always reached. */
  findFirst(reached: (item: T) => boolean): number {
    let low = this.#first;
    let high = this.end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const item = this.at(middle);
      if (item !== undefined && reached(item)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
