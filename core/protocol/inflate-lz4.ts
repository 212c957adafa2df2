import { Buffer } from 'node:buffer';
import { decompressBlock } from 'lz4js';

const MAGIC = 0x184d2204;
const VERSION_MASK = 0xc0;
const VERSION = 0x40;
const BLOCK_CHECKSUM = 0x10;
const CONTENT_SIZE = 0x08;
const DICTIONARY_ID = 0x01;
const STORED_BLOCK = 0x8000_0000;
/** By the code in the frame's descriptor. */
const BLOCK_BYTES: Record<number, number> = { 4: 1 << 16, 5: 1 << 18, 6: 1 << 20, 7: 1 << 22 };
/** The format's best: one byte of a block stands for at most 255. */
const MAX_RATIO = 255;

interface Block {
  at: number;
  bytes: number;
  stored: boolean;
}

/**
 * The content of an LZ4 frame, as lz4-java writes it. The frame is walked here, since the library takes a cut one for
 * whole and writes past what it was given: it only decodes blocks. Checksums are not compared, as in Java.
 * Throws when it is no frame, is cut, needs a dictionary, or holds more than `maxBytes`.
 */
export function inflateLz4(bytes: Uint8Array, maxBytes: number): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { blocks, blockBytes } = readFrame(view);
  const room = blocks.reduce(
    (sum, block) => sum + (block.stored ? block.bytes : Math.min(blockBytes, block.bytes * MAX_RATIO)),
    0,
  );
  // The last block alone may be smaller than the room it is given.
  if (room > maxBytes + blockBytes) throw new Error('too large');
  const content = new Uint8Array(room);
  let end = 0;
  for (const { at, bytes: length, stored } of blocks) {
    if (stored) content.set(view.subarray(at, at + length), end);
    end = stored ? end + length : decompressBlock(view, content, at, length, end);
    if (!(end <= room)) throw new Error('a block is longer than blocks may be');
  }
  if (end > maxBytes) throw new Error('too large');
  return content.slice(0, end);
}

function readFrame(view: Buffer): { blocks: Block[]; blockBytes: number } {
  const flags = view.readUInt8(4);
  const blockBytes = BLOCK_BYTES[(view.readUInt8(5) >> 4) & 7];
  const known = view.readUInt32LE(0) === MAGIC && (flags & VERSION_MASK) === VERSION;
  if (!known || blockBytes === undefined || flags & DICTIONARY_ID) throw new Error('no such frame');
  const blocks: Block[] = [];
  let at = 7 + (flags & CONTENT_SIZE ? 8 : 0);
  for (;;) {
    // Reading past the end throws.
    const word = view.readUInt32LE(at);
    if (word === 0) return { blocks, blockBytes };
    const stored = word >= STORED_BLOCK;
    const bytes = stored ? word - STORED_BLOCK : word;
    at += 4;
    if (bytes > blockBytes || at + bytes > view.length) throw new Error('a block is cut');
    blocks.push({ at, bytes, stored });
    at += bytes + (flags & BLOCK_CHECKSUM ? 4 : 0);
  }
}
