import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowState } from '../model/consume.ts';
import type { ReceivedMessage } from '../model/message.ts';
import type { LiveDelivery } from './delivery.ts';
import { QueueLedger } from './queue-ledger.ts';

function delivery(queueOffset: number, bodyBytes = 10): LiveDelivery {
  const message = { queueOffset, body: new Uint8Array(bodyBytes) } as ReceivedMessage;
  return { deliveryId: queueOffset, message, attempt: 1, isRetry: false, state: 'waiting' };
}

const deliveries = (...offsets: number[]): LiveDelivery[] => offsets.map((offset) => delivery(offset));
const offsetsOf = (list: readonly LiveDelivery[]): number[] => list.map(({ message }) => message.queueOffset);

function holdAll(ledger: QueueLedger): LiveDelivery[] {
  const held: LiveDelivery[] = [];
  for (let next = ledger.hold(); next !== undefined; next = ledger.hold()) held.push(next);
  return held;
}

describe('QueueLedger', () => {
  it('commits up to the lowest undecided message, and past what the filter skipped', () => {
    const ledger = new QueueLedger(100);
    const [a, b, c] = deliveries(100, 103, 104) as [LiveDelivery, LiveDelivery, LiveDelivery];
    ledger.pulled([a, b, c], 110);
    holdAll(ledger);
    expect([ledger.committableOffset, ledger.nextOffset]).toEqual([100, 110]);
    ledger.decide(b, 'acked');
    expect(ledger.committableOffset).toBe(100);
    ledger.decide(a, 'later');
    expect(ledger.committableOffset).toBe(104);
    ledger.decide(c, 'deadLetter');
    expect(ledger.committableOffset).toBe(110);
    expect(ledger.backlog).toEqual({ undecided: 0, undecidedBytes: 0, span: 0 });
  });

  it('goes on past a pull of which nothing matched', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled([], 32);
    expect([ledger.committableOffset, ledger.nextOffset]).toEqual([32, 32]);
  });

  it('does not take the same message twice', () => {
    const ledger = new QueueLedger(5);
    ledger.pulled(deliveries(5, 6), 7);
    expect(offsetsOf(ledger.pulled(deliveries(4, 6, 7), 8))).toEqual([7]);
    expect(ledger.counters.received).toBe(3);
  });

  it('decides each message once, and only a held one', () => {
    const ledger = new QueueLedger(0);
    const [one] = ledger.pulled(deliveries(0), 1) as [LiveDelivery];
    expect(ledger.decide(one, 'acked')).toBe(false);
    ledger.hold();
    expect(ledger.decide(one, 'acked')).toBe(true);
    expect(ledger.decide(one, 'later')).toBe(false);
    expect(ledger.counters).toMatchObject({ acked: 1, later: 0, held: 0 });
  });

  it('offers one again in its place, before what waits behind it, and commits nothing past it', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled(deliveries(0, 1, 2, 3), 4);
    const [zero, one] = [ledger.hold(), ledger.hold(), ledger.hold()] as LiveDelivery[];
    const next = delivery(1);
    expect(ledger.again(one as LiveDelivery, next)).toBe(true);
    expect(ledger.again(one as LiveDelivery, delivery(1))).toBe(false);
    ledger.decide(zero as LiveDelivery, 'acked');
    expect(ledger.committableOffset).toBe(1);
    expect(ledger.hold()).toBe(next);
    expect(offsetsOf(holdAll(ledger))).toEqual([3]);
    expect(ledger.counters).toMatchObject({ received: 5, later: 1, acked: 1, held: 3, waiting: 0 });
  });

  it('says what Stop would have delivered again', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled(deliveries(0, 1, 2, 3, 4, 5), 6);
    for (let count = 0; count < 5; count++) ledger.hold();
    expect(ledger.stopPreview).toEqual({ held: 5, waiting: 1, ackedBehind: 0 });
  });

  it('counts acked ones behind an undecided one, not those before it', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled(deliveries(0, 1, 2, 3, 4, 5), 6);
    const held = holdAll(ledger);
    for (const index of [0, 1, 4]) ledger.decide(held[index] as LiveDelivery, 'acked');
    expect(ledger.stopPreview).toEqual({ held: 3, waiting: 0, ackedBehind: 1 });
  });

  it('gives up undecided ones only, and then stays where they began', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled(deliveries(0, 1, 2, 3), 4);
    const held = [ledger.hold(), ledger.hold(), ledger.hold()] as LiveDelivery[];
    ledger.decide(held[0] as LiveDelivery, 'acked');
    ledger.decide(held[2] as LiveDelivery, 'acked');
    expect(offsetsOf(ledger.release())).toEqual([1, 3]);
    expect(ledger.committableOffset).toBe(1);
    expect(ledger.counters).toEqual({
      received: 4,
      waiting: 0,
      held: 0,
      acked: 2,
      later: 0,
      deadLetter: 0,
      movedAway: 2,
    });
  });

  it('moved forward, keeps what is undecided', () => {
    const ledger = new QueueLedger(0);
    const [one] = ledger.pulled(deliveries(0), 1) as [LiveDelivery];
    ledger.hold();
    expect(ledger.moveTo(500)).toEqual([]);
    expect([ledger.committableOffset, ledger.nextOffset]).toEqual([0, 500]);
    ledger.decide(one, 'acked');
    expect(ledger.committableOffset).toBe(500);
  });

  it('moved back, lets go of what will come again, and of nothing before it', () => {
    const ledger = new QueueLedger(0);
    ledger.pulled(deliveries(0, 1, 2, 3), 4);
    const held = [ledger.hold(), ledger.hold(), ledger.hold()] as LiveDelivery[];
    ledger.decide(held[1] as LiveDelivery, 'acked');
    expect(offsetsOf(ledger.moveTo(2))).toEqual([2, 3]);
    expect([ledger.committableOffset, ledger.nextOffset]).toEqual([0, 2]);
    expect(offsetsOf(ledger.pulled(deliveries(2), 3))).toEqual([2]);
    ledger.decide(held[0] as LiveDelivery, 'acked');
    expect(ledger.committableOffset).toBe(2);
  });
});

