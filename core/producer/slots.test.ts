import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Slots } from './slots.ts';

describe('slots', () => {
  it('hold what was added and not removed, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat())), (steps) => {
        const slots = new Slots<{ number: number }>();
        const there = new Map<number, { number: number }>();
        steps.forEach((remove, number) => {
          const taken = [...there.keys()];
          const victim = remove === null ? undefined : taken[remove % taken.length];
          if (victim === undefined) {
            const item = { number };
            there.set(slots.add(item), item);
          } else {
            slots.remove(victim);
            there.delete(victim);
          }
          expect(slots.size).toBe(there.size);
          expect(new Set(slots.all())).toEqual(new Set(there.values()));
        });
      }),
    );
  });

  it('are used again', () => {
    const slots = new Slots<string[]>();
    const first = slots.add([]);
    slots.remove(first);
    expect(slots.add([])).toBe(first);
  });
});
