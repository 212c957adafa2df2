import { Buffer } from 'node:buffer';
import { expect, it } from 'vitest';
import { EMPTY_BODY } from '../core/protocol/command.ts';
import { decodeCommand } from '../core/protocol/frame.ts';
import { FrameDecoder } from '../core/protocol/frame-decoder.ts';
import { inflateBody } from '../core/protocol/inflate.ts';
import { parseLooseBody } from '../core/protocol/loose-json.ts';
import { decodeMessages } from '../core/protocol/message-codec.ts';
import { compressedBodies, frames, headers, jsonBodies, storedMessages } from './seeds.ts';

/** A seed that is wrong already shows nothing behind its first mistake. */
it('are right, all of them', () => {
  for (const bytes of frames()) {
    const decoder = new FrameDecoder();
    expect(decoder.push(bytes).length).toBeGreaterThan(0);
    expect([decoder.bufferedBytes, decoder.error]).toEqual([0, undefined]);
  }
  for (const bytes of headers())
    expect(decodeCommand(bytes.subarray(1), EMPTY_BODY, bytes[0] ?? 0)).toBeDefined();
  for (const bytes of jsonBodies()) expect(typeof parseLooseBody(bytes)).toBe('object');
  for (const bytes of compressedBodies())
    expect(Buffer.from(inflateBody(bytes.subarray(1), (bytes[0] ?? 0) << 8) ?? []).toString()).toContain(
      'compressible',
    );
});

it('hold every kind of stored message, readable', () => {
  const messages = storedMessages().flatMap((bytes) => decodeMessages(bytes, 'broker-a'));
  const bodies = messages.map(({ body }) => Buffer.from(body).toString());
  // Two of each batch, alone and in the list of all.
  expect(bodies.filter((body) => body === 'one' || body === 'two').length).toBe(8);
  expect(bodies.filter((body) => body.startsWith('compressible')).length).toBeGreaterThanOrEqual(6);
  // Neither compressed nor a batch any more.
  expect(messages.filter(({ sysFlag }) => (sysFlag & 0xc1) !== 0)).toEqual([]);
});
