import { expect, it } from 'vitest';
import { fakeOperations } from '../../../testing/fake-operations.ts';
import { bestMatch, findOperations, type Group } from './find-operations.ts';

const view = fakeOperations();

it('lists enums first, then functions by group', () => {
  expect(findOperations(view, '').map(({ group }) => group)).toEqual([
    'status',
    'message',
    'producer',
    'push consumer',
    'other',
  ]);
});

it('leaves out groups in which nothing is found', () => {
  expect(findOperations(view, 'sendmessage')).toMatchObject([
    { group: 'producer', entries: [{ name: 'SendMessageOrderly' }, { name: 'SendMessageSync' }] },
  ]);
});

it.each([
  ['subscribe', 'Subscribe'],
  ['sub', 'SubscribeAgain'],
  ['push', 'CreatePushConsumer'],
  ['tags', 'CreatePushConsumer'],
])('takes %s for %s', (typed, name) => {
  const entry = (known: string) => ({ name: known, words: '' });
  const groups: Group[] = [
    {
      group: 'push consumer',
      entries: [entry('CreatePushConsumer'), entry('SubscribeAgain'), entry('Subscribe')],
    },
  ];
  expect(bestMatch(groups, typed)).toBe(name);
});
