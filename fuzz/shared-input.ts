import { MAX_MUTANT_BYTES } from './mutate.ts';

const HEAD_BYTES = 8;

/** The input under way, seen from another thread: of one that never ends nothing else can tell. */
export class SharedInput {
  readonly memory: SharedArrayBuffer;
  /** How many inputs there have been, and the length of the last. */
  readonly #head: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(HEAD_BYTES + MAX_MUTANT_BYTES)) {
    this.memory = memory;
    this.#head = new Int32Array(memory, 0, 2);
    this.#bytes = new Uint8Array(memory, HEAD_BYTES);
  }

  put(bytes: Uint8Array): void {
    this.#bytes.set(bytes);
    Atomics.store(this.#head, 1, bytes.length);
    Atomics.add(this.#head, 0, 1);
  }

  get count(): number {
    return Atomics.load(this.#head, 0);
  }

  get last(): Uint8Array {
    return this.#bytes.slice(0, Atomics.load(this.#head, 1));
  }
}
