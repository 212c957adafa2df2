/**
 * Eight tables of 256, one behind the other: the nth gives what a byte does to the CRC n bytes further on, so that eight
 * bytes are taken at once ("slicing by 8").
 */
const TABLES = new Int32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLES[byte] = value;
}
for (let at = 256; at < TABLES.length; at++) {
  const before = entry(at - 256);
  TABLES[at] = (before >>> 8) ^ entry(before & 0xff);
}

function entry(at: number): number {
  return TABLES[at] as number;
}

/** CRC-32 with zlib's polynomial, unsigned. Own code: zlib.crc32 is newer than the oldest supported Node. */
export function crc32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const eights = bytes.length & ~7;
  let crc = -1;
  let at = 0;
  for (; at < eights; at += 8) {
    const low = view.getInt32(at, true) ^ crc;
    const high = view.getInt32(at + 4, true);
    crc =
      entry(1792 + (low & 0xff)) ^
      entry(1536 + ((low >>> 8) & 0xff)) ^
      entry(1280 + ((low >>> 16) & 0xff)) ^
      entry(1024 + (low >>> 24)) ^
      entry(768 + (high & 0xff)) ^
      entry(512 + ((high >>> 8) & 0xff)) ^
      entry(256 + ((high >>> 16) & 0xff)) ^
      entry(high >>> 24);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ entry((crc ^ view.getUint8(at)) & 0xff);
  return ~crc >>> 0;
}

/** The body CRC as a stored message carries it: without the sign bit. Source: UtilAll.crc32. */
export function bodyCrc(body: Uint8Array): number {
  return crc32(body) & 0x7fffffff;
}
