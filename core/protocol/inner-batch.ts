import { Buffer } from 'node:buffer';

/** Both stand in the sysFlag of a record that holds a whole batch (5.x, topics of type BatchCQ). Source: MessageSysFlag.java. */
const NEED_UNWRAP = 0x40;
const INNER_BATCH = 0x80;
/** Total, magic, CRC, flag, body length, properties length. */
const ITEM_OVERHEAD_BYTES = 22;

export interface InnerMessage {
  flag: number;
  body: Uint8Array;
  /** Their text, in UTF-8. */
  properties: Buffer;
}

export const isInnerBatch = (sysFlag: number): boolean =>
  (sysFlag & (NEED_UNWRAP | INNER_BATCH)) === (NEED_UNWRAP | INNER_BATCH);

/** What the record is without them: each message that comes out of it is one of its own. */
export const withoutBatchFlags = (sysFlag: number): number => sysFlag & ~(NEED_UNWRAP | INNER_BATCH);

/** The messages of a batch's body, views of `bytes`; undefined when its lengths do not add up. Source: MessageDecoder.decodeMessage. */
export function unwrapBatch(bytes: Uint8Array): InnerMessage[] | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const items: InnerMessage[] = [];
  for (let at = 0; at < view.length; ) {
    if (view.length - at < ITEM_OVERHEAD_BYTES) return undefined;
    const itemBytes = view.readInt32BE(at);
    const bodyAt = at + 20;
    const bodyBytes = view.readInt32BE(at + 16);
    const propertiesAt = bodyAt + bodyBytes + 2;
    const end = at + itemBytes;
    if (bodyBytes < 0 || propertiesAt > end || end > view.length) return undefined;
    if (propertiesAt + view.readInt16BE(propertiesAt - 2) !== end) return undefined;
    items.push({
      flag: view.readInt32BE(at + 12),
      body: bytes.subarray(bodyAt, bodyAt + bodyBytes),
      properties: view.subarray(propertiesAt, end),
    });
    at = end;
  }
  return items;
}
