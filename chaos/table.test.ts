import { expect, it } from 'vitest';
import { judge } from './judge.ts';
import { table } from './table.ts';

it('has a row for each lane under its heads, and what failed', () => {
  const verdict = judge({
    sent: [{ id: 0, kind: 'stored' }],
    inBroker: [{ id: 0, queue: 'q', queueOffset: 0 }],
    delivered: [],
  });
  const text = table([
    { lane: 'concurrent', verdict, complaints: [] },
    { lane: 'orderly', verdict, complaints: ['1 lost (first: 0)'] },
  ]);
  const rows = text.split('\n').map((line) => line.trim().split(/\s{2,}/));
  expect(rows.slice(0, 3)).toEqual([
    [
      'stored',
      'refused',
      'unknown',
      '(stored)',
      'not sent',
      'consumed',
      'lost',
      'duplicates',
      'stored twice',
      'out of order',
    ],
    ['concurrent', '1', '0', '0', '0', '0', '0', '1', '0', '0', '-'],
    ['orderly', '1', '0', '0', '0', '0', '0', '1', '0', '0', '0'],
  ]);
  expect(rows[3]).toEqual(['FAILED: 1 lost (first: 0)']);
});
