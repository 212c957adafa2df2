import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberTable } from './number-table.ts';

describe('NumberTable', () => {
  it('is as a Map, whatever is set and deleted', () => {
    const change = fc.record({ number: fc.nat(5_000), value: fc.option(fc.integer(), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const table = new NumberTable<number>();
        const map = new Map<number, number>();
        for (const { number, value } of changes) {
          if (value === undefined) {
            table.delete(number);
            map.delete(number);
          } else {
            table.set(number, value);
            map.set(number, value);
          }
          expect(table.get(number)).toBe(map.get(number));
        }
        expect(table.size).toBe(map.size);
        expect([...table.values()].sort()).toEqual([...map.values()].sort());
      }),
    );
  });

  it('gives its values in the order of their numbers, over the edges of blocks', () => {
    const table = new NumberTable<number>();
    for (let number = 1; number <= 3_000; number++) table.set(number, number);
    for (let number = 1; number <= 1_500; number++) table.delete(number);
    expect([...table.values()]).toEqual(Array.from({ length: 1_500 }, (_, at) => at + 1_501));
  });
});
