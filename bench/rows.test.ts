import { describe, expect, it } from 'vitest';
import { median, row } from './rows.ts';

describe('benchmark rows', () => {
  it('say above 1 for better, whichever way better is', () => {
    expect(row('frames', 'fps', 'high', [{ ours: 60, peer: 30 }]).ratio).toBe(2);
    expect(row('start', 'ms', 'low', [{ ours: 500, peer: 1_000 }]).ratio).toBe(2);
  });

  it('take the median of the pairs, not of the figures apart', () => {
    const runs = [
      { ours: 10, peer: 10 },
      { ours: 100, peer: 50 },
      { ours: 4, peer: 1 },
    ];
    expect(row('x', 'u', 'high', runs)).toMatchObject({ ours: 10, peer: 10, ratio: 2 });
    expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });
});
