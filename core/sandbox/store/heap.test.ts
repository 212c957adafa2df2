import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Heap } from './heap.ts';

it('gives its items back in order, also when more come meanwhile', () => {
  const steps = fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant('shift' as const)));
  fc.assert(
    fc.property(steps, (done) => {
      const heap = new Heap<number>((a, b) => a < b);
      const model: number[] = [];
      for (const step of done) {
        if (step === 'shift') expect(heap.shift()).toBe(model.shift());
        else {
          heap.push(step);
          model.push(step);
          model.sort((a, b) => a - b);
        }
        expect(heap.peek()).toBe(model[0]);
      }
    }),
  );
});
