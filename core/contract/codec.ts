/**
 * One value with bytes in it, as one binary frame: u32 length of the JSON, the JSON, then the bytes of every
 * Uint8Array in order. In the JSON a Uint8Array stands as {"$bytes":[start,length]}; no contract type uses that name.
 * Only the browser host needs it: Electron's structured clone carries bytes by itself.
 */
const MARK = '$bytes';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export function encodeValue(value: unknown): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  let bytesLength = 0;
  const json = encoder.encode(
    // The holder is read, not the argument: a Node Buffer has already been through its toJSON there.
    JSON.stringify(value, function (this: Record<string, unknown>, key, argument: unknown) {
      const item = this[key];
      if (!(item instanceof Uint8Array)) return argument;
      const start = bytesLength;
      parts.push(item);
      bytesLength += item.length;
      return { [MARK]: [start, item.length] };
    }),
  );
  const frame = new Uint8Array(4 + json.length + bytesLength);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  let at = 4 + json.length;
  for (const part of parts) {
    frame.set(part, at);
    at += part.length;
  }
  return frame;
}

/** Throws on a frame whose lengths do not fit. */
export function decodeValue(frame: Uint8Array): unknown {
  if (frame.length < 4) throw new Error('frame too short');
  const jsonLength = new DataView(frame.buffer, frame.byteOffset, frame.length).getUint32(0);
  if (jsonLength > frame.length - 4) throw new Error('json length beyond frame');
  const bytes = frame.subarray(4 + jsonLength);
  return JSON.parse(decoder.decode(frame.subarray(4, 4 + jsonLength)), (_key, item: unknown) => {
    const range = byteRange(item);
    if (range === undefined) return item;
    const [start, length] = range;
    if (start < 0 || length < 0 || start + length > bytes.length) throw new Error('bytes beyond frame');
    return bytes.slice(start, start + length);
  });
}

function byteRange(item: unknown): [number, number] | undefined {
  if (typeof item !== 'object' || item === null || !(MARK in item)) return undefined;
  const range = (item as Record<string, unknown>)[MARK];
  if (!Array.isArray(range) || range.length !== 2 || !range.every(Number.isSafeInteger))
    throw new Error('bad byte range');
  return range as [number, number];
}
