import { describe, expect, it } from 'vitest';
import type { Delivery } from '../consumer/push-consumer.ts';
import type { MessageRow } from '../model/consume.ts';
import type { ReceivedMessage } from '../model/message.ts';
import { RowStore } from './row-store.ts';

let nextOffset = 0;

function delivery(more: Partial<ReceivedMessage> = {}, isRetry = false): Delivery {
  const queueOffset = nextOffset++;
  const message = {
    queue: { topic: 'order-events', brokerName: 'broker-a', queueId: 0 },
    queueOffset,
    topic: 'order-events',
    body: new Uint8Array(100),
    uniqueKey: `KEY-${queueOffset}`,
    offsetMsgId: `ID-${queueOffset}`,
    keys: '',
    tag: '',
    properties: [],
    reconsumeTimes: isRetry ? 1 : 0,
    ...more,
  } as unknown as ReceivedMessage;
  return {
    deliveryId: queueOffset + 1,
    message,
    attempt: isRetry ? 2 : 1,
    isRetry,
    state: 'waiting',
  } as Delivery;
}

const acked = { state: 'acked', by: 'person', nowMs: 5 } as const;
const seqs = (rows: MessageRow[]): number[] => rows.map((row) => row.seq);
const all = (store: RowStore): number[] => seqs(store.read('settled', 0, 1_000_000));

