import type { MessageQueue } from '../model/queue.ts';
import type { BrokerLatency } from './broker-latency.ts';

/** Topics whose place in the round is remembered; far more than one producer sends to. */
const MAX_TOPICS = 10_000;

interface ChooserOptions {
  /** Default: Math.random. */
  random?: () => number;
  /** Brokers that were slow or silent of late are passed over. Default: none is. */
  latency?: BrokerLatency | undefined;
}

/**
 * Which queue an attempt goes to: round robin for each topic by itself, from a random start, so that many producers do
 * not begin at the same queue. Sources: TopicPublishInfo.selectOneMessageQueue, MQFaultStrategy.java.
 */
export class QueueChooser {
  readonly #next = new Map<string, number>();
  readonly #random: () => number;
  readonly #latency: BrokerLatency | undefined;

  constructor({ random = Math.random, latency }: ChooserOptions = {}) {
    this.#random = random;
    this.#latency = latency;
  }

  /** undefined only for no queues. */
  next(topic: string, queues: readonly MessageQueue[]): MessageQueue | undefined {
    const usable = this.#usable(queues);
    return usable[this.#advance(topic) % usable.length];
  }

  /** After a failure: the next one on another broker, else another queue, else the same. */
  other(topic: string, queues: readonly MessageQueue[], failed: MessageQueue): MessageQueue | undefined {
    const start = this.#advance(topic) % queues.length;
    const round = [...queues.slice(start), ...queues.slice(0, start)];
    const elsewhere = round.filter(({ brokerName }) => brokerName !== failed.brokerName);
    return this.#usable(elsewhere)[0] ?? round.find(({ queueId }) => queueId !== failed.queueId) ?? round[0];
  }

  #usable(queues: readonly MessageQueue[]): readonly MessageQueue[] {
    return this.#latency?.usable(queues) ?? queues;
  }

  #advance(topic: string): number {
    const turn = this.#next.get(topic) ?? Math.floor(this.#random() * 0x7fff_ffff);
    if (this.#next.size >= MAX_TOPICS) this.#next.clear();
    this.#next.set(topic, (turn + 1) % 0x7fff_ffff);
    return turn;
  }
}
