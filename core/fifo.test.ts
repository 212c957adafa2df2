import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fifo } from './fifo.ts';

describe('Fifo', () => {
  it('keeps positions while it forgets the oldest', () => {
    const list = new Fifo<string>();
    expect(['a', 'b', 'c'].map((item) => list.push(item))).toEqual([0, 1, 2]);
    expect(list.shift()).toBe('a');
    expect(list.push('d')).toBe(3);
    expect([list.first, list.size]).toEqual([1, 3]);
    expect([0, 1, 2, 3, 4].map((position) => list.at(position))).toEqual([
      undefined,
      'b',
      'c',
      'd',
      undefined,
    ]);
  });

  it('answers like a plain list with dropped heads, however it is used', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 6_000, size: 'max' }), (pushes) => {
        const list = new Fifo<number>();
        const all: number[] = [];
        let first = 0;
        for (const isPush of pushes) {
          if (isPush) expect(list.push(all.length)).toBe(all.push(all.length) - 1);
          else if (first < all.length) expect(list.shift()).toBe(all[first++]);
          else expect(list.shift()).toBeUndefined();
        }
        expect([list.first, list.size]).toEqual([first, all.length - first]);
        for (let position = 0; position < all.length; position += 97) {
          expect(list.at(position)).toBe(position < first ? undefined : all[position]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
