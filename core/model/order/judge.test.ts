import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DUPLICATE, judgeHandled, judgeStored, type OrderEvent, type OrderPlan } from './judge.ts';

const plan = (keys: number, messagesPerKey: number, homes: OrderPlan['homes'] = []): OrderPlan => ({
  keys,
  messagesPerKey,
  homes,
});
const events = (text: string): OrderEvent[] =>
  text.split(' ').map((word) => {
    const [, letter = 'A', seq = '1', queue = '0'] = /^([A-Z])(\d+)(?:@(\d+))?$/.exec(word) ?? [];
    return { key: letter.charCodeAt(0) - 65, seq: Number(seq), queue: Number(queue) };
  });

describe('judgeHandled', () => {
  it('counts what comes after a higher sequence of its own key, and says after which', () => {
    const judged = judgeHandled(events('A1 B1 A3 A2 B2 A4 A5 B3'), plan(2, 5));
    expect(judged.keys[0]).toMatchObject({ kind: 'inversions', inversions: 1, got: 5 });
    expect(judged.keys[1]).toMatchObject({ kind: 'incomplete', got: 3, expected: 5, inversions: 0 });
    expect([...judged.after]).toEqual([0, 0, 0, 3, 0, 0, 0, 0]);
  });

  it('takes a message that was there before for a duplicate, wherever it comes', () => {
    const judged = judgeHandled(events('A1 A2 A3 A1 A3'), plan(1, 3));
    expect(judged.whole).toMatchObject({ kind: 'inOrder', inversions: 0, duplicates: 2 });
    expect([...judged.after]).toEqual([0, 0, 0, DUPLICATE, DUPLICATE]);
  });
});

describe('judgeStored', () => {
  it('names the lowest sequence outside the queue that was chosen for its key', () => {
    const judged = judgeStored(events('A1@0 A2@0 A4@0 B1@1 A3@2 A4@2'), plan(2, 4, [0, 1]));
    expect(judged.keys[0]).toMatchObject({
      kind: 'moved',
      moved: { key: 0, seq: 3 },
      queues: 2,
      duplicates: 1,
    });
    expect(judged.whole).toMatchObject({ kind: 'incomplete', got: 5, expected: 8 });
  });

  it('calls a key spread when nothing bound it to a queue, and counts inversions within each queue alone', () => {
    const judged = judgeStored(events('A2@0 A4@0 A1@1 A3@1'), plan(1, 4));
    expect(judged.whole).toMatchObject({ kind: 'spread', queues: 2, inversions: 0 });
    expect(judgeStored(events('A4@0 A2@0 A1@1 A3@1'), plan(1, 4)).whole.inversions).toBe(1);
  });
});

/** By the words of the definition alone, with nothing remembered: quadratic. */
function oracle(list: readonly OrderEvent[], sameLane: (a: OrderEvent, b: OrderEvent) => boolean): number[] {
  return list.map((event, at) => {
    const before = list.slice(0, at).filter((other) => other.key === event.key && sameLane(other, event));
    if (before.some(({ seq }) => seq === event.seq)) return DUPLICATE;
    const higher = before.map(({ seq }) => seq).filter((seq) => seq > event.seq);
    return higher.length === 0 ? 0 : Math.max(...higher);
  });
}

const anyEvents = fc.array(
  fc.record({
    key: fc.integer({ min: 0, max: 3 }),
    seq: fc.integer({ min: 1, max: 8 }),
    queue: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 60 },
);

describe('both judges', () => {
  it('say of any events what the definition says', () => {
    fc.assert(
      fc.property(anyEvents, (list) => {
        const whole = plan(4, 8, [0, undefined, 2, undefined]);
        const stored = judgeStored(list, whole);
        const handled = judgeHandled(list, whole);
        expect([...stored.after]).toEqual(oracle(list, (a, b) => a.queue === b.queue));
        expect([...handled.after]).toEqual(oracle(list, () => true));
        for (const [key, verdict] of stored.keys.entries()) {
          const own = list.filter((event) => event.key === key);
          const different = new Set(own.map(({ seq }) => seq)).size;
          const home = whole.homes[key];
          const away = own.filter(({ queue }) => home !== undefined && queue !== home).map(({ seq }) => seq);
          expect(verdict).toMatchObject({ got: different, duplicates: own.length - different });
          expect(verdict.moved?.seq).toBe(away.length === 0 ? undefined : Math.min(...away));
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** Whole numbers below a limit, the same for the same seed. Park and Miller. */
function seededBelow(seed: number): (limit: number) => number {
  let state = seed + 1;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

/** A run in perfect order: every key in its queue, handled as stored; keys are mixed by the seed. */
function soundRun(seed: number) {
  const below = seededBelow(seed);
  const queues = 1 + below(4);
  const keys = 1 + below(6);
  const messagesPerKey = 2 + below(20);
  const homes = Array.from({ length: keys }, () => below(queues));
  const left = homes.map(() => 1);
  const list: OrderEvent[] = [];
  while (list.length < keys * messagesPerKey) {
    const key = below(keys);
    const seq = left[key] ?? 1;
    if (seq > messagesPerKey) continue;
    left[key] = seq + 1;
    list.push({ key, seq, queue: homes[key] ?? 0 });
  }
  return { list, plan: { keys, messagesPerKey, homes }, below };
}

/** Some of the messages change places with another one of their key. */
function disturbed(list: readonly OrderEvent[], below: (limit: number) => number): OrderEvent[] {
  const result = [...list];
  for (let times = 1 + below(3); times > 0; times--) {
    const at = below(result.length);
    const event = result[at];
    const other = result.findIndex((candidate, index) => index !== at && candidate.key === event?.key);
    const swapped = result[other];
    if (event === undefined || swapped === undefined) continue;
    result[at] = swapped;
    result[other] = event;
  }
  return result;
}

describe('a thousand seeded runs, half of them disturbed', () => {
  const runs = Array.from({ length: 1_000 }, (_, seed) => ({ seed, disturb: seed % 2 === 1 }));

  it('have no false verdict of either kind', () => {
    let broken = 0;
    for (const { seed, disturb } of runs) {
      const { list, plan, below } = soundRun(seed);
      const shown = disturb ? disturbed(list, below) : list;
      const wanted = oracle(shown, () => true).filter((after) => after > 0).length;
      if (wanted > 0) broken++;
      if (!disturb) expect(wanted, `seed ${seed}`).toBe(0);
      for (const { whole } of [judgeStored(shown, plan), judgeHandled(shown, plan)])
        expect(whole, `seed ${seed}`).toMatchObject({
          kind: wanted === 0 ? 'inOrder' : 'inversions',
          inversions: wanted,
        });
    }
    // Some disturbances undo each other.
    expect(broken).toBeGreaterThan(480);
  });
});
