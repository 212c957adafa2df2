import { expect, it, vi } from 'vitest';
import type { MessageRow } from '../../../../core/model/consume.ts';
import type { ActEntry } from '../../../components/menu.tsx';
import { text } from '../../../i18n/i18n.ts';
import type { Decider } from '../decision-rules.ts';
import { levelEntries } from './level-entries.ts';

const consumer: Decider = {
  group: 'payment-worker',
  retryMaxTimes: 16,
  listener: 'concurrent',
  model: 'clustering',
};
const row = (attempt: number, patch: Partial<MessageRow> = {}): MessageRow =>
  ({ seq: attempt, state: 'held', attempt, ...patch }) as MessageRow;

function entries(rows: MessageRow[], patch: Partial<Decider> = {}, disabledReason?: string) {
  const run = vi.fn();
  const all = levelEntries({
    rows,
    consumer: { ...consumer, ...patch },
    levels: undefined,
    disabledReason,
    t: text,
    run,
  });
  const items = all.filter((entry): entry is Extract<ActEntry, { kind: 'item' }> => entry.kind === 'item');
  return { items, run };
}

it('says where a row goes at each level, and the dead letters last', () => {
  const { items, run } = entries([row(2)]);
  expect(items[4]?.label).toBe('Later at level 5 (1 m), as attempt 3 of 17');
  expect([items.length, items.at(-1)?.label]).toEqual([19, 'To %DLQ%payment-worker now']);
  items[4]?.run();
  items.at(-1)?.run();
  expect(run.mock.calls).toEqual([[{ decision: 'later', level: 5 }], [{ decision: 'deadLetter' }]]);
});

it('names no attempt for rows of several', () => {
  expect(entries([row(1), row(2)]).items[0]?.label).toBe('Later at level 1 (1 s)');
});

it('is one line with the reason where no level can be chosen', () => {
  const orderly = entries([row(1)], { listener: 'orderly' }).items;
  expect(orderly.map(({ label, reason }) => [label, reason])).toEqual([
    ['Later at a level', 'an orderly consumer keeps it in its place'],
    ['To %DLQ%payment-worker now', 'an orderly consumer keeps it in its place'],
  ]);
  expect(entries([row(1)], { model: 'broadcasting' }).items[0]?.reason).toMatch(/broadcasting group/);
  expect(entries([row(1, { direct: true })]).items[1]?.disabled).toBe(true);
  const [last, deadLetter] = entries([row(17)]).items;
  expect([last?.disabled, deadLetter?.disabled]).toEqual([true, undefined]);
  expect(entries([row(1)], {}, 'stopped').items[0]?.reason).toBe('stopped');
});
