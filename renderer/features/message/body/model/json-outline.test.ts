import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonOutline, type TreeLine } from './json-outline.ts';

function outlineOf(text: string): JsonOutline {
  const outline = JsonOutline.parse(text);
  if (!(outline instanceof JsonOutline)) throw new Error(`bad at ${outline.badAt}`);
  return outline;
}

const linesOf = (outline: JsonOutline): TreeLine[] => outline.lines(0, outline.count);

/** Values below the root, those of objects and arrays included. */
function countBelow(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + 1 + countBelow(member), 0);
}

describe('JsonOutline', () => {
  it('has a line for every value, as JSON.parse counts them', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const value: unknown = JSON.parse(text);
        // A member named __proto__ is none of the object JSON.parse makes.
        fc.pre(!text.includes('__proto__'));
        expect(outlineOf(text).count).toBe(Math.max(1, countBelow(value)));
      }),
    );
  });

  it('accepts exactly what JSON.parse accepts', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '1',
      '-',
      '01',
      'null',
      ' ',
      '"',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        let valid = true;
        try {
          JSON.parse(text);
        } catch {
          valid = false;
        }
        expect(JsonOutline.parse(text) instanceof JsonOutline).toBe(valid);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps the spelling of numbers, strings and names', () => {
    const lines = linesOf(outlineOf('{"id":12345678901234567890,"amount":1.50,"e":1E+2,"a\\u0062":"x\\n"}'));
    expect(lines.map(({ name, value }) => [name, value])).toEqual([
      ['id', '12345678901234567890'],
      ['amount', '1.50'],
      ['e', '1E+2'],
      ['a\\u0062', '"x\\n"'],
    ]);
  });

  it('tells levels and sizes, and numbers items from 0', () => {
    const lines = linesOf(outlineOf('{"items":[{"sku":"A"},{}],"n":null}'));
    expect(lines.map(({ level, name, kind, size, value }) => [level, name, kind, size ?? value])).toEqual([
      [1, 'items', 'array', 2],
      [2, '0', 'object', 1],
      [3, 'sku', 'string', '"A"'],
      [2, '1', 'object', 0],
      [1, 'n', 'word', 'null'],
    ]);
  });

  it('folds what is inside and remembers inner folds', () => {
    const outline = outlineOf('{"a":{"b":{"c":1}},"d":2}');
    const names = (): unknown[] => linesOf(outline).map(({ name, open }) => [name, open]);
    outline.toggle(2);
    outline.toggle(1);
    expect(names()).toEqual([
      ['a', false],
      ['d', undefined],
    ]);
    outline.toggle(1);
    expect(names()).toEqual([
      ['a', true],
      ['b', false],
      ['d', undefined],
    ]);
  });

  it('has one line for an empty object or a lone value', () => {
    expect(linesOf(outlineOf('{}'))).toEqual([{ node: 0, level: 1, kind: 'object', size: 0, open: true }]);
    expect(linesOf(outlineOf(' 7 '))).toEqual([{ node: 0, level: 1, kind: 'number', value: '7' }]);
  });

  it('says where text goes wrong', () => {
    expect(JsonOutline.parse('{"a":1,}')).toEqual({ badAt: 7 });
    expect(JsonOutline.parse('[1 2]')).toEqual({ badAt: 3 });
    expect(JsonOutline.parse('{"a" 1}')).toEqual({ badAt: 5 });
  });

  it('goes as deep as a text does', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect(outlineOf(deep).count).toBe(99_999);
  });
});
