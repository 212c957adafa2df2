import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineAndColumn } from '../line-and-column.ts';
import { findJsonError } from './tokens.ts';

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
