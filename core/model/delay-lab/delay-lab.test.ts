import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BrokerClockView } from '../clock.ts';
import { DELAY_LEVELS } from '../delay.ts';
import { stateError } from '../error.ts';
import { clockOffsets, labClock } from './clock.ts';
import { driftOf, lateAfterMs, median } from './drift.ts';
import { knownLevels } from './levels.ts';
import { estimatedPlan, planOfCopy } from './plan.ts';
import type { LabRow, Landing } from './row.ts';
import { overdueAtMs, stateOf } from './state.ts';
import { summaryOf } from './summary.ts';

const LEVELS = knownLevels(DELAY_LEVELS, 'broker', []);
const ASSUMED = knownLevels(DELAY_LEVELS, 'assumed', []);
const QUEUE = { topic: 't', brokerName: 'a', queueId: 0 };
const CLOCK: BrokerClockView = { brokerMs: 0, hostMs: 0, rate: 1, source: 'sandbox' };

const landing = (storedMs: number, clockRate = 1): Landing => ({
  storedMs,
  queue: QUEUE,
  queueOffset: 0,
  seenAtMs: storedMs,
  clockRate,
});

/** Stored at 100,000 ms on level 3, by a sender whose clock agrees. */
function sentRow(patch: Partial<LabRow> = {}, level = 3, levels = LEVELS): LabRow {
  const copy = {
    queue: { topic: 'SCHEDULE_TOPIC_XXXX', brokerName: 'a', queueId: level - 1 },
    storeTimestamp: 100_000,
  };
  return {
    rowId: 1,
    level,
    uniqueKey: 'K',
    sentAtMs: 99_998,
    send: {
      kind: 'stored',
      queue: QUEUE,
      scheduleOffset: 0,
      offsetMsgId: 'O',
      answeredAtMs: 100_004,
      unansweredAttempts: 0,
    },
    plan: planOfCopy(copy, level, levels),
    ...patch,
  };
}

describe('a plan', () => {
  it('is the store time of the copy that waits plus the level its queue stands for', () => {
    expect(sentRow().plan).toEqual({
      storedMs: 100_000,
      dueMs: 110_000,
      source: 'read',
      level: 3,
      levelMs: 10_000,
      levelSource: 'broker',
    });
  });

  it('takes the highest level for one above it, as the copy shows and as is assumed without it', () => {
    const queue = { topic: 'SCHEDULE_TOPIC_XXXX', brokerName: 'a', queueId: 17 };
    expect(planOfCopy({ queue, storeTimestamp: 5 }, 99, LEVELS)).toMatchObject({
      level: 18,
      dueMs: 7_200_005,
    });
    expect(estimatedPlan({ ...CLOCK, brokerMs: 7 }, 5, 99, ASSUMED)).toMatchObject({
      level: 18,
      storedMs: 12,
      source: 'estimated',
      levelSource: 'assumed',
    });
  });
});

describe('drift', () => {
  it('is late beyond the larger of a second and 50 ms times the speed of the clock', () => {
    expect([1, 10, 20, 60].map(lateAfterMs)).toEqual([1_000, 1_000, 1_000, 3_000]);
    const at = (driftMs: number, rate: number) =>
      stateOf(sentRow({ landing: landing(110_000 + driftMs, rate) }), CLOCK, 0);
    expect([at(1_000, 1), at(1_001, 1), at(3_000, 60), at(3_001, 60)]).toEqual([
      'landed',
      'late',
      'landed',
      'late',
    ]);
  });

  it('is the store time on delivery minus planned, whatever the host’s clock says', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5_000, max: 5_000 }), fc.nat(), (driftMs, seenAtMs) => {
        const row = sentRow({ landing: { ...landing(110_000 + driftMs), seenAtMs } });
        expect(driftOf(row)).toBe(driftMs);
      }),
    );
    expect(driftOf(sentRow())).toBeUndefined();
  });

  it('has a middle', () => {
    expect([median([]), median([3]), median([9, 1, 2]), median([4, 1, 2, 3])]).toEqual([
      undefined,
      3,
      2,
      2.5,
    ]);
  });
});

