const BLOCK = 1_024;

interface Block<T> {
  items: (T | undefined)[];
  count: number;
}

/**
 * Values by numbers that count up and, by and by, go again. In blocks: a million in one Map would be laid out anew, all at
 * once, whenever it grows, and a Map's former tables keep what was in them.
 */
export class NumberTable<T> {
  readonly #blocks = new Map<number, Block<T>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(number: number): T | undefined {
    return this.#blocks.get(Math.floor(number / BLOCK))?.items[number % BLOCK];
  }

  set(number: number, value: T): void {
    const at = Math.floor(number / BLOCK);
    const block = this.#blocks.get(at) ?? {
      items: new Array<T | undefined>(BLOCK).fill(undefined),
      count: 0,
    };
    this.#blocks.set(at, block);
    if (block.items[number % BLOCK] === undefined) {
      block.count++;
      this.#size++;
    }
    block.items[number % BLOCK] = value;
  }

  delete(number: number): void {
    const at = Math.floor(number / BLOCK);
    const block = this.#blocks.get(at);
    if (block?.items[number % BLOCK] === undefined) return;
    block.items[number % BLOCK] = undefined;
    block.count--;
    this.#size--;
    if (block.count === 0) this.#blocks.delete(at);
  }

  /** In the order of their numbers, if they were set in it. */
  *values(): Generator<T> {
    for (const { items } of this.#blocks.values())
      for (const item of items) if (item !== undefined) yield item;
  }
}