describe('RowStore', () => {
  it('pins held, then waiting, then later, newest first within each', () => {
    const store = new RowStore(1_000);
    const five = Array.from({ length: 5 }, () => delivery());
    store.arrived(five, 1);
    store.held(five.slice(0, 3));
    store.settled(five.slice(0, 1), {
      state: 'later',
      by: 'person',
      nowMs: 2,
      level: 3,
      returnsAtBrokerMs: 10_002,
    });
    const pinned = store.read('pinned', 0, 10);
    expect(pinned.map(({ seq, state }) => [seq, state])).toEqual([
      [3, 'held'],
      [2, 'held'],
      [5, 'waiting'],
      [4, 'waiting'],
      [1, 'later'],
    ]);
    expect(pinned[4]).toMatchObject({ returnsAtLevel: 3, returnsAtBrokerMs: 10_002, decidedBy: 'person' });
    expect(store.read('pinned', 1, 2).map(({ seq }) => seq)).toEqual([2, 5]);
  });

  it('keeps settled rows at fixed positions while older ones are dropped', () => {
    const store = new RowStore(3);
    const six = Array.from({ length: 6 }, () => delivery());
    for (const one of six) {
      store.arrived([one], 1);
      store.held([one]);
      store.settled([one], acked);
    }
    expect([store.facts.settledFirst, store.facts.settledCount, store.facts.droppedFromView]).toEqual([
      3, 3, 3,
    ]);
    expect(all(store)).toEqual([4, 5, 6]);
    expect(seqs(store.read('settled', 4, 1))).toEqual([5]);
    expect(store.find(5)).toEqual({ region: 'settled', position: 4 });
    expect(store.find(1)).toBeNull();
    expect(store.detail(1)).toBeUndefined();
  });

  it('never drops an undecided row, whatever the limit', () => {
    const store = new RowStore(2);
    const many = Array.from({ length: 10 }, () => delivery());
    store.arrived(many, 1);
    store.held(many.slice(0, 5));
    expect([store.facts.pinnedCount, store.facts.droppedFromView]).toEqual([10, 0]);
    store.settled(many.slice(0, 1), acked);
    expect([store.facts.pinnedCount, store.facts.settledCount, store.facts.droppedFromView]).toEqual([
      9, 0, 1,
    ]);
  });

  it('tells deliveries with the same number apart: it begins again with each start of the consumer', () => {
    const store = new RowStore(1);
    const [before, again] = [delivery(), { ...delivery(), deliveryId: nextOffset - 1 }];
    store.arrived([before], 1);
    store.stopped(2);
    store.arrived([again], 3);
    expect([before, again].map((one) => store.seqOf(one))).toEqual([undefined, 2]);
    // The first row is dropped by now, and takes nothing of the second with it.
    expect(store.rowOf(1)).toBeUndefined();
    store.held([again]);
    store.settled([again], acked);
    expect(store.rowOf(2)?.state).toBe('acked');
  });

  it('links a returned attempt to its Later row, both ways, and unpins that', () => {
    const store = new RowStore(100);
    const first = delivery({ uniqueKey: 'SAME' });
    store.arrived([first], 1);
    store.held([first]);
    store.settled([first], { state: 'later', by: 'person', nowMs: 2, level: 3, returnsAtBrokerMs: 9 });
    const second = delivery({ uniqueKey: 'SAME' }, true);
    store.arrived([second], 3);
    expect(store.detail(1)?.row).toMatchObject({ state: 'later', nextSeq: 2 });
    expect(store.detail(2)?.row).toMatchObject({ state: 'waiting', previousSeq: 1, attempt: 2 });
    expect([store.find(1), store.find(2)]).toEqual([
      { region: 'settled', position: 0 },
      { region: 'pinned', position: 0 },
    ]);
  });

  it.each([
    ['the next attempt', { storeTimestamp: 10_041 }, {}, {}, 41],
    ['one that came early', { storeTimestamp: 9_990 }, {}, {}, -10],
    ['an attempt after another member’s', { storeTimestamp: 90_000 }, { attempt: 3 }, {}, undefined],
    ['a copy an operator handed over', { storeTimestamp: 5_000 }, { direct: true }, {}, undefined],
    ['an assumed clock', { storeTimestamp: 10_041 }, {}, { returnsByAssumedClock: true }, undefined],
  ] as const)('says how far off the estimate was, of %s', (_, message, more, how, driftMs) => {
    const store = new RowStore(100);
    const first = delivery({ uniqueKey: 'SAME' });
    store.arrived([first], 1);
    store.held([first]);
    const later = { state: 'later', by: 'person', nowMs: 2, level: 3, returnsAtBrokerMs: 10_000 } as const;
    store.settled([first], { ...later, ...how });
    expect(store.detail(1)?.row.driftMs).toBeUndefined();
    store.arrived([{ ...delivery({ uniqueKey: 'SAME', ...message }, true), ...more } as Delivery], 3);
    expect(store.detail(1)?.row).toMatchObject({ nextSeq: 2 });
    expect(store.detail(1)?.row.driftMs).toBe(driftMs);
  });

  it('joins messages without a unique key by the id of their first copy', () => {
    const store = new RowStore(100);
    const first = delivery({ uniqueKey: '', offsetMsgId: 'FIRST' });
    store.arrived([first], 1);
    store.held([first]);
    store.settled([first], { state: 'later', by: 'person', nowMs: 2 });
    store.arrived([delivery({ uniqueKey: '', properties: [['ORIGIN_MESSAGE_ID', 'FIRST']] }, true)], 3);
    expect(store.detail(1)?.row.nextSeq).toBe(2);
  });

  it('does not take a message sent twice with one key for a retry', () => {
    const store = new RowStore(100);
    const first = delivery({ uniqueKey: 'SAME' });
    store.arrived([first], 1);
    store.held([first]);
    store.settled([first], { state: 'later', by: 'person', nowMs: 2 });
    store.arrived([delivery({ uniqueKey: 'SAME' })], 3);
    expect(store.detail(1)?.row.nextSeq).toBeUndefined();
  });

  it('shows a refused decision on a row that stays held', () => {
    const store = new RowStore(100);
    const one = delivery();
    store.arrived([one], 1);
    store.held([one]);
    store.deciding(one, true);
    expect(store.detail(1)?.row).toMatchObject({ state: 'held', deciding: true });
    const error = { code: 'RESPONSE', outcome: 'refused', params: {}, retry: 'no' } as const;
    store.deciding(one, false, error);
    expect(store.detail(1)?.row).toMatchObject({ state: 'held', decisionError: error });
    expect(store.detail(1)?.row.deciding).toBeUndefined();
    store.settled([one], acked);
    expect(store.detail(1)?.row.decisionError).toBeUndefined();
  });

  it('says of undecided rows after a stop that they are no longer ours, and unpins all', () => {
    const store = new RowStore(100);
    const three = Array.from({ length: 3 }, () => delivery());
    store.arrived(three, 1);
    store.held(three.slice(0, 1));
    store.settled(three.slice(0, 1), { state: 'later', by: 'person', nowMs: 2 });
    store.held(three.slice(1, 2));
    store.stopped(9);
    expect(store.facts.pinnedCount).toBe(0);
    expect(store.detail(2)?.row).toMatchObject({ state: 'movedAway', releasedBy: 'stop' });
    expect(store.detail(3)?.row).toMatchObject({ state: 'movedAway', releasedBy: 'stop' });
    expect(store.detail(1)?.row.state).toBe('later');
  });

  it('changes its version with every change, so that a page read before is known to be old', () => {
    const store = new RowStore(100);
    const one = delivery();
    const versions = [store.version];
    store.arrived([one], 1);
    versions.push(store.version);
    store.held([one]);
    versions.push(store.version);
    store.settled([one], acked);
    versions.push(store.version);
    expect(new Set(versions).size).toBe(4);
  });

  it('shows the deadline a held row has now, and none where there is none', () => {
    const store = new RowStore(1_000);
    const two = [delivery(), delivery()].map((one) => ({ ...one, deadlineAtMs: 10 }));
    store.arrived(two, 1);
    store.held(two);
    const [first, second] = two as [Delivery, Delivery];
    Object.assign(first, { deadlineAtMs: 99 });
    Object.assign(second, { deadlineAtMs: undefined });
    const { version } = store;
    store.deadlines([first, second, delivery()]);
    expect(store.read('pinned', 0, 2).map((row) => row.deadlineAtMs)).toEqual([undefined, 99]);
    expect(store.version).toBeGreaterThan(version);
  });

  it('says why undecided rows moved away, and links an attempt made in place', () => {
    const store = new RowStore(1_000);
    const first = delivery();
    store.arrived([first], 1);
    store.held([first]);
    store.settled([first], { state: 'later', by: 'person', nowMs: 2 });
    const again = { ...first, deliveryId: 1_000, attempt: 2 };
    store.arrived([again], 2);
    expect(store.read('settled', 0, 1)).toMatchObject([{ seq: 1, state: 'later', nextSeq: 2 }]);
    expect(store.read('pinned', 0, 1)).toMatchObject([
      { seq: 2, state: 'waiting', previousSeq: 1, attempt: 2 },
    ]);
    store.movedAway([again], 'lockLost', 3);
    expect(store.read('settled', 1, 1)).toMatchObject([{ seq: 2, releasedBy: 'lockLost' }]);
  });
});
