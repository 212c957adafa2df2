import { Buffer } from 'node:buffer';
import type { ReceivedMessage } from '../../../model/message.ts';
import { type MessageQueue, queueKey } from '../../../model/queue.ts';
import { BLOCK_BYTES, type Columns, columnsOver, ROWS_PER_BLOCK, rowOf } from './columns.ts';
import { headOf } from './head.ts';
import { type MemoryChange, TableMemory } from './table-memory.ts';

/** Memory for bodies is taken by so much; a message that is larger is kept without its body. */
export const CHUNK_BYTES = 4 * 1024 * 1024;

/**
 * The rows of one browse, in memory that a search worker shares. A row has a slot while it is kept and a number (`seq`)
 * that is never given again. Objects are made only for rows that are read: 200,000 of them would cost more than the bytes.
 */
export class RowTable {
  readonly memory = new TableMemory();
  readonly #maxRows: number;
  readonly #wordAt = new Map<string, number>();
  readonly #queueAt = new Map<string, number>();
  readonly #free: number[] = [];
  /** Of each chunk: rows that lie in it. */
  readonly #rowsIn: number[] = [];
  readonly #listeners = new Set<(change: MemoryChange) => void>();
  #used = 0;
  #chunk = -1;
  #at = CHUNK_BYTES;
  #count = 0;
  #bytes = 0;
  #bodiesNotKept = 0;

  /** `maxRows`: slots there will ever be. */
  constructor(maxRows: number) {
    this.#maxRows = maxRows;
  }

  get count(): number {
    return this.#count;
  }

  /** Of properties and bodies kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get bodiesNotKept(): number {
    return this.#bodiesNotKept;
  }

  get isFull(): boolean {
    return this.#count >= this.#maxRows;
  }

  /** All memory so far, for a reader that comes late; `onMemory` tells it what comes after. */
  everything(): MemoryChange {
    return {
      blocks: this.memory.blocks.map(({ seq }, index) => ({ index, memory: shared(seq.buffer) })),
      chunks: this.memory.chunks.flatMap((chunk, index) =>
        chunk === undefined ? [] : [{ index, memory: shared(chunk.buffer) }],
      ),
      words: [...this.memory.words],
      queues: [...this.memory.queues],
    };
  }

