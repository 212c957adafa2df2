import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { Command } from '../protocol/command.ts';
import { encodeFrame, encodeFrameHead, encodeFrameInto } from '../protocol/frame.ts';

const POOL_BYTES = 64 * 1024;
/** Some hundred sends of one turn. */
const MAX_POOL_BYTES = 1024 * 1024;
/** Bodies from here on are written where they lie instead of copied. */
const UNCOPIED_BODY_BYTES = 16 * 1024;

/**
 * Gathers the frames of one turn of the event loop, so that they leave in one write. Small frames are encoded straight
 * into one buffer, which is used again once the socket has taken it.
 */
export class WriteBatch {
  #pool = Buffer.allocUnsafeSlow(POOL_BYTES);
  /** [#start, #end) of the pool is encoded and not yet in a segment. */
  #start = 0;
  #end = 0;
  #segments: Uint8Array[] = [];

  get isEmpty(): boolean {
    return this.#end === this.#start && this.#segments.length === 0;
  }

  /** Throws FRAME (tooLong); nothing is added then. */
  add(command: Command): void {
    if (command.body.length >= UNCOPIED_BODY_BYTES) {
      this.#addSegments(encodeFrameHead(command), command.body);
      return;
    }
    const end = encodeFrameInto(command, this.#pool, this.#end) ?? this.#encodeIntoNext(command);
    if (end === undefined) this.#addSegments(encodeFrame(command));
    else this.#end = end;
  }

  /** Hands everything to the socket; false when the socket asks to wait for `drain`. */
  flush(socket: Socket): boolean {
    this.#closeSegment();
    const segments = this.#segments;
    this.#segments = [];
    const first = segments[0];
    if (first === undefined) return !socket.writableNeedDrain;
    let ready: boolean;
    if (segments.length === 1) {
      ready = socket.write(first);
    } else {
      socket.cork();
      for (const segment of segments) socket.write(segment);
      socket.uncork();
      ready = !socket.writableNeedDrain;
    }
    if (socket.writableLength === 0) this.#end = 0;
    // Bytes the system has not taken yet still lie in the pool: the next ones come behind them, or into another.
    else if (this.#end * 2 > this.#pool.length) {
      this.#pool = Buffer.allocUnsafeSlow(this.#pool.length);
      this.#end = 0;
    }
    this.#start = this.#end;
    return ready;
  }

  clear(): void {
    this.#segments = [];
    this.#start = this.#end;
  }

  /** The pool was too small for this turn: the next one, which stays, is larger. */
  #encodeIntoNext(command: Command): number | undefined {
    this.#closeSegment();
    if (this.#end > 0) {
      this.#pool = Buffer.allocUnsafeSlow(Math.min(MAX_POOL_BYTES, this.#pool.length * 2));
      this.#start = 0;
      this.#end = 0;
    }
    return encodeFrameInto(command, this.#pool, 0);
  }

  #addSegments(...segments: Uint8Array[]): void {
    this.#closeSegment();
    this.#segments.push(...segments);
  }

  #closeSegment(): void {
    if (this.#end > this.#start) this.#segments.push(this.#pool.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
