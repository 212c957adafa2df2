const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 with zlib's polynomial, unsigned. Own code: zlib.crc32 is newer than the oldest supported Node. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ (bytes[at] as number)) & 0xff] as number);
  }
  return ~crc >>> 0;
}

/** The body CRC as a stored message carries it: without the sign bit. Source: UtilAll.crc32. */
export function bodyCrc(body: Uint8Array): number {
  return crc32(body) & 0x7fffffff;
}
