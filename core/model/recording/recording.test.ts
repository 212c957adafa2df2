import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../send.ts';
import { type Compared, differencesOf, factOf, outOfOrder, type StoredFact } from './differences.ts';
import { Pace } from './pace.ts';

const stored = (queueId: number, queueOffset: number, brokerName = 'a'): StoredFact => ({
  state: 'stored',
  status: 'SEND_OK',
  place: { brokerName, queueId, queueOffset },
});
const compared = (recorded: StoredFact, replayed: StoredFact): Compared => ({
  at: 0,
  topic: 't',
  key: 'k',
  recorded,
  replayed,
});
const differences = (recorded: StoredFact, replayed: StoredFact, sameBrokers = true) =>
  differencesOf(compared(recorded, replayed), sameBrokers);

describe('what differs of one message', () => {
  it('is nothing when it is stored in the same queue, wherever there', () => {
    expect(differences(stored(1, 5), stored(1, 900))).toEqual([]);
  });

  it('is its queue; names of brokers count only where they mean the same', () => {
    expect(differences(stored(1, 5), stored(2, 5))).toEqual(['queue']);
    expect(differences(stored(1, 5), stored(1, 5, 'b'))).toEqual(['queue']);
    expect(differences(stored(1, 5), stored(1, 5, 'b'), false)).toEqual([]);
  });

  it('is missing, extra, or stored by another status', () => {
    const unconfirmed: StoredFact = { ...stored(1, 5), state: 'unconfirmed', status: 'FLUSH_DISK_TIMEOUT' };
    expect(differences(stored(1, 5), { state: 'notStored' })).toEqual(['missing']);
    expect(differences({ state: 'notSent' }, stored(1, 5))).toEqual(['extra']);
    expect(differences(stored(1, 5), unconfirmed)).toEqual(['status']);
    expect(differences({ state: 'notStored' }, { state: 'notSent' })).toEqual([]);
  });

  it('is unknown where nobody answered: never missing', () => {
    expect(differences(stored(1, 5), { state: 'noAnswer' })).toEqual(['unknown']);
    expect(differences({ state: 'noAnswer' }, { state: 'notStored' })).toEqual(['unknown']);
    const oneway: StoredFact = { state: 'oneway', place: { brokerName: 'a', queueId: 1 } };
    expect(differences(oneway, { ...oneway, place: { brokerName: 'a', queueId: 2 } })).toEqual([
      'unknown',
      'queue',
    ]);
  });

  it('is no queue of a delayed send: what its receipt names is the schedule’s', () => {
    const outcome: SendOutcome = {
      kind: 'stored',
      receipt: {
        status: 'SEND_OK',
        queue: { topic: 't', brokerName: 'a', queueId: 2 },
        queueOffset: 7,
        brokerAddr: '',
        attempts: 1,
        unansweredAttempts: 0,
        elapsedMs: 1,
        msgId: 'M',
        offsetMsgId: 'O',
      },
    };
    expect(factOf(outcome, 3)).toEqual({ state: 'stored', status: 'SEND_OK' });
    expect(factOf(outcome, 0)).toEqual(stored(2, 7));
  });
});

describe('the order of a key', () => {
  const inQueues = (pairs: [recorded: number, replayed: number][]): Compared[] =>
    pairs.map(([recorded, replayed], at) => ({ ...compared(stored(0, recorded), stored(3, replayed)), at }));

  it('names those that are behind a later one now', () => {
    const late = outOfOrder(
      inQueues([
        [1, 11],
        [2, 14],
        [3, 12],
        [4, 15],
      ]),
    );
    expect(late.map(({ at }) => at)).toEqual([2]);
  });

  it('is kept by any replay that keeps it, and by no other', () => {
    const offsets = fc.uniqueArray(fc.nat(1_000), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(offsets, fc.infiniteStream(fc.nat()), (recorded, random) => {
        const sorted = [...recorded].sort((a, b) => a - b);
        const kept = recorded.map((offset): [number, number] => [offset, sorted.indexOf(offset) * 3]);
        expect(outOfOrder(inQueues(kept))).toEqual([]);
        if (recorded.length < 2) return;
        const at = (random.next().value as number) % (sorted.length - 1);
        const swapped = kept.map(([offset, now]): [number, number] => {
          const place = sorted.indexOf(offset);
          return [offset, place === at ? now + 4 : now];
        });
        expect(outOfOrder(inQueues(swapped))).toHaveLength(1);
      }),
    );
  });

  it('is not judged between queues, nor where an offset is not known', () => {
    const apart = [compared(stored(0, 1), stored(1, 9)), compared(stored(0, 2), stored(2, 3))];
    expect(outOfOrder(apart)).toEqual([]);
    expect(outOfOrder([compared(stored(0, 1), { state: 'notStored' })])).toEqual([]);
  });
});

describe('the pace', () => {
  it('scales the gaps, and goes on from where it paused', () => {
    const pace = new Pace(10, 1_000, 50_000);
    expect(pace.dueMs(11_000)).toBe(51_000);
    pace.pause(50_400);
    expect(pace.dueMs(11_000)).toBe(Number.POSITIVE_INFINITY);
    pace.resume(90_000);
    expect(pace.dueMs(11_000)).toBe(90_600);
  });

  it('takes another speed from now on', () => {
    const pace = new Pace(1, 0, 0);
    pace.setSpeed(10, 2_000);
    expect(pace.dueMs(12_000)).toBe(3_000);
  });

  it('goes on from the message that a step sent', () => {
    const pace = new Pace(1, 0, 0);
    pace.pause(100);
    pace.moveTo(60_000, 500);
    pace.resume(1_000);
    expect(pace.dueMs(61_000)).toBe(2_000);
  });
});
