import { Buffer } from 'node:buffer';
import { Decompress } from 'fzstd';

const MAGIC = 0xfd2fb528;
const SINGLE_SEGMENT = 0x20;

/**
 * The content of a Zstandard frame. Piece by piece, since in one go the library makes as much room as the frame claims
 * to need; its window is made by the claim either way, so that is looked at first. Checksums are not compared.
 * Throws when it is no frame, is cut, or holds more than `maxBytes`.
 */
export function inflateZstd(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (windowBytes(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) > maxBytes)
    throw new Error('too large');
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((piece) => {
    length += piece.length;
    if (length > maxBytes) throw new Error('too large');
    pieces.push(piece);
  });
  stream.push(bytes, true);
  const content = Buffer.concat(pieces);
  return new Uint8Array(content.buffer, content.byteOffset, content.length);
}

/** Source: RFC 8878, 3.1.1.1. */
function windowBytes(view: Buffer): number {
  if (view.readUInt32LE(0) !== MAGIC) throw new Error('no such frame');
  const descriptor = view.readUInt8(4);
  if (!(descriptor & SINGLE_SEGMENT)) {
    const window = view.readUInt8(5);
    return 2 ** (10 + (window >> 3)) * (1 + (window & 7) / 8);
  }
  const sizeAt = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const sizeCode = descriptor >> 6;
  if (sizeCode === 0) return view.readUInt8(sizeAt);
  if (sizeCode === 1) return view.readUInt16LE(sizeAt) + 256;
  return sizeCode === 2 ? view.readUInt32LE(sizeAt) : Number(view.readBigUInt64LE(sizeAt));
}
