import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json.ts';

describe('formatJson', () => {
  it('writes what JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(formatJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  it('keeps digits, order and repetitions', () => {
    expect(formatJson('{"id":12345678901234567890,"a":1.10,"a":[]}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "a": 1.10,\n  "a": []\n}',
    );
  });

  it('leaves invalid text alone', () => {
    expect(formatJson('{"a":}')).toBeUndefined();
  });
});
