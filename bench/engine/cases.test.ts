import { describe, expect, it } from 'vitest';
import { CASES, quick } from './cases.ts';

describe('the cases', () => {
  it('give the rows that are quoted by name', () => {
    const names = CASES.flatMap(({ rows }) => rows.map(({ name }) => name));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['sync 1', 'sync 16', 'sync 64', 'async 256', 'batch 32', 'consume', 'start to first'],
        ...['end-to-end p50', 'end-to-end p99'],
        ...['cpu sync 16', 'cpu async 256', 'cpu batch 32', 'cpu consume'],
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('are smaller when quick, and warm up all the same', () => {
    for (const full of CASES) {
      const { count, warmUpCount } = quick(full);
      expect(count).toBeLessThanOrEqual(full.count);
      expect(Math.min(count, warmUpCount)).toBeGreaterThanOrEqual(2_000);
    }
  });
});
