import { Buffer } from 'node:buffer';
import { MAX_FRAME_BYTES } from './codes.ts';
import type { Command } from './command.ts';
import { EMPTY_BODY } from './command.ts';
import { decodeCommand, FRAME_PREFIX_BYTES, frameError } from './frame.ts';
import { Slab } from './slab.ts';

/** The two length fields are needed before a frame's size is believed. */
const PREFIX = FRAME_PREFIX_BYTES;
/** A split frame up to this size gets its exact buffer at once; a larger one grows as bytes really arrive. */
const TRUSTED_BYTES = 1024 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Chunks of a stream in, commands out. Knows no socket.
 *
 * A frame that lies whole inside a chunk is parsed in place; one that is split is gathered into a buffer of its own.
 * Bodies never share memory with a chunk, so the caller may reuse its receive buffer at once.
 *
 * After a FRAME error the stream has no known frame boundary left: the connection must be closed. Commands that were
 * complete before the bad bytes in the same chunk are still handed out, and the error follows with the next call of
 * `push` or is read from `error`.
 */
export class FrameDecoder {
  readonly #maxFrameBytes: number;
  #error: unknown;
  /** A frame that began in an earlier chunk. */
  #partial: Buffer = NOTHING;
  #partialBytes = 0;
  /** Size of the partial frame with its length field; 0 while its prefix is incomplete. */
  #frameBytes = 0;

  constructor(maxFrameBytes = MAX_FRAME_BYTES) {
    this.#maxFrameBytes = maxFrameBytes;
  }

  /** What made the stream unreadable, if anything did. */
  get error(): unknown {
    return this.#error;
  }

  /** Bytes of an unfinished frame held back. */
  get bufferedBytes(): number {
    return this.#partialBytes;
  }

  /**
   * The commands that this chunk completes. Throws FRAME (tooLong, tooShort, headerLength, serializeType, badHeader)
   * when the very first thing in it is unreadable, or when the stream was already.
   */
  push(chunk: Uint8Array): Command[] {
    if (this.#error !== undefined) throw this.#error;
    const commands: Command[] = [];
    try {
      this.#read(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length), commands);
    } catch (error) {
      this.#error = error;
      this.#drop();
      if (commands.length === 0) throw error;
    }
    return commands;
  }

  #read(chunk: Buffer, commands: Command[]): void {
    let at = 0;
    if (this.#partialBytes > 0) {
      at = this.#continuePartial(chunk, commands);
      if (this.#partialBytes > 0) return;
    }
    while (chunk.length - at >= PREFIX) {
      const frameBytes = this.#sizeAt(chunk, at);
      if (chunk.length - at < frameBytes) break;
      commands.push(parseFrame(chunk.subarray(at, at + frameBytes), true));
      at += frameBytes;
    }
    if (at < chunk.length) this.#startPartial(chunk, at);
  }

  /** Reads and checks both length fields; the whole frame's size. */
  #sizeAt(bytes: Buffer, at: number): number {
    const frameBytes = bytes.readUInt32BE(at) + 4;
    if (frameBytes > this.#maxFrameBytes)
      throw frameError('tooLong', { bytes: frameBytes, max: this.#maxFrameBytes });
    if (frameBytes < PREFIX) throw frameError('tooShort', { bytes: frameBytes });
    const headerBytes = bytes.readUInt32BE(at + 4) & 0xffffff;
    if (headerBytes > frameBytes - PREFIX) throw frameError('headerLength', { bytes: headerBytes });
    return frameBytes;
  }

  #startPartial(chunk: Buffer, at: number): void {
    const rest = chunk.length - at;
    this.#frameBytes = rest >= PREFIX ? this.#sizeAt(chunk, at) : 0;
    this.#partial = Buffer.allocUnsafeSlow(this.#capacityFor(rest));
    chunk.copy(this.#partial, 0, at);
    this.#partialBytes = rest;
  }

  #continuePartial(chunk: Buffer, commands: Command[]): number {
    let at = 0;
    if (this.#frameBytes === 0) {
      at = this.#append(chunk, 0, PREFIX - this.#partialBytes);
      if (this.#partialBytes < PREFIX) return at;
      this.#frameBytes = this.#sizeAt(this.#partial, 0);
    }
    at = this.#append(chunk, at, this.#frameBytes - this.#partialBytes);
    if (this.#partialBytes === this.#frameBytes) {
      // The gathered buffer belongs to this frame alone, so its body may be a view of it.
      commands.push(parseFrame(this.#partial, false));
      this.#drop();
    }
    return at;
  }

  #append(chunk: Buffer, at: number, wanted: number): number {
    const count = Math.min(wanted, chunk.length - at);
    const needed = this.#partialBytes + count;
    if (needed > this.#partial.length) {
      const grown = Buffer.allocUnsafeSlow(this.#capacityFor(needed));
      this.#partial.copy(grown, 0, 0, this.#partialBytes);
      this.#partial = grown;
    }
    chunk.copy(this.#partial, this.#partialBytes, at, at + count);
    this.#partialBytes = needed;
    return at + count;
  }

  /** Exactly the frame for ordinary sizes; for large ones at most twice what has arrived, and the frame in the end. */
  #capacityFor(arrivedBytes: number): number {
    if (this.#frameBytes === 0) return PREFIX;
    return Math.min(this.#frameBytes, Math.max(TRUSTED_BYTES, arrivedBytes * 2));
  }

  #drop(): void {
    this.#partial = NOTHING;
    this.#partialBytes = 0;
    this.#frameBytes = 0;
  }
}

function parseFrame(frame: Buffer, copyBody: boolean): Command {
  const lengthField = frame.readUInt32BE(4);
  const bodyAt = PREFIX + (lengthField & 0xffffff);
  const body = bodyAt === frame.length ? EMPTY_BODY : frame.subarray(bodyAt);
  return decodeCommand(frame.subarray(PREFIX, bodyAt), copyBody ? copyOf(body) : body, lengthField >>> 24);
}

/** Not from Node's pool, whose chunks have 64 KiB: a body that is kept keeps its neighbours alive. */
const bodies = new Slab(16 * 1024);

function copyOf(bytes: Uint8Array): Uint8Array {
  return bytes.length === 0 ? EMPTY_BODY : bodies.keep(bytes);
}
