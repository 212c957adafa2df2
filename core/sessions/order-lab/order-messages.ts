import { Buffer } from 'node:buffer';
import type { OutgoingMessage, ReceivedMessage } from '../../model/message.ts';
import { keyName, type OrderMessage, type OrderScenario } from '../../model/order/scenario.ts';

const KEY_PROPERTY = 'gantry-order-key';
const SEQUENCE_PROPERTY = 'gantry-order-seq';

export function outgoing(topic: string, { key, seq }: OrderMessage): OutgoingMessage {
  const name = keyName(key);
  return {
    topic,
    body: Buffer.from(JSON.stringify({ key: name, seq })),
    tag: '',
    keys: [name],
    delayLevel: 0,
    properties: [
      [KEY_PROPERTY, String(key)],
      [SEQUENCE_PROPERTY, String(seq)],
    ],
  };
}

/** Which message of the run it is; undefined for what somebody else sent to the topic. */
export function messageOf(
  { properties }: ReceivedMessage,
  { keys, messagesPerKey }: OrderScenario,
): OrderMessage | undefined {
  const named = new Map(properties);
  const key = Number(named.get(KEY_PROPERTY) ?? Number.NaN);
  const seq = Number(named.get(SEQUENCE_PROPERTY) ?? Number.NaN);
  const isOurs = key >= 0 && key < keys && seq >= 1 && seq <= messagesPerKey;
  return isOurs && Number.isInteger(key) && Number.isInteger(seq) ? { key, seq } : undefined;
}
