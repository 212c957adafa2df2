import { describe, expect, it } from 'vitest';
import { firstCause, type OrderFindings } from './cause.ts';
import { judgeHandled, judgeStored, type OrderEvent } from './judge.ts';
import { ORDER_PRESETS } from './presets.ts';
import { type OrderScenario, placeOf } from './scenario.ts';

const one = { ...ORDER_PRESETS.kept.scenario, keys: 1, messagesPerKey: 3 };
const at = (...places: [seq: number, queue: number][]): OrderEvent[] =>
  places.map(([seq, queue]) => ({ key: 0, seq, queue }));
const inOrder = at([1, 0], [2, 0], [3, 0]);

/** One key whose home is queue 0, of two queues. */
function causeOf(
  change: Partial<OrderScenario>,
  { copies = inOrder, handled = inOrder, retried = [] as number[], putOff = [] as number[], queues = 2 } = {},
) {
  const scenario = { ...one, ...change };
  const plan = { keys: 1, messagesPerKey: 3, homes: [scenario.send === 'orderly' ? 0 : undefined] };
  const attempts = new Uint8Array(3).fill(1);
  const failed = new Uint8Array(3);
  for (const seq of retried) attempts[placeOf({ key: 0, seq }, 1)] = 2;
  for (const seq of putOff) failed[placeOf({ key: 0, seq }, 1)] = 1;
  const findings: OrderFindings = {
    scenario,
    queues,
    copies,
    stored: judgeStored(copies, plan),
    handled,
    handledAs: judgeHandled(handled, plan),
    attempts,
    failed,
  };
  return firstCause(findings);
}

const late = at([2, 0], [1, 0], [3, 0]);
const message = { key: 0, seq: 1 };
const after = { key: 0, seq: 2 };

describe('firstCause', () => {
  it('has nothing to say of a kept order, but tells order from chance', () => {
    expect(causeOf({})).toEqual({ kind: 'kept' });
    expect(causeOf({ send: 'plain' })).toMatchObject({ kind: 'keptByChance', remedy: { control: 'send' } });
    expect(causeOf({ send: 'plain' }, { queues: 1 })).toEqual({ kind: 'kept' });
  });

  it('finds why copies are where they are', () => {
    const moved = at([1, 0], [2, 1], [3, 0]);
    expect(causeOf({}, { copies: moved, retried: [2] })).toEqual({
      kind: 'retryMoved',
      message: after,
      remedy: { control: 'retryQueue', to: 'same' },
    });
    expect(causeOf({}, { copies: moved })).toMatchObject({ kind: 'queuesChanged' });
    expect(causeOf({ send: 'plain' }, { copies: moved })).toMatchObject({ kind: 'plainSends', count: 2 });
  });

  it('finds why a copy is behind a later one', () => {
    const remedy = { control: 'sendConcurrency', to: 1 };
    expect(causeOf({ sendConcurrency: 4 }, { copies: late, retried: [1] })).toEqual({
      kind: 'retryBehind',
      message,
      after,
      remedy,
    });
    expect(causeOf({ sendConcurrency: 4 }, { copies: late })).toEqual({
      kind: 'sendsOvertook',
      message,
      after,
      remedy,
    });
    expect(causeOf({}, { copies: late })).toEqual({ kind: 'unknown', message, after });
  });

  it('says what is missing, and which control brings it', () => {
    const copies = at([1, 0], [3, 0]);
    expect(causeOf({}, { copies })).toEqual({ kind: 'notStored', count: 1 });
    expect(causeOf({ fault: 'closed' }, { copies })).toMatchObject({ remedy: { control: 'retries', to: 3 } });
    expect(causeOf({ fault: 'closed', retries: 2 }, { copies })).toMatchObject({
      remedy: { control: 'fault', to: 'none' },
    });
    expect(causeOf({}, { handled: copies })).toEqual({ kind: 'notHandled', count: 1 });
  });

  it('finds why a message was handled late', () => {
    const concurrent = { listener: 'concurrent', threads: 4 } as const;
    expect(causeOf(concurrent, { handled: late })).toEqual({
      kind: 'threads',
      message,
      after,
      count: 4,
      remedy: { control: 'threads', to: 1 },
    });
    expect(causeOf({ ...concurrent, failEvery: 2 }, { handled: late })).toMatchObject({
      kind: 'threads',
      remedy: { control: 'listener', to: 'orderly' },
    });
    expect(causeOf({ ...concurrent, failEvery: 2 }, { handled: late, putOff: [1] })).toMatchObject({
      kind: 'failedOnce',
      remedy: { control: 'listener', to: 'orderly' },
    });
  });
});
