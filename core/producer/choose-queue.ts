import type { MessageQueue } from '../model/queue.ts';

/** Topics whose place in the round is remembered; far more than one producer sends to. */
const MAX_TOPICS = 10_000;

/**
 * Which queue an attempt goes to: round robin for each topic by itself, from a random start, so that many producers do
 * not begin at the same queue. Source: TopicPublishInfo.selectOneMessageQueue.
 */
export class QueueChooser {
  readonly #next = new Map<string, number>();
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** undefined only for no queues. */
  next(topic: string, queues: readonly MessageQueue[]): MessageQueue | undefined {
    return queues[this.#advance(topic) % queues.length];
  }

  /** After a failure: the next one on another broker, else another queue, else the same. */
  other(topic: string, queues: readonly MessageQueue[], failed: MessageQueue): MessageQueue | undefined {
    const start = this.#advance(topic) % queues.length;
    const round = [...queues.slice(start), ...queues.slice(0, start)];
    return (
      round.find(({ brokerName }) => brokerName !== failed.brokerName) ??
      round.find(({ queueId }) => queueId !== failed.queueId) ??
      round[0]
    );
  }

  #advance(topic: string): number {
    const turn = this.#next.get(topic) ?? Math.floor(this.#random() * 0x7fff_ffff);
    if (this.#next.size >= MAX_TOPICS) this.#next.clear();
    this.#next.set(topic, (turn + 1) % 0x7fff_ffff);
    return turn;
  }
}