/** What may happen to a queue, in any order. Numbers pick one of what is there. */
type Step =
  | { kind: 'pull'; gaps: number[]; skipped: number }
  | { kind: 'hold'; count: number }
  | { kind: 'decide'; pick: number; state: 'acked' | 'later' | 'deadLetter' }
  | { kind: 'again'; pick: number }
  | { kind: 'move'; by: number }
  | { kind: 'release' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('pull' as const),
      gaps: fc.array(fc.nat(3), { maxLength: 12 }),
      skipped: fc.nat(4),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('hold' as const), count: fc.nat(8) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      pick: fc.nat(),
      state: fc.constantFrom('acked' as const, 'later' as const, 'deadLetter' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('again' as const), pick: fc.nat() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('move' as const), by: fc.integer({ min: -20, max: 20 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'release' as const }) },
);

function pullOf({ gaps, skipped }: { gaps: number[]; skipped: number }, from: number) {
  let offset = from - 1;
  const pulled = gaps.map((gap) => {
    offset += gap + 1;
    return delivery(offset);
  });
  return { pulled, next: offset + 1 + skipped };
}

describe('no message is lost by us', () => {
  it('under any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const ledger = new QueueLedger(1_000);
        const pulledEver: LiveDelivery[] = [];
        for (const one of steps) {
          if (one.kind === 'pull') {
            const { pulled, next } = pullOf(one, ledger.nextOffset);
            pulledEver.push(...ledger.pulled(pulled, next));
          }
          if (one.kind === 'hold') {
            for (let count = 0; count < one.count; count++) {
              const waiting = pulledEver.filter(({ state }) => state === 'waiting');
              const lowest = waiting.sort((a, b) => a.message.queueOffset - b.message.queueOffset)[0];
              expect(ledger.hold()).toBe(lowest);
            }
          }
          if (one.kind === 'decide') {
            const held = pulledEver.filter(({ state }) => state === 'held');
            const picked = held[one.pick % held.length];
            if (picked !== undefined) ledger.decide(picked, one.state);
          }
          if (one.kind === 'again') {
            const held = pulledEver.filter(({ state }) => state === 'held');
            const picked = held[one.pick % held.length];
            const next = delivery(picked?.message.queueOffset ?? 0);
            if (picked !== undefined && ledger.again(picked, next)) pulledEver.push(next);
          }
          if (one.kind === 'move') ledger.moveTo(Math.max(0, ledger.nextOffset + one.by));
          if (one.kind === 'release') ledger.release();
          checkAll(ledger, pulledEver);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function checkAll(ledger: QueueLedger, pulledEver: LiveDelivery[]): void {
  const undecided = pulledEver.filter(({ state }) => state === 'held' || state === 'waiting');
  const lowest = Math.min(...offsetsOf(undecided), ledger.nextOffset);
  expect(ledger.committableOffset).toBe(lowest);
  const count = (state: RowState): number => pulledEver.filter((one) => one.state === state).length;
  const { received, ...byState } = ledger.counters;
  expect(received).toBe(pulledEver.length);
  expect(byState).toEqual({
    waiting: count('waiting'),
    held: count('held'),
    acked: count('acked'),
    later: count('later'),
    deadLetter: count('deadLetter'),
    movedAway: count('movedAway'),
  });
  expect(Object.values(byState).reduce((sum, one) => sum + one, 0)).toBe(received);
  expect(ledger.backlog).toEqual({
    undecided: undecided.length,
    undecidedBytes: undecided.length * 10,
    span: ledger.nextOffset - lowest,
  });
  expect(ledger.hasWaiting).toBe(count('waiting') > 0);
}
