/** One value of a JSON text. Offsets lead into the text: nothing is parsed, so numbers and strings keep their spelling. */
export interface JsonNode {
  /** 0 for the root. */
  depth: number;
  /** From 0 among its siblings. */
  ordinal: number;
  /** Its name without quotes as [from, to); -1 of an array's items and the root. */
  nameAt: number;
  nameEnd: number;
  at: number;
  end: number;
  /** Direct children. */
  size: number;
  /** The node after all of its own. */
  next: number;
}

const FIELDS = 8;
const [DEPTH, ORDINAL, NAME_AT, NAME_END, AT, END, SIZE, NEXT] = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const FIRST_ROOM = 256;

/** The values of a text in reading order. A text of megabytes has a million: as numbers in one array, not as objects. */
export class JsonNodes {
  #cells = new Int32Array(FIRST_ROOM * FIELDS);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Appends a value, without children so far; its number. */
  add(at: number, end: number, { depth, ordinal, nameAt, nameEnd }: NodePlace): number {
    const cell = this.#count * FIELDS;
    if (cell === this.#cells.length) this.#grow();
    const cells = this.#cells;
    cells[cell + DEPTH] = depth;
    cells[cell + ORDINAL] = ordinal;
    cells[cell + NAME_AT] = nameAt;
    cells[cell + NAME_END] = nameEnd;
    cells[cell + AT] = at;
    cells[cell + END] = end;
    cells[cell + NEXT] = this.#count + 1;
    return this.#count++;
  }

  /** Counts one more child, which is about to be added; its ordinal. */
  childOf(parent: number): number {
    const cell = parent * FIELDS + SIZE;
    const ordinal = this.#cells[cell] ?? 0;
    this.#cells[cell] = ordinal + 1;
    return ordinal;
  }

  /** All of its own were added. */
  close(node: number, end: number): void {
    this.#cells[node * FIELDS + END] = end;
    this.#cells[node * FIELDS + NEXT] = this.#count;
  }

  nextOf(node: number): number {
    return this.#cells[node * FIELDS + NEXT] ?? 0;
  }

  read(node: number): JsonNode {
    const [depth = 0, ordinal = 0, nameAt = 0, nameEnd = 0, at = 0, end = 0, size = 0, next = 0] =
      this.#cells.subarray(node * FIELDS, (node + 1) * FIELDS);
    return { depth, ordinal, nameAt, nameEnd, at, end, size, next };
  }

  #grow(): void {
    const cells = new Int32Array(2 * this.#cells.length);
    cells.set(this.#cells);
    this.#cells = cells;
  }
}

export type NodePlace = Pick<JsonNode, 'depth' | 'ordinal' | 'nameAt' | 'nameEnd'>;
