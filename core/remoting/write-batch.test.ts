import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { FrameDecoder } from '../protocol/frame-decoder.ts';
import { replyCommand } from './fake-peer.ts';
import { WriteBatch } from './write-batch.ts';

const BODY_BYTES = 1_000;

/** What each flush writes: how many writes, and the opaques and body lengths that arrive. */
function sink() {
  const stream = new PassThrough({ highWaterMark: 64 * 1024 * 1024 });
  const write = vi.spyOn(stream, 'write');
  return {
    socket: stream as unknown as Socket,
    takeWrites: () => {
      const count = write.mock.calls.length;
      write.mockClear();
      return count;
    },
    received: () => new FrameDecoder().push(stream.read() as Buffer),
  };
}

function addAll(batch: WriteBatch, count: number, bodyBytes = BODY_BYTES): void {
  for (let opaque = 1; opaque <= count; opaque++)
    batch.add(replyCommand(opaque, { body: Buffer.alloc(bodyBytes, opaque) }));
}

describe('the frames of one turn', () => {
  it('leave in one write', () => {
    const batch = new WriteBatch();
    const { socket, takeWrites, received } = sink();
    addAll(batch, 3);
    batch.flush(socket);
    expect(takeWrites()).toBe(1);
    expect(received().map(({ opaque }) => opaque)).toEqual([1, 2, 3]);
  });

  it('arrive whole and in order when they are more than it has room for, and then leave in one write as well', () => {
    const batch = new WriteBatch();
    const { socket, takeWrites, received } = sink();
    const opaques = Array.from({ length: 300 }, (_, index) => index + 1);
    const bodies = opaques.map((opaque) => Buffer.alloc(BODY_BYTES, opaque));
    const writes = [1, 2, 3, 4].map(() => {
      addAll(batch, opaques.length);
      batch.flush(socket);
      const commands = received();
      expect(commands.map(({ opaque }) => opaque)).toEqual(opaques);
      expect(commands.map(({ body }) => Buffer.from(body))).toEqual(bodies);
      return takeWrites();
    });
    expect(writes[0]).toBeGreaterThan(1);
    expect(writes.at(-1)).toBe(1);
  });

  it('may have bodies of any size between', () => {
    const batch = new WriteBatch();
    const { socket, received } = sink();
    const sizes = [10, 20_000, 60, 15_000, 15_000, 15_000, 15_000, 15_000, 3_000_000, 1];
    sizes.forEach((size, index) => {
      batch.add(replyCommand(index + 1, { body: Buffer.alloc(size) }));
    });
    batch.flush(socket);
    expect(received().map(({ body }) => body.length)).toEqual(sizes);
  });
});
