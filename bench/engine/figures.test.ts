import { describe, expect, it } from 'vitest';
import { quantile, readFigures } from './figures.ts';

describe('the answer of a side', () => {
  it('is figures', () => {
    expect(readFigures('{"perSecond":1200.5,"cpuUs":14}')).toEqual({ perSecond: 1200.5, cpuUs: 14 });
  });

  it('throws what went wrong there', () => {
    expect(() => readFigures('{"error":"3 of 10 were not stored"}')).toThrow('3 of 10 were not stored');
  });

  it.each(['nonsense', 'null', '{"perSecond":"many"}', '{"perSecond":null}'])('is not %s', (line) => {
    expect(() => readFigures(line)).toThrow();
  });
});

describe('quantile', () => {
  it('is the value that so many lie below', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 0.99)]).toEqual([1, 51, 100]);
    expect(quantile([7], 0.99)).toBe(7);
  });
});
