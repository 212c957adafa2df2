import { expect, it } from 'vitest';
import { percentile } from './percentile.ts';

it('is the value that so many are below', () => {
  const values = Array.from({ length: 100 }, (_, n) => 100 - n);
  expect([0, 0.5, 0.95, 1].map((share) => percentile(values, share))).toEqual([1, 51, 96, 100]);
  expect(percentile([], 0.5)).toBeNaN();
});
