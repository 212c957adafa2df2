import type { ClientInstance } from '../../../core/client/client-instance.ts';
import {
  type Delivery,
  PushConsumer,
  type PushConsumerListener,
  type PushConsumerOptions,
} from '../../../core/consumer/push-consumer.ts';
import { openClient } from '../../client.ts';
import type { Figures } from '../figures.ts';
import { Meter } from './meter.ts';

const SAMPLE_MS = 50;

export interface Consuming {
  nameServer: string;
  topic: string;
  group: string;
  /** How many of one queue are handed over together. */
  batchMaxSize: number;
}

/** A consumer on a client of its own, as in Java, where each has its own instance. Acks what it is handed at once. */
export class AckingConsumer {
  readonly #client: ClientInstance;
  readonly #consumer: PushConsumer;

  constructor(wanted: Consuming, onHeld: (held: readonly Delivery[]) => void) {
    const { nameServer, topic, group, batchMaxSize } = wanted;
    this.#client = openClient(nameServer);
    const options: PushConsumerOptions = {
      group,
      subscriptions: [{ topic, tagPattern: '*' }],
      seats: 1_000,
      batchMaxSize,
      startFrom: 'first',
    };
    this.#consumer = new PushConsumer(this.#client, options, {
      ...DEAF,
      onHeld: (held) => {
        onHeld(held);
        this.#consumer.ack(held, 'autoAck');
      },
    });
  }

  start(): Promise<void> {
    return this.#consumer.start();
  }

  async close(): Promise<void> {
    await this.#consumer.shutdown();
    await this.#client.close();
  }
}

/** From start() until all `count` waiting messages were handed over; the rate from the first one on. */
export async function consume(wanted: Consuming, count: number): Promise<Figures> {
  let received = 0;
  let firstAt = 0;
  let whenAll: () => void = () => {};
  const all = new Promise<void>((resolve) => {
    whenAll = resolve;
  });
  const consumer = new AckingConsumer(wanted, (held) => {
    if (received === 0) firstAt = performance.now();
    received += held.length;
    if (received >= count) whenAll();
  });
  const heap = new HeapWatch();
  const meter = new Meter();
  const startedAt = performance.now();
  await consumer.start();
  await all;
  const { cpuUs } = meter.figures(count);
  const perSecond = count / ((performance.now() - firstAt) / 1_000);
  const heapMB = heap.end();
  await consumer.close();
  if (received !== count) throw new Error(`${received} of ${count} messages came`);
  return { perSecond, cpuUs, startToFirstMs: firstAt - startedAt, heapMB };
}

class HeapWatch {
  #mostBytes = 0;
  readonly #timer = setInterval(() => this.#look(), SAMPLE_MS);

  end(): number {
    clearInterval(this.#timer);
    this.#look();
    return this.#mostBytes / 1e6;
  }

  #look(): void {
    const { heapUsed, external } = process.memoryUsage();
    this.#mostBytes = Math.max(this.#mostBytes, heapUsed + external);
  }
}

const DEAF: PushConsumerListener = {
  onPulled() {},
  onHeld() {},
  onSettled() {},
  onDeadlines() {},
  onDecisionFailed() {},
  onMovedAway() {},
  onChanged() {},
};
