import type { ClientInstance } from '../../../core/client/client-instance.ts';
import { TOOLS_CONSUMER_GROUP } from '../../../core/model/names.ts';
import { prepareSend } from '../../../core/producer/encode-send.ts';
import { encodeRequest } from '../../../core/protocol/define-request.ts';
import { FrameDecoder } from '../../../core/protocol/frame-decoder.ts';
import { PULL_SUBSCRIPTION, PULL_SUSPEND, pullMessage } from '../../../core/protocol/requests/pull.ts';
import { type Figures, quantile } from '../figures.ts';
import { message } from '../ours/send.ts';
import { frameOf, openBare, queuesOf } from './frames.ts';

/** The first ones find queues that nobody has begun to read. */
const UNCOUNTED = 100;
const SUSPEND_MS = 15_000;

/** As the engine's: from before the send until an answer with a message is here, which is not decoded. */
export async function bareEndToEnd(client: ClientInstance, topic: string, count: number): Promise<Figures> {
  const { queues, address } = await queuesOf(client, topic);
  const requestFor = await prepareSend(message(topic), client.nextUniqueKey(), {
    group: 'gantry-bench-bare',
    nowMs: Date.now(),
  });
  const sends = queues.map((queue, index) => frameOf(requestFor(queue), index));
  let whenAnswered: () => void = () => {};
  let whenArrived: (atMs: number) => void = () => {};
  const sending = await openBare(address, () => whenAnswered());
  const offsets = queues.map(() => 0);
  const decoder = new FrameDecoder();
  const pulling = await openBare(address, (bytes) => {
    const nowMs = performance.now();
    for (const { opaque, body } of decoder.push(bytes)) {
      if (body.length > 0) {
        offsets[opaque] = (offsets[opaque] ?? 0) + 1;
        whenArrived(nowMs);
      }
      pull(opaque);
    }
  });
  const pull = (index: number): void => {
    const request = encodeRequest(pullMessage, {
      consumerGroup: TOOLS_CONSUMER_GROUP,
      topic,
      queueId: queues[index]?.queueId ?? 0,
      queueOffset: offsets[index] ?? 0,
      maxMsgNums: 32,
      sysFlag: PULL_SUBSCRIPTION | PULL_SUSPEND,
      commitOffset: 0,
      suspendTimeoutMillis: SUSPEND_MS,
      subscription: '*',
      subVersion: 0,
      expressionType: 'TAG',
    });
    pulling.write(frameOf(request, index));
  };
  for (const index of queues.keys()) pull(index);
  const tookMs: number[] = [];
  for (let sent = 0; sent < UNCOUNTED + count; sent++) {
    const answered = new Promise<void>((resolve) => {
      whenAnswered = resolve;
    });
    const arrived = new Promise<number>((resolve) => {
      whenArrived = resolve;
    });
    const sentAtMs = performance.now();
    sending.write(sends[sent % sends.length] ?? Buffer.alloc(0));
    await answered;
    tookMs.push((await arrived) - sentAtMs);
  }
  sending.destroy();
  pulling.destroy();
  const counted = tookMs.slice(UNCOUNTED);
  return { p50Ms: quantile(counted, 0.5), p99Ms: quantile(counted, 0.99) };
}
