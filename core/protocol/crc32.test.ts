import { Buffer } from 'node:buffer';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyCrc, crc32 } from './crc32.ts';

describe('CRC-32', () => {
  it('matches the known vectors', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
    expect(crc32(Buffer.from('a'))).toBe(3_904_355_907);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });

  it('loses its sign bit as the CRC of a body', () => {
    expect(bodyCrc(Buffer.from('a'))).toBe(1_756_872_259);
    expect(bodyCrc(Buffer.from('Hello RocketMQ'))).toBe(1_774_740_973);
  });

  it('agrees with zlib on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(crc32(bytes)).toBe(zlibCrc32(bytes));
      }),
    );
  });
});
