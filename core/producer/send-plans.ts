import type { OutgoingMessage } from '../model/message.ts';
import type { MessageQueue } from '../model/queue.ts';
import type { BatchReceipt, HandedOver, SendReceipt } from '../model/send.ts';
import { noRoute } from '../route/route-table.ts';
import type { QueueChooser } from './choose-queue.ts';
import { batchRequest, encodeBatch } from './encode-batch.ts';
import { prepareSend } from './encode-send.ts';
import type { ProducerClient } from './producer-client.ts';
import { onAnotherBroker, type QueueSelector, selectQueue } from './queue-selectors.ts';
import { MAX_ATTEMPTS } from './send-outcome.ts';
import type { Attempt, QueueChoice, SendPlan } from './send-plan.ts';
import { storeBatch, storeOne } from './stored-outcome.ts';

/** Who sends. */
export interface Sender {
  client: ProducerClient;
  group: string;
  chooser: QueueChooser;
}

type Stored<Receipt> = { kind: 'stored'; receipt: Receipt };

/** Round robin, and on to another broker after a failure. */
export function syncPlan(sender: Sender, message: OutgoingMessage): SendPlan<Stored<SendReceipt>> {
  return {
    ...singlePlan(sender, message),
    maxAttempts: MAX_ATTEMPTS,
    queues: roundRobin(sender, message.topic),
    deliver: (attempt) => storeOne(sender.client, attempt),
  };
}

interface OrderlyOptions<Args> {
  selector: QueueSelector<Args>;
  args: Args;
  autoRetryTimes: number;
  retryQueue: 'same' | 'anotherBroker';
}

/** The selected queue, also for what is tried after a failure, unless that is to move. */
export function orderlyPlan<Args>(
  sender: Sender,
  message: OutgoingMessage,
  { selector, args, autoRetryTimes, retryQueue }: OrderlyOptions<Args>,
): SendPlan<Stored<SendReceipt>> {
  return {
    ...singlePlan(sender, message),
    maxAttempts: autoRetryTimes + 1,
    queues: {
      first: (queues) => selectQueue(selector, queues, message, args),
      other: (queues, failed) => (retryQueue === 'same' ? failed : onAnotherBroker(queues, failed)),
    },
    deliver: (attempt) => storeOne(sender.client, attempt),
  };
}

/** One attempt, which ends when the bytes are with the socket. */
export function onewayPlan(sender: Sender, message: OutgoingMessage): SendPlan<HandedOver> {
  return {
    ...singlePlan(sender, message),
    maxAttempts: 1,
    queues: roundRobin(sender, message.topic),
    deliver: (attempt) => handOver(sender.client, attempt),
  };
}

/** A sound batch (checkBatch). Throws INPUT messages (tooLarge). */
export function batchPlan(
  sender: Sender,
  messages: readonly [OutgoingMessage, ...OutgoingMessage[]],
  maxBytes: number,
): SendPlan<Stored<BatchReceipt>> {
  const { client, group } = sender;
  const [{ topic }] = messages;
  const identified = messages.map((message) => ({ message, uniqueKey: client.nextUniqueKey() }));
  const msgIds = identified.map(({ uniqueKey }) => uniqueKey);
  const body = encodeBatch(identified, maxBytes);
  return {
    topic,
    msgId: msgIds[0] ?? '',
    maxAttempts: MAX_ATTEMPTS,
    queues: roundRobin(sender, topic),
    prepare: async () => batchRequest(topic, body, { group, nowMs: client.clock.now() }),
    deliver: (attempt) => storeBatch(client, msgIds, attempt),
  };
}

function singlePlan({ client, group }: Sender, message: OutgoingMessage) {
  const msgId = client.nextUniqueKey();
  return {
    topic: message.topic,
    msgId,
    prepare: () => prepareSend(message, msgId, { group, nowMs: client.clock.now() }),
  };
}

function roundRobin({ chooser }: Sender, topic: string): QueueChoice {
  return {
    first: (queues) => chooser.next(topic, queues),
    other: (queues, failed) => chooser.other(topic, queues, failed),
  };
}

/** Throws NO_ROUTE and as Transport.oneway. */
async function handOver(
  { routes, transport }: ProducerClient,
  { queue, request, timeoutMs }: Attempt,
): Promise<(soFar: { msgId: string; elapsedMs: number }) => HandedOver> {
  const brokerAddr = routes.masterAddress(queue.brokerName) ?? (await lookedUp(routes, queue));
  await transport.oneway(brokerAddr, request, timeoutMs);
  return ({ msgId, elapsedMs }) => ({ kind: 'oneway', msgId, queue, brokerAddr, elapsedMs });
}

async function lookedUp(routes: ProducerClient['routes'], { topic, brokerName }: MessageQueue) {
  await routes.refresh(topic);
  const address = routes.masterAddress(brokerName);
  if (address === undefined) throw noRoute(topic);
  return address;
}
