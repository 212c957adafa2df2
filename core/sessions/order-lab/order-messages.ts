import { Buffer } from 'node:buffer';
import type { SendDraft } from '../../contract/views.ts';
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

/** The same as a draft that says how it is sent, as a recording keeps it. */
export function draftOf(topic: string, message: OrderMessage, scenario: OrderScenario): SendDraft {
  const { send, selector: by, queueIndex } = scenario;
  const sent = { ...outgoing(topic, message), bodyFormat: 'json' } as const;
  if (send === 'plain') return { ...sent, mode: 'sync' };
  const number = by === 'index' ? queueIndex : message.key;
  const how = by === 'hash' ? { by, key: keyName(message.key) } : { by, number };
  return { ...sent, mode: 'orderly', orderly: { ...how, ...retriesOf(scenario) } };
}

const retriesOf = ({ retries, retryQueue }: OrderScenario) =>
  retryQueue === 'same' ? { retries } : { retries, retryQueue };

/** Which message of the run it is; undefined for what somebody else sent to the topic. */
export function messageOf(
  { properties }: ReceivedMessage,
  { keys, messagesPerKey }: OrderScenario,
): OrderMessage | undefined {
  const numberIn = (wanted: string): number =>
    Number(properties.find(([name]) => name === wanted)?.[1] ?? Number.NaN);
  const key = numberIn(KEY_PROPERTY);
  const seq = numberIn(SEQUENCE_PROPERTY);
  const isOurs = key >= 0 && key < keys && seq >= 1 && seq <= messagesPerKey;
  return isOurs && Number.isInteger(key) && Number.isInteger(seq) ? { key, seq } : undefined;
}
