import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from './base64.ts';

describe('Base64', () => {
  it('writes what Node writes and reads it back, also across pieces', () => {
    const sizes = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.uint8Array({ minLength: 8_180, maxLength: 8_200 }),
    );
    fc.assert(
      fc.property(sizes, (bytes) => {
        const text = encodeBase64(bytes);
        expect(text).toBe(Buffer.from(bytes).toString('base64'));
        expect(decodeBase64(text)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it('lets blanks pass', () => {
    expect(decodeBase64(' aGk\n= ')).toEqual(new Uint8Array(Buffer.from('hi')));
  });

  it.each([
    ['aG-k', 2],
    ['aG=k', 3],
    ['aGk', 3],
    ['aGk==', 5],
    ['a===', 4],
    ['aGl=', 4],
  ])('refuses %j at %i', (text, badAt) => {
    expect(decodeBase64(text)).toEqual({ badAt });
  });
});
