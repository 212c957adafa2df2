import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_FORMATS } from './body-format.ts';
import { bytesOfBody, textOfBody } from './body-text.ts';

describe('a body in another format', () => {
  it('is the same bytes, or refused', () => {
    const bodies = fc.oneof(
      fc.uint8Array({ maxLength: 80 }),
      fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(bodies, fc.constantFrom(...BODY_FORMATS), (bytes, format) => {
        const text = textOfBody(format, bytes);
        if (text === undefined) expect(Buffer.from(bytes).toString()).toContain('\ufffd');
        else expect(bytesOfBody(format, text)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('is written as hex in lines of sixteen, and read in any layout', () => {
    const bytes = Uint8Array.from({ length: 17 }, (_, at) => at);
    expect(textOfBody('hex', bytes)).toBe('00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\n10');
    expect(bytesOfBody('hex', 'Ff:00\t0a0B')).toEqual(Uint8Array.of(255, 0, 10, 11));
  });

  it.each([
    ['f', 1],
    ['ff g0', 3],
    ['f f', 1],
  ])('has a place for what is no hex: %j', (text, badAt) => {
    expect(bytesOfBody('hex', text)).toEqual({ badAt });
  });
});
