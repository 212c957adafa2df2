import { Buffer } from 'node:buffer';

/**
 * Keeps bytes side by side in chunks of one size. In Electron 22 a buffer of its own takes two pages and a mapping,
 * and a process with 65,530 mappings dies without a word. A chunk lives as long as anything in it is kept.
 */
export class Slab {
  readonly #chunkBytes: number;
  #chunk = Buffer.alloc(0);
  #used = 0;

  constructor(chunkBytes: number) {
    this.#chunkBytes = chunkBytes;
  }

  /** A copy; of more than a quarter of a chunk in a buffer of its own. */
  keep(bytes: Uint8Array): Buffer {
    const copy = this.#room(bytes.length);
    copy.set(bytes);
    return copy;
  }

  #room(length: number): Buffer {
    if (length * 4 > this.#chunkBytes) return Buffer.allocUnsafeSlow(length);
    if (this.#used + length > this.#chunk.length) {
      this.#chunk = Buffer.allocUnsafeSlow(this.#chunkBytes);
      this.#used = 0;
    }
    const from = this.#used;
    this.#used += length;
    return this.#chunk.subarray(from, this.#used);
  }
}
