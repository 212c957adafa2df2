import { Buffer } from 'node:buffer';
import type { OutgoingMessage, ReceivedMessage } from '../core/model/message.ts';
import { queueKey } from '../core/model/queue.ts';
import type { Copy } from './judge.ts';

/** A message whose body is its number, the only one of the topic that has it. */
export function numberedMessage(topic: string, id: number): OutgoingMessage {
  return { topic, body: Buffer.from(String(id)), tag: '', keys: [], delayLevel: 0, properties: [] };
}

/** What the judge has to know of a message that came back. Throws when its body is no number: bytes were mixed up. */
export function copyOf({ body, queue, queueOffset }: ReceivedMessage): Copy {
  const text = Buffer.from(body).toString('utf8');
  if (!/^\d+$/.test(text)) throw new Error(`a body that nobody sent: ${text.slice(0, 40)}`);
  return { id: Number(text), queue: queueKey(queue), queueOffset };
}
