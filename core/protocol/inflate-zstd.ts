import { Buffer } from 'node:buffer';
import zlib from 'node:zlib';
import { Decompress } from 'fzstd';

const MAGIC = 0xfd2fb528;
const SINGLE_SEGMENT = 0x20;
const CHECKSUM = 0x04;
const RLE_BLOCK = 1;
const RESERVED_BLOCK = 3;

/**
 * The content of a Zstandard frame. What the frame claims is looked at first, since both decoders make a window of the
 * size it claims, and take what follows for another frame.
 * Throws when it is no frame, or not just one, is cut, or holds more than `maxBytes`.
 */
export function inflateZstd(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const frame = readFrame(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  if (frame.windowBytes > maxBytes) throw new Error('too large');
  if (frame.bytes !== bytes.length) throw new Error('not one frame');
  // Absent before Node 22.15. The library does not notice sequences that go far beyond their block: it copies for minutes.
  const inflate = zlib.zstdDecompressSync === undefined ? inflateByLibrary : inflateByNode;
  const content = inflate(bytes, maxBytes);
  return new Uint8Array(content.buffer, content.byteOffset, content.length);
}

const inflateByNode = (bytes: Uint8Array, maxOutputLength: number): Buffer =>
  zlib.zstdDecompressSync(bytes, { maxOutputLength });

/** Piece by piece, since in one go it makes as much room as the frame claims to need. Checksums are not compared. */
export function inflateByLibrary(bytes: Uint8Array, maxBytes: number): Buffer {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((piece) => {
    length += piece.length;
    if (length > maxBytes) throw new Error('too large');
    pieces.push(piece);
  });
  stream.push(bytes, true);
  return Buffer.concat(pieces);
}

/** Its length and the window it claims to need. Source: RFC 8878, 3.1.1. */
function readFrame(view: Buffer): { bytes: number; windowBytes: number } {
  if (view.readUInt32LE(0) !== MAGIC) throw new Error('no such frame');
  const descriptor = view.readUInt8(4);
  const single = (descriptor & SINGLE_SEGMENT) !== 0;
  const sizeAt = (single ? 5 : 6) + ([0, 1, 2, 4][descriptor & 3] ?? 0);
  const sizeBytes = [single ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  return {
    bytes: blocksEnd(view, sizeAt + sizeBytes) + (descriptor & CHECKSUM ? 4 : 0),
    windowBytes: single ? contentBytes(view, sizeAt, sizeBytes) : windowBytes(view.readUInt8(5)),
  };
}

const windowBytes = (code: number): number => 2 ** (10 + (code >> 3)) * (1 + (code & 7) / 8);

function contentBytes(view: Buffer, at: number, width: number): number {
  if (width === 8) return Number(view.readBigUInt64LE(at));
  return view.readUIntLE(at, width) + (width === 2 ? 256 : 0);
}

/** Where the blocks that begin at `at` end. Reading past the end throws. */
function blocksEnd(view: Buffer, at: number): number {
  for (let end = at; ; ) {
    const head = view.readUIntLE(end, 3);
    const type = (head >> 1) & 3;
    if (type === RESERVED_BLOCK) throw new Error('no such block');
    end += 3 + (type === RLE_BLOCK ? 1 : head >> 3);
    if (head & 1) return end;
  }
}
