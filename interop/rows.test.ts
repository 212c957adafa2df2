import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Row, rowIn, rowsOf } from './rows.ts';

describe('a line', () => {
  it('is a row when it says what came of a behaviour', () => {
    expect(rowIn('ok\t12\tgo: Later')).toEqual({ name: 'go: Later', ok: true, ms: 12, reason: '' });
    expect(rowIn('FAIL\t3\ta\twhy')).toEqual({ name: 'a', ok: false, ms: 3, reason: 'why' });
    expect(rowIn('behaviours\t7')).toBeUndefined();
  });
});

it('tells of each row as it comes', async () => {
  const told: Row[] = [];
  const rows = await rowsOf(Readable.from('noise\nok\t1\ta\nFAIL\t2\tb\tc\n'), (row) => told.push(row));
  expect(rows.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(told).toEqual(rows);
});
