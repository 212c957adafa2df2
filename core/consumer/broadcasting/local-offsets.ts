import { type MessageQueue, queueKey } from '../../model/queue.ts';
import type { OffsetStore } from '../offset-store.ts';

/** What a broadcasting consumer needs of whoever keeps its progress on this machine. */
export interface LocalOffsets {
  /** Where the group goes on; undefined when it never was there. */
  read(queue: MessageQueue): number | undefined;
  /** Ends when it is kept. Throws when it cannot be. */
  write(queue: MessageQueue, offset: number): Promise<void>;
}

/** Progress that ends with the process. */
export class MemoryOffsets implements LocalOffsets {
  readonly #offsets = new Map<string, number>();

  read(queue: MessageQueue): number | undefined {
    return this.#offsets.get(queueKey(queue));
  }

  async write(queue: MessageQueue, offset: number): Promise<void> {
    this.#offsets.set(queueKey(queue), offset);
  }
}

/** Local offsets as the consumer's store. Source: LocalFileOffsetStore.java. */
export class LocalOffsetStore implements OffsetStore {
  readonly atBroker = false;
  readonly #local: LocalOffsets;

  constructor(local: LocalOffsets) {
    this.#local = local;
  }

  async read(queue: MessageQueue): Promise<number | undefined> {
    return this.#local.read(queue);
  }

  async write(queue: MessageQueue, offset: number): Promise<void> {
    await this.#local.write(queue, offset);
  }

  async tell(queue: MessageQueue, offset: number): Promise<void> {
    await this.#local.write(queue, offset);
  }
}
