/** Slots in an order, growing at both ends; positions count up from the first ever and may be below 0. */
export class SlotDeque {
  #slots = new Int32Array(64);
  /** Index in #slots of position 0. */
  #zero = 32;
  #start = 0;
  #end = 0;

  /** Position of the first slot; `end` when there is none. */
  get start(): number {
    return this.#start;
  }

  /** After the last one. */
  get end(): number {
    return this.#end;
  }

  get size(): number {
    return this.#end - this.#start;
  }

  /** -1 outside of [start, end). */
  at(position: number): number {
    if (position < this.#start || position >= this.#end) return -1;
    return this.#slots[this.#zero + position] ?? -1;
  }

  toArray(): Int32Array {
    return this.#slots.slice(this.#zero + this.#start, this.#zero + this.#end);
  }

  pushFront(slot: number): void {
    if (this.#zero + this.#start === 0) this.#grow();
    this.#start--;
    this.#slots[this.#zero + this.#start] = slot;
  }

  pushBack(slot: number): void {
    if (this.#zero + this.#end === this.#slots.length) this.#grow();
    this.#slots[this.#zero + this.#end] = slot;
    this.#end++;
  }

  /** In front of what stands at `position`; that and all after it move on by one. */
  insert(position: number, slot: number): void {
    if (this.#zero + this.#end === this.#slots.length) this.#grow();
    const at = this.#zero + position;
    this.#slots.copyWithin(at + 1, at, this.#zero + this.#end);
    this.#slots[at] = slot;
    this.#end++;
  }

  /** All after it move back by one, unless it is the first. */
  remove(position: number): void {
    if (position === this.#start) this.#start++;
    else {
      const at = this.#zero + position;
      this.#slots.copyWithin(at, at + 1, this.#zero + this.#end);
      this.#end--;
    }
  }

  /** First position whose slot is `reached`, `end` when none is. Once reached, always reached. */
  findFirst(reached: (slot: number) => boolean): number {
    let low = this.#start;
    let high = this.#end;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (reached(this.at(middle))) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Twice the room, the slots in its middle. */
  #grow(): void {
    const slots = new Int32Array(Math.max(64, this.size * 4));
    const from = Math.floor((slots.length - this.size) / 2);
    slots.set(this.#slots.subarray(this.#zero + this.#start, this.#zero + this.#end), from);
    this.#slots = slots;
    this.#zero = from - this.#start;
  }
}
