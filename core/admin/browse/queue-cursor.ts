import type { ReceivedMessage } from '../../model/message.ts';
import type { MessageQueue } from '../../model/queue.ts';
import { PAGE_MESSAGES, type QueueReader } from './queue-reader.ts';

export type Direction = 'oldestFirst' | 'newestFirst';

interface Page {
  /** In the cursor's direction. */
  messages: ReceivedMessage[];
  /** Where the next page begins (oldestFirst) or ends (newestFirst). */
  at: number;
}

/** Goes through offsets [from, to) of one queue, a page at a time, the following page already under way. */
export class QueueCursor {
  readonly #reader: QueueReader;
  readonly #direction: Direction;
  readonly #from: number;
  readonly #to: number;
  /** Taken from the end. */
  #page: ReceivedMessage[] = [];
  #at: number;
  #ahead: Promise<Page> | undefined;
  #pages = 0;

  constructor(reader: QueueReader, direction: Direction, { from, to }: { from: number; to: number }) {
    this.#reader = reader;
    this.#direction = direction;
    this.#from = from;
    this.#to = Math.max(from, to);
    this.#at = direction === 'oldestFirst' ? this.#from : this.#to;
  }

  get queue(): MessageQueue {
    return this.#reader.queue;
  }

  /** The next message; undefined when `fill` is due or the end is reached. */
  get head(): ReceivedMessage | undefined {
    return this.#page[this.#page.length - 1];
  }

  get ended(): boolean {
    return (
      this.head === undefined && this.#at === (this.#direction === 'oldestFirst' ? this.#to : this.#from)
    );
  }

  /** Offsets [from, to) whose messages were all taken. */
  get taken(): { from: number; to: number } {
    const { head } = this;
    if (this.#direction === 'oldestFirst')
      return { from: this.#from, to: head === undefined ? this.#at : head.queueOffset };
    return { from: head === undefined ? this.#at : head.queueOffset + 1, to: this.#to };
  }

  take(): void {
    this.#page.pop();
  }

  /** Until there is a head, or the end. Throws as QueueReader.page; what was taken stays true. */
  async fill(): Promise<void> {
    while (this.head === undefined && !this.ended) {
      const { messages, at } = await (this.#ahead ?? this.#load(this.#at));
      this.#page = messages.reverse();
      this.#at = at;
      this.#ahead = undefined;
      // Not after the first page: who wants the last twenty rows wants no second one of every queue.
      if (this.#pages++ > 0 && !this.#isLast(at)) this.#loadAhead(at);
    }
  }

  #loadAhead(at: number): void {
    this.#ahead = this.#load(at);
    // Told by `fill`, unless nobody goes on reading.
    this.#ahead.catch(() => {});
  }

  #isLast(at: number): boolean {
    return this.#direction === 'oldestFirst' ? at >= this.#to : at <= this.#from;
  }

  async #load(at: number): Promise<Page> {
    if (this.#direction === 'oldestFirst') {
      const { messages, next } = await this.#reader.page(at, this.#to);
      return { messages, at: next };
    }
    const start = Math.max(this.#from, at - PAGE_MESSAGES);
    return { messages: (await this.#reader.range(start, at)).reverse(), at: start };
  }
}
