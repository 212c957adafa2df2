import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GantryError } from '../model/error.ts';
import { recordedCommand, recordedFrame } from './fixtures/recorded.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { decodeHeartbeat } from './heartbeat-json.ts';
import { parseLooseBody } from './loose-json.ts';
import { decodeMessages } from './message-codec.ts';
import { decodeTopicRoute } from './route-json.ts';

/** For each property; four of them make about two seconds. */
const TIME_LIMIT_MS = 500;

/** Any bytes, and real ones with some of them changed: what is nearly right gets further than noise. */
function bytesLike(...seeds: Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 6 });
  const damaged = fc
    .tuple(fc.constantFrom(...seeds), changes, fc.nat({ max: 4 }))
    .map(([seed, list, cut]) => {
      const copy = Buffer.from(seed);
      for (const [at, byte] of list) copy[at % copy.length] = byte;
      return copy.subarray(0, copy.length - cut);
    });
  return fc.oneof(fc.uint8Array({ maxLength: 300 }), damaged);
}

/** Whatever the bytes are, `read` ends, and with nothing but FRAME where it throws. */
function survives(bytes: fc.Arbitrary<Uint8Array>, read: (bytes: Uint8Array) => unknown): void {
  const property = fc.property(bytes, (given) => {
    try {
      read(given);
    } catch (error) {
      if (!(error instanceof GantryError) || error.data.code !== 'FRAME') throw error;
    }
  });
  fc.assert(property, { numRuns: 20_000, interruptAfterTimeLimit: TIME_LIMIT_MS });
}

describe('bytes of any kind', () => {
  it('are frames or a FRAME error, in one chunk and in two', () => {
    const frames = bytesLike(
      recordedFrame('client', 'notify'),
      recordedFrame('binary-header', 'unregisterRequest'),
      Buffer.concat([recordedFrame('offset', 'minReply'), recordedFrame('offset', 'maxReply')]),
    );
    survives(frames, (bytes) => {
      const decoder = new FrameDecoder();
      const half = bytes.length >> 1;
      decoder.push(bytes.subarray(0, half));
      decoder.push(bytes.subarray(half));
      expect(decoder.bufferedBytes).toBeLessThanOrEqual(bytes.length);
    });
  });

  it('are messages or a FRAME error, whose every text can be read', () => {
    const lists = bytesLike(
      recordedCommand('retry', 'reply').body,
      recordedCommand('pull-4.9.7', 'reply').body,
    );
    survives(lists, (bytes) => {
      for (const { topic, bornHost, storeHost, offsetMsgId, keys } of decodeMessages(bytes, 'broker-a'))
        expect([topic, bornHost, storeHost, offsetMsgId, keys].map((text) => typeof text)).not.toContain(
          'undefined',
        );
    });
  });

  it('are loose JSON or a FRAME error', () => {
    const statistics = recordedCommand('admin-replies', 'consumeStatsReply').body;
    survives(bytesLike(statistics, Buffer.from('{"a":[1,{}],{"b":NaN}:"\\u2713"}')), parseLooseBody);
  });

  it('are a route, a heartbeat or a FRAME error', () => {
    const bodies = bytesLike(
      recordedCommand('route', 'bare-5.3.3').body,
      recordedCommand('client', 'consumerHeartbeat').body,
    );
    survives(bodies, (bytes) => {
      decodeTopicRoute(bytes);
      decodeHeartbeat(bytes);
    });
  });
});
