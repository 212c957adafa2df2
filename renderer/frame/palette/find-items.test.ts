import { expect, it } from 'vitest';
import { findItems, isMessageId, type PaletteGroup, type PaletteItem, paletteQuery } from './find-items.ts';

function item(group: PaletteGroup, label: string, more: Partial<PaletteItem> = {}): PaletteItem {
  return { id: `${group}-${label}`, group, label, run: () => undefined, ...more };
}

const ITEMS = [
  item('action', 'Send', { reason: 'Not connected' }),
  item('action', 'New draft'),
  item('action', 'Close tab'),
  item('place', 'Home'),
  item('topic', 'order-events'),
  item('topic', 'new-orders'),
  item('group', 'order-worker'),
  item('message', 'ORD-20931', { hint: 'order-events' }),
  item('recent', 'order-events'),
];

const found = (typed: string): string[] =>
  findItems(ITEMS, paletteQuery(typed)).map(({ group, label }) => `${group} ${label}`);

it('lists places, actions and recent work until something is typed', () => {
  expect(found('')).toEqual([
    'place Home',
    'action New draft',
    'action Close tab',
    'action Send',
    'recent order-events',
  ]);
});

it('finds every word anywhere, in group order', () => {
  expect(found('order')).toEqual([
    'topic order-events',
    'topic new-orders',
    'group order-worker',
    'message ORD-20931',
    'recent order-events',
  ]);
  expect(found('ev ord')).toEqual(['topic order-events', 'message ORD-20931', 'recent order-events']);
});

it.each([
  ['>', ['action New draft', 'action Close tab', 'action Send']],
  ['> new', ['action New draft']],
  ['#', ['topic order-events', 'topic new-orders']],
  ['#new', ['topic new-orders']],
  ['@order', ['group order-worker']],
])('%s limits the list', (typed, labels) => {
  expect(found(typed)).toEqual(labels);
});

it('lists what cannot be done, last', () => {
  expect(found('>')).toContain('action Send');
  expect(found('> e').at(-1)).toBe('action Send');
});

it('shows five of a group among others, and all of them alone', () => {
  const many = Array.from({ length: 20 }, (_, n) => item('topic', `topic-${n}`));
  expect(findItems(many, paletteQuery('topic'))).toHaveLength(5);
  expect(findItems(many, paletteQuery('#topic'))).toHaveLength(20);
});

it.each([
  ['7F00000100002A9F18B4C8D20A410001', true],
  [' 7f00000100002a9f0000000000012345 ', true],
  ['ORD-20931', false],
  ['7F00000100002A9F', false],
])('%s is a message id: %s', (typed, is) => {
  expect(isMessageId(typed)).toBe(is);
});
