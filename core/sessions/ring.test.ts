import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ring } from './ring.ts';

describe('Ring', () => {
  it('keeps positions while it forgets the oldest', () => {
    const ring = new Ring<string>();
    expect(['a', 'b', 'c'].map((item) => ring.push(item))).toEqual([0, 1, 2]);
    expect(ring.shift()).toBe('a');
    expect(ring.push('d')).toBe(3);
    expect([ring.first, ring.size]).toEqual([1, 3]);
    expect([0, 1, 2, 3, 4].map((position) => ring.at(position))).toEqual([
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
        const ring = new Ring<number>();
        const all: number[] = [];
        let first = 0;
        for (const isPush of pushes) {
          if (isPush) expect(ring.push(all.length)).toBe(all.push(all.length) - 1);
          else if (first < all.length) expect(ring.shift()).toBe(all[first++]);
          else expect(ring.shift()).toBeUndefined();
        }
        expect([ring.first, ring.size]).toEqual([first, all.length - first]);
        for (let position = 0; position < all.length; position += 97) {
          expect(ring.at(position)).toBe(position < first ? undefined : all[position]);
        }
      }),
      { numRuns: 30 },
    );
  });
});
