import type { Producer } from '../../../core/producer/producer.ts';
import { type Figures, quantile } from '../figures.ts';
import { AckingConsumer } from './consume.ts';
import { message } from './send.ts';

/** The first ones find queues that nobody has begun to read. */
const UNCOUNTED = 100;

/** From before the send until the listener has the message, one at a time, on a topic that nothing else is sent to. */
export async function endToEnd(
  nameServer: string,
  producer: Producer,
  topic: string,
  group: string,
  count: number,
): Promise<Figures> {
  let whenArrived: (atMs: number) => void = () => {};
  const consumer = new AckingConsumer({ nameServer, topic, group, batchMaxSize: 1 }, () =>
    whenArrived(performance.now()),
  );
  await consumer.start();
  const tookMs: number[] = [];
  for (let sent = 0; sent < UNCOUNTED + count; sent++) {
    const arrived = new Promise<number>((resolve) => {
      whenArrived = resolve;
    });
    const sentAt = performance.now();
    await producer.send(message(topic));
    tookMs.push((await arrived) - sentAt);
  }
  await consumer.close();
  const counted = tookMs.slice(UNCOUNTED);
  return { p50Ms: quantile(counted, 0.5), p99Ms: quantile(counted, 0.99) };
}
