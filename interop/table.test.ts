import { describe, expect, it } from 'vitest';
import { countOf, tableOf } from './table.ts';

const row = (name: string, ok = true) => ({ name, ok, ms: 1, reason: '' });
const legs = [
  { title: 'real', rows: [row('b'), row('a || b'), row('c')] },
  { title: 'sandbox', rows: [row('a || b'), row('b', false)] },
];

describe('counts', () => {
  it('have each behaviour once, failed where one leg failed it or did not come to it', () => {
    expect(countOf(legs)).toEqual({ passed: 1, failed: 2 });
    expect(countOf(legs.slice(0, 1))).toEqual({ passed: 3, failed: 0 });
  });
});

describe('the table', () => {
  it('has a row for each behaviour and a column for each leg', () => {
    const lines = tableOf(legs).split('\n');
    expect(lines).toContain('| behaviour | real | sandbox |');
    expect(lines).toContain('| a \\|\\| b | passed | passed |');
    expect(lines).toContain('| b | passed | **failed** |');
    expect(lines).toContain('| c | passed | **failed** |');
    expect(lines).toContain('| passed | 3 of 3 | 1 of 3 |');
  });
});
