import { Buffer } from 'node:buffer';
import { RESPONSE } from '../../protocol/codes.ts';
import { Refusal } from '../dispatch/reply.ts';

export interface BatchItem {
  flag: number;
  body: Uint8Array;
  properties: string;
}

/** Total, magic, CRC, flag, body length, properties length. */
const ITEM_OVERHEAD_BYTES = 22;

/** The messages of a batch body. Throws Refusal (1, as a Java broker that stumbles) when lengths do not add up or there is none. Source: MessageDecoder.decodeMessages. */
export function splitBatch(bytes: Uint8Array): BatchItem[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const items: BatchItem[] = [];
  for (let at = 0; at < view.length; ) {
    const item = readItem(view.subarray(at));
    items.push(item.value);
    at += item.bytes;
  }
  if (items.length === 0) throw illegalBatch();
  return items;
}

function readItem(view: Buffer): { value: BatchItem; bytes: number } {
  if (view.length < ITEM_OVERHEAD_BYTES) throw illegalBatch();
  const bytes = view.readInt32BE(0);
  const bodyBytes = view.readInt32BE(16);
  const propertiesLengthAt = 20 + bodyBytes;
  if (bytes > view.length || bodyBytes < 0 || propertiesLengthAt + 2 > bytes) throw illegalBatch();
  const propertiesBytes = view.readInt16BE(propertiesLengthAt);
  if (propertiesBytes < 0 || propertiesLengthAt + 2 + propertiesBytes !== bytes) throw illegalBatch();
  return {
    bytes,
    value: {
      flag: view.readInt32BE(12),
      body: view.subarray(20, propertiesLengthAt),
      properties: view.toString('utf8', propertiesLengthAt + 2, bytes),
    },
  };
}

function illegalBatch(): Refusal {
  return new Refusal(RESPONSE.SYSTEM_ERROR, 'the batch body is no sequence of messages');
}
