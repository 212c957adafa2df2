import type { OutgoingMessage } from '../../../core/model/message.ts';
import type { SendOutcome } from '../../../core/model/send.ts';
import type { Producer } from '../../../core/producer/producer.ts';
import type { Figures } from '../figures.ts';
import { Meter } from './meter.ts';

export const BODY_BYTES = 1_000;
const PACE_MS = 10;

const body = Buffer.alloc(BODY_BYTES, '{"orderId":"ORD-20931"}');

/** One object for each send, as a caller has it; the body is shared, which costs nobody anything. */
export function message(topic: string): OutgoingMessage {
  return { topic, body, tag: '', keys: [], delayLevel: 0, properties: [] };
}

type Outcome = { kind: SendOutcome['kind'] | 'stored' };

/** `inFlight` loops, each awaiting its send: there is no difference between sync and async here. Throws unless all are stored. */
export async function send(
  producer: Producer,
  topic: string,
  inFlight: number,
  count: number,
): Promise<Figures> {
  let left = count;
  const loop = async (): Promise<void> => {
    while (left-- > 0) must('stored', await producer.send(message(topic)));
  };
  const meter = new Meter();
  await Promise.all(Array.from({ length: inFlight }, loop));
  return meter.figures(count);
}

/** Batches of `size`, one at a time. Throws unless all are stored. */
export async function sendBatches(
  producer: Producer,
  topic: string,
  size: number,
  count: number,
): Promise<Figures> {
  const meter = new Meter();
  for (let sent = 0; sent < count; sent += size) {
    const messages = Array.from({ length: Math.min(size, count - sent) }, () => message(topic));
    must('stored', await producer.sendBatch(messages));
  }
  return meter.figures(count);
}

/** One-way, at an even pace: as many each 10 ms as are due by then. */
export async function sendPaced(
  producer: Producer,
  topic: string,
  perSecond: number,
  count: number,
): Promise<Figures> {
  const meter = new Meter();
  const startedAt = performance.now();
  for (let sent = 0; sent < count; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - startedAt) / 1_000) * perSecond));
    const handedOver = [];
    for (; sent < due; sent++) handedOver.push(producer.sendOneway(message(topic)));
    for (const outcome of await Promise.all(handedOver)) must('oneway', outcome);
    await new Promise((resolve) => setTimeout(resolve, PACE_MS));
  }
  return meter.figures(count);
}

function must(kind: Outcome['kind'], outcome: Outcome): void {
  if (outcome.kind !== kind) throw new Error(JSON.stringify(outcome));
}
