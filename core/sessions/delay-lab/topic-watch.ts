import { type OpenedQueue, openQueues, readableQueues, wholeQueue } from '../../admin/browse/open-queues.ts';
import type { ClientInstance } from '../../client/client-instance.ts';
import type { HostClock } from '../../clock.ts';
import { GantryError } from '../../model/error.ts';
import type { ReceivedMessage } from '../../model/message.ts';
import { type MessageQueue, queueKey } from '../../model/queue.ts';
import { Following } from '../browse/read/following.ts';

interface WatchOptions {
  client: ClientInstance;
  clock: HostClock;
  topic: string;
  /** As a consumer's: the broker sends nothing else. */
  tagPattern: string;
  onMessages(messages: readonly ReceivedMessage[]): void;
  /** A queue cannot be read any more, or can be again. */
  onSight(): void;
}

/** Reads a topic's queues from their present ends on, without a group: see QueueReader. */
export class TopicWatch {
  readonly #options: WatchOptions;
  readonly #followings: Following[] = [];
  /** By queue; whether it can be read now. */
  readonly #sights = new Map<string, boolean>();
  #stopped = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  sees(queue: MessageQueue): boolean {
    return this.#sights.get(queueKey(queue)) === true;
  }

  covers(queue: MessageQueue): boolean {
    return this.#sights.has(queueKey(queue));
  }

  /**
   * Begins to read each queue that is not read yet, at its end; what was stored before is not seen. A topic that does not
   * exist has none so far. Throws the first error when no queue's broker answers.
   */
  async cover(): Promise<void> {
    const { client, clock, tagPattern, onMessages, onSight } = this.#options;
    const missing = (await this.#queues()).filter((queue) => !this.covers(queue));
    if (missing.length === 0) return;
    const opened = await openQueues(client, missing, wholeQueue, tagPattern);
    if (this.#stopped) return;
    const readable = opened.flatMap((queue) =>
      queue.range === undefined ? [] : [{ opened: queue, at: queue.range.to }],
    );
    for (const { opened: queue } of readable) this.#sights.set(keyOf(queue), true);
    const following = new Following(readable, clock, {
      onNews: (_queue, messages) => {
        if (messages.length > 0) onMessages(messages);
      },
      onError: (queue, error) => {
        this.#sights.set(keyOf(queue), error === undefined);
        onSight();
      },
    });
    this.#followings.push(following);
  }

  stop(): void {
    this.#stopped = true;
    for (const following of this.#followings) following.stop();
  }

  async #queues(): Promise<MessageQueue[]> {
    const { client, topic } = this.#options;
    try {
      return await readableQueues(client, topic);
    } catch (error) {
      if (error instanceof GantryError && error.data.code === 'NO_ROUTE') return [];
      throw error;
    }
  }
}

const keyOf = ({ reader }: OpenedQueue): string => queueKey(reader.queue);