describe('overdue', () => {
  it('is what was not seen 5 s of host time after it was due, by the speed of the clock', () => {
    const row = sentRow();
    const fast = { ...CLOCK, brokerMs: 100_000, hostMs: 1_000, rate: 60 };
    const dueAtHost = 1_000 + 10_000 / 60;
    expect(stateOf(row, fast, dueAtHost + 4_999)).toBe('waiting');
    expect(stateOf(row, fast, dueAtHost + 5_001)).toBe('overdue');
  });

  it('is nothing while the clock is paused, and nothing within 5 s after it goes on', () => {
    const past = { ...CLOCK, brokerMs: 500_000, hostMs: 9_000 };
    expect(stateOf(sentRow(), { ...past, rate: 0 }, 1e9)).toBe('waiting');
    expect(overdueAtMs({ ...past, rate: 1 }, 110_000)).toBe(14_000);
  });

  it('is never said of a send that nobody answered', () => {
    const { plan: _plan, ...row } = sentRow({
      send: { kind: 'unknown', error: stateError('notConnected').data },
    });
    expect(stateOf(row, CLOCK, 1e12)).toBe('noAnswer');
    expect(stateOf({ ...row, landing: landing(1) }, CLOCK, 1e12)).toBe('landed');
  });

  it('gives way to lost sight: nobody looked', () => {
    expect(stateOf(sentRow({ lost: 'closed' }), CLOCK, 1e12)).toBe('lost');
  });
});

describe('measured levels', () => {
  const delivered = (level: number, tookMs: number, clockRate = 1): LabRow =>
    sentRow({ landing: landing(100_000 + tookMs, clockRate) }, level, ASSUMED);

  it('correct an assumed length that they contradict, in whole seconds', () => {
    const [, second, third] = knownLevels(DELAY_LEVELS, 'assumed', [
      delivered(2, 2_140),
      delivered(3, 10_900),
    ]);
    expect(second).toEqual({
      level: 2,
      ms: 2_000,
      source: 'measured',
      measured: { ms: 2_140, count: 1, toleranceMs: 1_000 },
    });
    expect(third).toMatchObject({ ms: 10_000, source: 'assumed', measured: { ms: 10_900 } });
  });

  it('never overrule what the broker said', () => {
    const [first] = knownLevels(DELAY_LEVELS, 'broker', [delivered(1, 9_000)]);
    expect(first).toMatchObject({ ms: 1_000, source: 'broker', measured: { ms: 9_000 } });
  });

  it('take the shortest: a broker is late, never early', () => {
    const rows = [delivered(1, 7_400), delivered(1, 1_020), delivered(1, 1_900)];
    expect(knownLevels(DELAY_LEVELS, 'assumed', rows)[0]).toMatchObject({
      ms: 1_000,
      source: 'assumed',
      measured: { ms: 1_020, count: 3 },
    });
  });

  it('are not taken from a send with an unanswered attempt, nor from an estimate', () => {
    const row = delivered(1, 9_000);
    const tried = { ...row, send: { ...row.send, unansweredAttempts: 1 } } as LabRow;
    const guessed = { ...row, plan: estimatedPlan(CLOCK, 100_000, 1, ASSUMED) };
    expect(knownLevels(DELAY_LEVELS, 'assumed', [tried, guessed])[0]).not.toHaveProperty('measured');
  });
});

describe('the broker’s clock', () => {
  it('is bounded by each answer: stored after the send and before the answer', () => {
    const rows = [sentRow(), sentRow({ sentAtMs: 99_990 }), sentRow({ sentAtMs: 99_999 })];
    // Between 100,000 - 100,004 and 100,000 - 99,999.
    expect(clockOffsets(rows)).toEqual([{ brokerName: 'a', ms: -1.5, errorMs: 2.5 }]);
    expect(labClock({ ...CLOCK, source: 'assumed' }, clockOffsets(rows), rows[0])).toEqual({
      brokerMs: -1.5,
      hostMs: 0,
      rate: 1,
      source: 'measured',
    });
  });

  it('is the sandbox’s own where there is one, and assumed where nothing was read', () => {
    expect(labClock(CLOCK, [], undefined)).toBe(CLOCK);
    expect(labClock({ ...CLOCK, source: 'assumed' }, [], sentRow()).source).toBe('assumed');
  });
});

it('a run is summed up by its states', () => {
  const rows = [
    sentRow({ rowId: 1 }, 5),
    sentRow({ rowId: 2 }, 4),
    sentRow({ rowId: 3, landing: landing(110_040) }),
    sentRow({ rowId: 4, landing: landing(112_000) }),
    sentRow({ rowId: 5, lost: 'gone' }),
    sentRow({ rowId: 6, send: { kind: 'failed', error: stateError('readOnly').data } }),
  ];
  expect(summaryOf(rows, () => CLOCK, 0)).toEqual({
    total: 6,
    landed: 2,
    late: 1,
    waiting: 2,
    medianDriftMs: 1_020,
    next: rows[1],
  });
});
