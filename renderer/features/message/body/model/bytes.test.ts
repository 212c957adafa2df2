import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexDump, hexLine, hexLineCount } from './hex.ts';
import { invalidUtf8Bytes } from './utf8.ts';

describe('invalidUtf8Bytes', () => {
  it('finds none in what an encoder made', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = new TextDecoder().decode(bytes);
        expect(invalidUtf8Bytes(new TextEncoder().encode(text))).toBe(0);
      }),
    );
  });

  it('finds some exactly where a strict decoder refuses', () => {
    const refuses = (bytes: Uint8Array): boolean => {
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        return false;
      } catch {
        return true;
      }
    };
    const leads = fc.constantFrom(
      0x41,
      0x80,
      0xbf,
      0xc0,
      0xc2,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xa0,
      0x9f,
      0x90,
    );
    fc.assert(
      fc.property(fc.array(leads, { maxLength: 8 }), (list) => {
        const bytes = new Uint8Array(list);
        expect(invalidUtf8Bytes(bytes) > 0).toBe(refuses(bytes));
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts bytes: overlong forms, surrogates, a cut end', () => {
    expect(invalidUtf8Bytes(new Uint8Array([0xff, 0x41, 0xfe]))).toBe(2);
    expect(invalidUtf8Bytes(new Uint8Array([0xc0, 0xaf]))).toBe(2);
    expect(invalidUtf8Bytes(new Uint8Array([0xed, 0xa0, 0x80]))).toBe(3);
    expect(invalidUtf8Bytes(new Uint8Array([0xe8, 0xae]))).toBe(2);
  });
});

describe('hexDump', () => {
  it('gives offset, eight bytes and their ASCII a line', () => {
    const bytes = new TextEncoder().encode('{"paid":1\n');
    expect(hexDump(bytes)).toBe(
      '00000000  7b 22 70 61 69 64 22 3a  {"paid":\n00000008  31 0a                    1.',
    );
    expect(hexLineCount(bytes)).toBe(2);
    expect(hexLine(bytes, 1)).toEqual({ offset: '00000008', hex: '31 0a'.padEnd(23), ascii: '1.' });
  });
});
