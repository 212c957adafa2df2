import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCondition } from './parse.ts';

/** As interop/java/Filters.java sends them; what a real broker says there is expected here. */
const MESSAGES = new Map([
  ['five', { TAGS: 'TagA', a: '5', s: 'x', b: 'true' }],
  ['ten', { TAGS: 'TagB', a: '10', s: "it's", b: 'false' }],
  ['half', { TAGS: 'TagB', a: '2.5', s: 'xyz' }],
  ['text', { TAGS: 'TagB', a: 'word', s: '10', b: 'TRUE' }],
  ['bare', { TAGS: 'TagB', other: '1' }],
]);

const CONDITIONS: readonly [condition: string, matches: string][] = [
  ['a = 5', 'five'],
  ["a = '10'", 'ten'],
  ['a > 5', 'ten'],
  ['a >= 5 AND a <= 10', 'five ten'],
  ['a > 2.0', 'five half ten'],
  ['a > 2e0', 'five half ten'],
  ['a BETWEEN 5 AND 10', 'five ten'],
  ['a NOT BETWEEN 2.0 AND 6.0', 'ten'],
  ["s = '10' OR a < 3.5", 'half text'],
  ["a < 3.5 OR s = '10'", 'half'],
  ['a < s', ''],
  ['-5 < a', 'five ten'],
  ['+5 < a', 'ten'],
  ['a > -1.5', 'five half ten'],
  ["s = 'it''s'", 'ten'],
  ["s <> 'x'", 'half ten text'],
  ["s IN ('x', 'xyz')", 'five half'],
  ["s NOT IN ('x', 'xyz')", 'ten text'],
  ['s IS NULL', 'bare'],
  ['s IS NOT NULL AND a IS NOT NULL', 'five half ten text'],
  ['b = TRUE', 'five text'],
  ['b = false', 'ten'],
  ['b <> TRUE', 'ten'],
  ['TRUE = b', ''],
  ['b', ''],
  ['NOT (a = 5)', 'ten'],
  ['NOT (a = 5.0)', 'half ten'],
  ['NOT a = 5', ''],
  ["s CONTAINS 'y'", 'half'],
  ["s STARTSWITH 'x'", 'five half'],
  ["s NOT ENDSWITH 'z'", 'five ten text'],
  ["s CONTAINS ''", ''],
  ["TAGS = 'TagA'", 'five'],
  ['missing = 1', ''],
  ["missing IS NULL AND s = 'x'", 'five'],
  ['a = 5 /* five */ AND TRUE', 'five'],
  ['a = 5 -- five\nAND TRUE', 'five'],
  ["a = 5 s = 'y'", 'five'],
  ['a = 5 NOT s', 'five'],
  ['a < 3000000000', 'five ten'],
  ['5 = 5.0', 'bare five half ten text'],
  ['TRUE', 'bare five half ten text'],
];

const ILLEGAL = [
  'a >',
  'a = 5 AND',
  '(a = 5',
  'a IN (5, 6)',
  "'a' IN ('a')",
  "a > 'x'",
  'a > TRUE',
  'a BETWEEN 9 AND 3',
  '5',
  'a ~ 5',
  "'x",
  'a > 0.0',
  'NULL = a',
  'TRUE = 5',
  'a = 9223372036854775808',
  '',
];

function matchesOf(text: string): string {
  const condition = parseCondition(text);
  const isMatched = (properties: object): boolean => {
    try {
      return condition.evaluate(new Map(Object.entries(properties))) === true;
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      return false;
    }
  };
  const matched = [...MESSAGES].flatMap(([name, properties]) => (isMatched(properties) ? [name] : []));
  return matched.sort().join(' ');
}

describe('a condition', () => {
  it.each(CONDITIONS)('%s', (condition, matches) => {
    expect(matchesOf(condition)).toBe(matches);
  });

  it.each(ILLEGAL)('is not: %s', (text) => {
    expect(() => parseCondition(text)).toThrow(/./);
  });

  it('is read or refused, whatever the text', () => {
    const words = ['a', '5', '1.5', "'x'", 'TRUE', 'NULL', 'IS', 'NOT', 'AND', 'OR', 'IN', 'BETWEEN'];
    const signs = ['=', '<>', '<', '>=', '(', ')', ',', '-', '+', 'CONTAINS', '/*', "'", '~'];
    const texts = fc.array(fc.constantFrom(...words, ...signs), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (parts) => {
        try {
          parseCondition(parts.join(' ')).evaluate(new Map([['a', '5']]));
        } catch (error) {
          expect(error instanceof SyntaxError || error instanceof RangeError).toBe(true);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
