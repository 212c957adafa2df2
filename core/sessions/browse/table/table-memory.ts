import { Buffer } from 'node:buffer';
import type { MessageQueue } from '../../../model/queue.ts';
import { blockOf, type Columns, columnsOver, rowOf } from './columns.ts';

/** What a reader in another thread is told: which memory came, and which went. Lists only grow. */
export interface MemoryChange {
  blocks: { index: number; memory: SharedArrayBuffer }[];
  /** Without memory: given back. */
  chunks: { index: number; memory?: SharedArrayBuffer }[];
  words: string[];
  queues: MessageQueue[];
}

/** The rows of a browse as they lie in memory: columns, bytes, and the few texts that repeat. Both threads read it. */
export class TableMemory {
  readonly blocks: Columns[] = [];
  readonly chunks: (Buffer | undefined)[] = [];
  /** Topics, tags and hosts. */
  readonly words: string[] = [];
  readonly queues: MessageQueue[] = [];

  apply({ blocks, chunks, words, queues }: MemoryChange): void {
    for (const { index, memory } of blocks) this.blocks[index] = columnsOver(memory);
    for (const { index, memory } of chunks)
      this.chunks[index] = memory === undefined ? undefined : Buffer.from(memory);
    for (const word of words) this.words.push(word);
    for (const queue of queues) this.queues.push(queue);
  }

  /** Those of the slot's block; see rowOf. */
  columns(slot: number): Columns {
    const columns = this.blocks[blockOf(slot)];
    if (columns === undefined) throw new RangeError(`no slot ${slot}`);
    return columns;
  }

  number(column: keyof Columns, slot: number): number {
    return this.blocks[blockOf(slot)]?.[column][rowOf(slot)] ?? 0;
  }

  word(column: 'topic' | 'tag' | 'bornHost' | 'storeHost', slot: number): string {
    return this.words[this.number(column, slot)] ?? '';
  }

  queue(slot: number): MessageQueue {
    const queue = this.queues[this.number('queue', slot)];
    if (queue === undefined) throw new RangeError(`slot ${slot} has no queue`);
    return queue;
  }

  /** The properties as they are stored; see properties-codec.ts. */
  head(slot: number): string {
    const chunk = this.chunks[this.number('chunk', slot)];
    const at = this.number('at', slot);
    return chunk === undefined ? '' : chunk.toString('utf8', at, at + this.number('headBytes', slot));
  }

  /** The body's bytes where they lie, or its first `limit`; undefined when they were not kept. */
  body(slot: number, limit = Number.POSITIVE_INFINITY): Buffer | undefined {
    const chunk = this.chunks[this.number('chunk', slot)];
    const keptBytes = this.number('keptBytes', slot);
    if (chunk === undefined || keptBytes < 0) return undefined;
    const at = this.number('at', slot) + this.number('headBytes', slot);
    return chunk.subarray(at, at + Math.min(keptBytes, limit));
  }
}
