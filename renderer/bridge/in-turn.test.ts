import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Turned } from '../../core/contract/bridge.ts';
import { InTurn } from './in-turn.ts';

let inTurn: InTurn;
const seen: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  inTurn = new InTurn();
  seen.length = 0;
});
afterEach(() => vi.useRealTimers());

const event = (turn: number | undefined, name: string): void => inTurn.tell(turn, () => seen.push(name));

/** Some turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A call that is under way; what it returns brings its answer. */
function ask(name: string): (turn?: number) => Promise<void> {
  let answer: (answer: Turned) => void = () => undefined;
  const call = new Promise<Turned>((resolve) => {
    answer = resolve;
  });
  // As callers do: some awaits stand between the answer and what it changes.
  void inTurn.ask(call).then(async () => {
    await Promise.resolve();
    seen.push(name);
  });
  return async (turn) => {
    answer(turn === undefined ? {} : { turn });
    await settle();
  };
}

it('hands over at once what comes in its turn, or has none', async () => {
  const answer = ask('answer');
  event(1, 'first');
  event(undefined, 'none');
  expect(seen).toEqual(['first', 'none']);
  await answer(2);
  event(3, 'third');
  expect(seen).toEqual(['first', 'none', 'answer', 'third']);
});

it('keeps an event back until the answer before it was taken up, and an answer until the events before it', async () => {
  const [first, second] = [ask('first'), ask('second')];
  event(2, 'event 2');
  event(3, 'event 3');
  await second(5);
  expect(seen).toEqual([]);
  await first(1);
  expect(seen).toEqual(['first', 'event 2', 'event 3']);
  event(4, 'event 4');
  await settle();
  expect(seen).toEqual(['first', 'event 2', 'event 3', 'event 4', 'second']);
});

it('goes on after a while without a turn that never comes', async () => {
  const late = ask('late');
  event(2, 'second');
  event(3, 'third');
  vi.advanceTimersByTime(400);
  expect(seen).toEqual([]);
  vi.advanceTimersByTime(200);
  expect(seen).toEqual(['second', 'third']);
  await late(1);
  expect(seen).toEqual(['second', 'third', 'late']);
});

it('does not wait longer for it because more comes', async () => {
  ask('never');
  for (let turn = 2; turn < 12; turn++) {
    event(turn, `event ${turn}`);
    vi.advanceTimersByTime(100);
  }
  expect(seen).toHaveLength(10);
});

it('waits for nothing when no call is under way: somebody else asked', async () => {
  event(2, 'second');
  expect(seen).toEqual(['second']);
  const answer = ask('answer');
  event(5, 'fifth');
  await answer(3);
  expect(seen).toEqual(['second', 'answer', 'fifth']);
});

it('throws what the call throws, and goes on', async () => {
  event(1, 'first');
  const failed = inTurn.ask(Promise.reject(new Error('could not be cloned')));
  event(3, 'third');
  await expect(failed).rejects.toThrow('cloned');
  await settle();
  expect(seen).toEqual(['first', 'third']);
});
