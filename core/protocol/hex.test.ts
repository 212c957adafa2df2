import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexBytes, hexNumber } from './hex.ts';

describe('hex', () => {
  it('is upper-case, two digits a byte', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hexBytes(bytes)).toBe(Buffer.from(bytes).toString('hex').toUpperCase());
      }),
    );
  });

  it('of a number has zeros in front, and is never cut', () => {
    expect([hexNumber(0, 4), hexNumber(0xabc, 4), hexNumber(0x12345, 4)]).toEqual(['0000', '0ABC', '12345']);
  });
});
