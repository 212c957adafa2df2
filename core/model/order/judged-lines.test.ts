import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judgeHandled, judgeStored, type OrderEvent } from './judge.ts';
import { JudgedLines } from './judged-lines.ts';

const plan = { keys: 3, messagesPerKey: 6, homes: [0, undefined, 1] };
const QUEUES = 3;
const anyEvents = fc.array(
  fc.record({
    key: fc.integer({ min: 0, max: 2 }),
    seq: fc.integer({ min: 1, max: 6 }),
    queue: fc.integer({ min: 0, max: QUEUES - 1 }),
  }),
  { maxLength: 30 },
);

it.each(['stored', 'handled'] as const)('%s: says after each event what judging all so far says', (side) => {
  const judge = side === 'stored' ? judgeStored : judgeHandled;
  fc.assert(
    fc.property(anyEvents, (events) => {
      const lines = new JudgedLines(plan, side, QUEUES);
      events.forEach((event, index) => {
        lines.add(event);
        expect(lines.judgement()).toEqual(judge(events.slice(0, index + 1), plan));
      });
    }),
  );
});

it('draws each queue alone, and tells what is late, away or there before', () => {
  const stored: OrderEvent[] = [
    { key: 0, seq: 2, queue: 0 },
    { key: 0, seq: 1, queue: 0 },
    { key: 0, seq: 1, queue: 0 },
    { key: 2, seq: 1, queue: 0 },
    { key: 2, seq: 2, queue: 1 },
  ];
  const lines = new JudgedLines(plan, 'stored', QUEUES);
  for (const event of stored) lines.add(event);
  expect(lines.lines).toEqual([
    {
      beads: [
        { key: 0, seq: 2 },
        { key: 0, seq: 1, after: 2 },
        { key: 0, seq: 1, duplicate: true },
        { key: 2, seq: 1, away: true },
      ],
      inversions: 1,
    },
    { beads: [{ key: 2, seq: 2 }], inversions: 0 },
    { beads: [], inversions: 0 },
  ]);
  expect(lines.queuesOf(2)).toEqual([0, 1]);
});
