import { Buffer } from 'node:buffer';
import { inputError } from '../model/error.ts';
import type { OutgoingMessage } from '../model/message.ts';
import type { MessageQueue } from '../model/queue.ts';
import { type EncodedRequest, encodeRequest } from '../protocol/define-request.ts';
import { encodeProperties } from '../protocol/properties-codec.ts';
import { sendBatchMessage } from '../protocol/requests/send.ts';
import { idProperty, type SendFacts, sendHeader, userProperties, WAIT_PROPERTY } from './encode-send.ts';

/** Total, magic, CRC, flag, body length, properties length: magic, CRC and flag are 0. */
const ITEM_OVERHEAD_BYTES = 22;
const BODY_LENGTH_AT = 16;
const BODY_AT = 20;

export interface IdentifiedMessage {
  message: OutgoingMessage;
  uniqueKey: string;
}

interface Item {
  body: Uint8Array;
  properties: string;
  propertiesBytes: number;
}

/**
 * The messages of a batch as one body, one behind the other, not compressed. Throws INPUT messages (tooLarge) when they
 * take more than `maxBytes` together. Source: MessageDecoder.encodeMessages.
 */
export function encodeBatch(messages: readonly IdentifiedMessage[], maxBytes: number): Uint8Array {
  const items = messages.map(({ message, uniqueKey }): Item => {
    const properties = encodeProperties([idProperty(uniqueKey), ...userProperties(message)]);
    return { body: message.body, properties, propertiesBytes: Buffer.byteLength(properties) };
  });
  const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
  if (bytes > maxBytes) throw inputError('messages', 'tooLarge', { bytes, max: maxBytes });
  const batch = Buffer.alloc(bytes);
  let at = 0;
  for (const item of items) {
    writeItem(batch, at, item);
    at += itemBytes(item);
  }
  return batch;
}

/**
 * The request of an encoded batch. Brokers put the header's properties behind those of each message, and the last one
 * counts: with a unique key up there, as Java sends it, no message could be found by its own.
 */
export function batchRequest(
  topic: string,
  body: Uint8Array,
  facts: SendFacts,
): (queue: MessageQueue) => EncodedRequest {
  const header = {
    ...sendHeader(topic, facts),
    sysFlag: 0,
    properties: encodeProperties([WAIT_PROPERTY]),
    batch: true,
  };
  return ({ queueId }) => encodeRequest(sendBatchMessage, { ...header, queueId }, body);
}

function itemBytes({ body, propertiesBytes }: Item): number {
  return ITEM_OVERHEAD_BYTES + body.length + propertiesBytes;
}

function writeItem(batch: Buffer, at: number, item: Item): void {
  const { body, properties, propertiesBytes } = item;
  const propertiesLengthAt = at + BODY_AT + body.length;
  batch.writeInt32BE(itemBytes(item), at);
  batch.writeInt32BE(body.length, at + BODY_LENGTH_AT);
  batch.set(body, at + BODY_AT);
  batch.writeInt16BE(propertiesBytes, propertiesLengthAt);
  batch.write(properties, propertiesLengthAt + 2);
}
