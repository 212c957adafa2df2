import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from './format-json.ts';
import { findJsonError, lineAndColumn } from './scan.ts';

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('findJsonError', () => {
  it('agrees with JSON.parse on valid, damaged and arbitrary text', () => {
    const damaged = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', '1', 'x', '\\', '\n'))
      .map(
        ([json, at, put]) =>
          json.slice(0, at % (json.length + 1)) + put + json.slice((at % (json.length + 1)) + 1),
      );
    const pieces = fc.array(fc.constantFrom('{', '}', '[', ']', ',', ':', '"a"', '-1.5e3', 'null', ' '));
    const texts = fc.oneof(
      fc.json(),
      damaged,
      fc.string(),
      pieces.map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(findJsonError(text) === undefined).toBe(parses(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['{\n  "a": 1,\n}', 3, 1],
    ['{"a" 1}', 1, 6],
    ['[1, 02]', 1, 6],
    ['{"a": ', 1, 7],
    ['{"a": "b\n"}', 1, 7],
    ['{} x', 1, 4],
  ])('points at the place in %j', (text, line, column) => {
    expect(lineAndColumn(text, findJsonError(text) ?? -1)).toEqual({ line, column });
  });
});

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
