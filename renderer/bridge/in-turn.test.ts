import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { InTurn } from './in-turn.ts';

let inTurn: InTurn;
const seen: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  inTurn = new InTurn();
  seen.length = 0;
});
afterEach(() => vi.useRealTimers());

const take = (turn: number | undefined, name: string): void => inTurn.take(turn, () => seen.push(name));

it('hands over at once what comes in its turn, or has none', () => {
  take(1, 'first');
  take(undefined, 'none');
  take(2, 'second');
  expect(seen).toEqual(['first', 'none', 'second']);
});

it('keeps back what comes before its turn', () => {
  take(3, 'third');
  take(2, 'second');
  expect(seen).toEqual([]);
  take(1, 'first');
  vi.advanceTimersByTime(0);
  take(4, 'fourth');
  vi.runAllTimers();
  expect(seen).toEqual(['first', 'second', 'third', 'fourth']);
});

it('lets whoever awaits an answer go on before the event after it is told', async () => {
  const answered = new Promise<void>((resolve) => {
    inTurn.take(2, () => seen.push('event'));
    inTurn.take(1, resolve);
  });
  await answered.then(() => undefined).then(() => seen.push('answer'));
  vi.runAllTimers();
  expect(seen).toEqual(['answer', 'event']);
});

it('goes on after a while without a turn that never comes', () => {
  take(2, 'second');
  take(3, 'third');
  vi.advanceTimersByTime(400);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(seen).toEqual(['second', 'third']);
  take(1, 'first');
  expect(seen).toEqual(['second', 'third', 'first']);
});
