import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeValue, encodeValue } from './codec.ts';

describe('codec', () => {
  it('carries bytes at any depth, Buffers included, beside plain values', () => {
    const value = {
      id: 7,
      draft: { body: new Uint8Array([0, 255, 10]), list: [Buffer.from('订单'), null, 'x'] },
    };
    const decoded = decodeValue(encodeValue(value)) as typeof value;
    expect([...decoded.draft.body]).toEqual([0, 255, 10]);
    expect(Buffer.from(decoded.draft.list[0] as Uint8Array).toString()).toBe('订单');
    expect(decoded).toMatchObject({ id: 7, draft: { list: [expect.anything(), null, 'x'] } });
  });

  it('returns whatever JSON returns when there are no bytes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(decodeValue(encodeValue(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses lengths that do not fit, instead of reading beyond', () => {
    const frame = encodeValue({ body: new Uint8Array([1, 2, 3]) });
    expect(() => decodeValue(frame.subarray(0, frame.length - 1))).toThrow('bytes beyond frame');
    expect(() => decodeValue(frame.subarray(0, 3))).toThrow('frame too short');
    expect(() => decodeValue(new Uint8Array([255, 0, 0, 0, 1]))).toThrow('json length beyond frame');
    const forged = encodeValue({ body: { $bytes: [-1, 2] } });
    expect(() => decodeValue(forged)).toThrow('bytes beyond frame');
  });
});
