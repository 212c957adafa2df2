import { expect, it } from 'vitest';
import { eachInTurns, ITEMS_A_TURN } from './in-turns.ts';

it('runs over all items in their order, and lets others run after every so many', async () => {
  const items = Array.from({ length: 2 * ITEMS_A_TURN + 1 }, (_, at) => at);
  const seen: number[] = [];
  const seenByOthers: number[] = [];
  const work = eachInTurns(items, (item) => seen.push(item));
  const look = (): void => {
    seenByOthers.push(seen.length);
    if (seen.length < items.length) setImmediate(look);
  };
  look();
  await work;
  expect(seen).toEqual(items);
  expect(seenByOthers).toEqual(expect.arrayContaining([ITEMS_A_TURN, 2 * ITEMS_A_TURN]));
});
