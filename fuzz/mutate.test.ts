import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Change, changed, MAX_MUTANT_BYTES, mutantsOf } from './mutate.ts';

const SEED = Buffer.from('0123456789abcdef');
const OTHER = Buffer.from('other');
const hex = (...changes: Change[]) => changed(SEED, changes, OTHER).toString('latin1');

describe('changed', () => {
  it.each([
    ['a bit', [0, 1, 0], '0023456789abcdef'],
    ['a byte', [1, 2, 0x58], '01X3456789abcdef'],
    ['a field of four', [2, 1, 0], '0\0\0\0\x0056789abcdef'],
    ['an aligned field', [3, 6, 2], '0123\xff\xff\xff\xff89abcdef'],
    ['a field of two', [4, 0, 8], '\x80\x0023456789abcdef'],
    ['a field a little off', [5, 5, 5], '0123456889abcdef'],
    ['a missing end', [6, 3, 0], '012'],
    ['a missing part', [7, 3, 2], '01256789abcdef'],
    ['a doubled part', [8, 14, 1], '0123456789abcdeef'],
    ['something in between', [9, 1, 2], '0\x02\x02123456789abcdef'],
    ['another one', [10, 3, 2], '012her'],
  ] as [string, Change, string][])('%s', (_, change, expected) => {
    expect(hex(change)).toBe(expected);
  });

  it('takes any numbers on any bytes, and leaves its seeds alone', () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { maxLength: 30 });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), changes, (seed, list) => {
        const before = Buffer.from(seed);
        expect(changed(seed, list, SEED).length).toBeLessThanOrEqual(MAX_MUTANT_BYTES);
        expect(before.equals(seed)).toBe(true);
      }),
    );
    expect(SEED.toString()).toBe('0123456789abcdef');
  });
});

it('makes the same mutants of the same number', () => {
  const some = () => fc.sample(mutantsOf([SEED, OTHER]), { seed: 7, numRuns: 50 });
  expect(some()).toEqual(some());
  expect(new Set(some().map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBeGreaterThan(40);
});