  /** Called before the first row that needs it. Returns the way to end it. */
  onMemory(listener: (change: MemoryChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Copies a message in; returns its slot. There must be room (`isFull`). */
  add(message: ReceivedMessage): number {
    const slot = this.#free.pop() ?? this.#nextSlot();
    const columns = this.memory.columns(slot);
    const row = rowOf(slot);
    const head = Buffer.from(headOf(message.properties), 'utf8');
    const keepsBody = head.length + message.body.length <= CHUNK_BYTES;
    const keptBytes = keepsBody ? message.body.length : 0;
    const at = this.#place(head.length + keptBytes);
    const chunk = this.memory.chunks[this.#chunk];
    chunk?.set(head, at);
    if (keepsBody) chunk?.set(message.body, at + head.length);
    columns.storedAt[row] = message.storeTimestamp;
    columns.bornAt[row] = message.bornTimestamp;
    columns.queueOffset[row] = message.queueOffset;
    columns.commitLogOffset[row] = message.commitLogOffset;
    columns.preparedOffset[row] = message.preparedTransactionOffset;
    columns.queue[row] = this.#queue(message.queue);
    columns.topic[row] = this.#word(message.topic);
    columns.tag[row] = this.#word(message.tag);
    columns.bornHost[row] = this.#word(message.bornHost);
    columns.storeHost[row] = this.#word(message.storeHost);
    columns.chunk[row] = this.#chunk;
    columns.at[row] = at;
    columns.headBytes[row] = head.length;
    columns.keptBytes[row] = keepsBody ? keptBytes : -1;
    columns.bodyBytes[row] = message.body.length;
    columns.storedBodyBytes[row] = message.storedBodyBytes;
    columns.reconsumeTimes[row] = message.reconsumeTimes;
    columns.flag[row] = message.flag;
    columns.sysFlag[row] = message.sysFlag;
    columns.bodyCrc[row] = message.bodyCrc;
    // Last: a reader in another thread goes by it.
    Atomics.store(columns.seq, row, this.#nextSeq(columns, slot));
    this.#count++;
    this.#bytes += head.length + keptBytes;
    if (!keepsBody) this.#bodiesNotKept++;
    return slot;
  }

  /** Its memory is given back with the last row that lies beside it. */
  remove(slot: number): void {
    const columns = this.memory.columns(slot);
    const row = rowOf(slot);
    Atomics.store(columns.seq, row, -this.seqOf(slot));
    const kept = this.memory.number('keptBytes', slot);
    this.#count--;
    this.#bytes -= this.memory.number('headBytes', slot) + Math.max(0, kept);
    if (kept < 0) this.#bodiesNotKept--;
    this.#free.push(slot);
    const chunk = this.memory.number('chunk', slot);
    this.#rowsIn[chunk] = (this.#rowsIn[chunk] ?? 0) - 1;
    this.#release(chunk);
  }

  seqOf(slot: number): number {
    return this.memory.number('seq', slot);
  }

  /** undefined when the row was dropped, or never was. */
  slotOf(seq: number): number | undefined {
    const slot = (seq - 1) % this.#maxRows;
    return slot < this.#used && this.seqOf(slot) === seq ? slot : undefined;
  }

  /** A slot's numbers rise by `maxRows`, so that the slot follows from the number. */
  #nextSeq({ seq }: Columns, slot: number): number {
    const before = -(seq[rowOf(slot)] ?? 0);
    return before === 0 ? slot + 1 : before + this.#maxRows;
  }

  #nextSlot(): number {
    if (this.#used % ROWS_PER_BLOCK === 0) {
      const memory = new SharedArrayBuffer(BLOCK_BYTES);
      const index = this.memory.blocks.push(columnsOver(memory)) - 1;
      this.#tell({ blocks: [{ index, memory }] });
    }
    return this.#used++;
  }

  /** Room for so many bytes in the present chunk, or in a new one. */
  #place(bytes: number): number {
    if (this.#at + bytes > CHUNK_BYTES) {
      const memory = new SharedArrayBuffer(Math.max(CHUNK_BYTES, bytes));
      const full = this.#chunk;
      this.#chunk = this.memory.chunks.push(Buffer.from(memory)) - 1;
      this.#at = 0;
      this.#tell({ chunks: [{ index: this.#chunk, memory }] });
      this.#release(full);
    }
    const at = this.#at;
    this.#at += bytes;
    this.#rowsIn[this.#chunk] = (this.#rowsIn[this.#chunk] ?? 0) + 1;
    return at;
  }

  /** When no row lies in it and none will. */
  #release(chunk: number): void {
    if (chunk === this.#chunk || this.#rowsIn[chunk] !== 0) return;
    this.memory.chunks[chunk] = undefined;
    this.#tell({ chunks: [{ index: chunk }] });
  }

  #word(word: string): number {
    const known = this.#wordAt.get(word);
    if (known !== undefined) return known;
    const index = this.memory.words.push(word) - 1;
    this.#wordAt.set(word, index);
    this.#tell({ words: [word] });
    return index;
  }

  #queue(queue: MessageQueue): number {
    const known = this.#queueAt.get(queueKey(queue));
    if (known !== undefined) return known;
    const index = this.memory.queues.push(queue) - 1;
    this.#queueAt.set(queueKey(queue), index);
    this.#tell({ queues: [queue] });
    return index;
  }

  #tell(change: Partial<MemoryChange>): void {
    for (const listener of this.#listeners)
      listener({ blocks: [], chunks: [], words: [], queues: [], ...change });
  }
}

function shared(buffer: ArrayBufferLike): SharedArrayBuffer {
  if (buffer instanceof SharedArrayBuffer) return buffer;
  throw new TypeError('a row table lies in shared memory');
}
