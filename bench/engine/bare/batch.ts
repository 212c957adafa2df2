import type { ClientInstance } from '../../../core/client/client-instance.ts';
import { batchRequest, encodeBatch } from '../../../core/producer/encode-batch.ts';
import type { Figures } from '../figures.ts';
import { Meter } from '../ours/meter.ts';
import { message } from '../ours/send.ts';
import { frameOf, openBare, queuesOf } from './frames.ts';

/** Batches of `size`, one at a time: the same bytes for each queue again and again, the next ones once anything was heard. */
export async function bareBatches(
  client: ClientInstance,
  topic: string,
  size: number,
  count: number,
): Promise<Figures> {
  const { queues, address } = await queuesOf(client, topic);
  const messages = Array.from({ length: size }, () => ({
    message: message(topic),
    uniqueKey: client.nextUniqueKey(),
  }));
  const request = batchRequest(topic, encodeBatch(messages, 4 * 1024 * 1024), {
    group: 'gantry-bench-bare',
    nowMs: Date.now(),
  });
  const frames = queues.map((queue, index) => frameOf(request(queue), index));
  let heard: () => void = () => {};
  const socket = await openBare(address, () => heard());
  const meter = new Meter();
  for (let sent = 0; sent < count; sent += size) {
    const answered = new Promise<void>((resolve) => {
      heard = resolve;
    });
    socket.write(frames[(sent / size) % frames.length] ?? Buffer.alloc(0));
    await answered;
  }
  const figures = meter.figures(count);
  socket.destroy();
  return figures;
}
