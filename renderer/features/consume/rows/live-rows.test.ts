import { describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../../../core/contract/answer.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import type { Region } from './lines.ts';
import { LiveRows } from './live-rows.ts';

/** A live view of a fake host, told of everything so far; `turn` waits until nothing is read any more. */
function setUp(fill: (host: FakeHost) => void) {
  const host = new FakeHost();
  const reads = vi.fn(
    async (region: Region, from: number, count: number) =>
      value(await host.call('consumer.rows', { consumerId: 1, region, from, count })).rows,
  );
  const live = new LiveRows({
    rows: reads,
    find: async (seq) => value(await host.call('consumer.row.find', { consumerId: 1, seq })),
  });
  const tell = async (): Promise<void> => {
    host.tell();
    live.viewChanged(host.view);
    await turn();
  };
  fill(host);
  const settledSeqs = (): number[] => {
    const { settledEnd, settledFirst } = live.shown();
    const seqs: number[] = [];
    for (let at = settledEnd - 1; at >= Math.max(settledFirst, settledEnd - 20); at--) {
      seqs.push(live.rowAt('settled', at)?.seq ?? -1);
    }
    return seqs;
  };
  return { host, live, reads, tell, settledSeqs };
}

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function turn(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}

describe('LiveRows', () => {
  it('follows: the newest settled rows are there whenever the end moves, without gaps', async () => {
    const { host, live, tell, settledSeqs } = setUp((fake) => fake.add(1_000, 'acked'));
    live.linesShown('settled', { first: 0, last: 20 }, false);
    await tell();
    expect(live.shown().settledEnd).toBe(1_000);
    const gaps: number[] = [];
    live.subscribe(() => gaps.push(...settledSeqs().filter((seq) => seq < 0)));
    for (let round = 0; round < 5; round++) {
      host.add(300, 'acked');
      await tell();
    }
    expect(live.shown().settledEnd).toBe(2_500);
    expect(settledSeqs()[0]).toBe(2_500);
    expect(gaps).toEqual([]);
  });

  it('stands still while somebody reads, counts what is new, and is live again at the top', async () => {
    const { host, live, tell, settledSeqs } = setUp((fake) => fake.add(1_000, 'acked'));
    live.linesShown('settled', { first: 0, last: 20 }, false);
    await tell();
    live.linesShown('settled', { first: 5, last: 25 }, true);
    const before = settledSeqs();
    host.add(128, 'acked');
    await tell();
    expect(live.shown()).toMatchObject({ frozen: true, newCount: 128, settledEnd: 1_000 });
    expect(settledSeqs()).toEqual(before);
    await live.toTop();
    expect(live.shown()).toMatchObject({ frozen: false, newCount: 0, settledEnd: 1_128 });
  });

  it('freezes when the cursor leaves the top, and keeps held rows coming', async () => {
    const { host, live, tell } = setUp((fake) => fake.add(3, 'held'));
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    expect(live.shown().frozen).toBe(false);
    await live.step(1);
    expect(live.shown().frozen).toBe(true);
    const seq = live.cursorRow()?.seq;
    host.add(1, 'held');
    await tell();
    expect(live.shown()).toMatchObject({ newCount: 1, pinnedCount: 4, pinnedShift: 1 });
    expect(live.cursorRow()?.seq).toBe(seq);
    expect(live.shown().cursor?.position).toBe(2);
  });

  it('counts what an operator pushed among the new', async () => {
    const { host, live, tell } = setUp((fake) => fake.add(3, 'held'));
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    await live.step(1);
    host.add(1, 'acked', { direct: true });
    await tell();
    expect(host.view.counters.received).toBe(3);
    expect(live.shown().newCount).toBe(1);
  });

  it('lets the settled rows go on under a cursor among the pinned ones, and holds them under one of their own', async () => {
    const { host, live, tell } = setUp((fake) => {
      fake.add(30, 'acked');
      fake.add(3, 'held');
    });
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    live.linesShown('settled', { first: 0, last: 20 }, false);
    await tell();
    await live.step(1);
    host.add(2, 'acked');
    await tell();
    expect(live.shown()).toMatchObject({ frozen: true, settledEnd: 32 });
    await live.moveTo({ region: 'settled', position: 31 });
    host.add(2, 'acked');
    await tell();
    expect(live.shown()).toMatchObject({ frozen: true, settledEnd: 32, newCount: 4 });
  });

  it('is live again when the rows the cursor was put on are all gone', async () => {
    const { host, live, tell } = setUp((fake) => fake.add(3, 'held'));
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    await live.step(1);
    host.settled.push(...host.pinned.splice(0).map((row) => ({ ...row, state: 'movedAway' as const })));
    await tell();
    expect(live.shown()).toMatchObject({ frozen: false, pinnedCount: 0, settledEnd: 3 });
  });

  it('takes up the first held row there is, and waits for the next one after the last was decided', async () => {
    const { host, live, tell } = setUp(() => undefined);
    live.linesShown('pinned', { first: 0, last: 0 }, false);
    await tell();
    expect(live.shown().cursor).toBeUndefined();
    const [first] = host.add(1, 'held');
    await tell();
    expect(live.cursorRow()?.seq).toBe(first?.seq);
    live.decisionsSent([first?.seq ?? 0]);
    host.pinned = [];
    await tell();
    const [second] = host.add(1, 'held');
    await tell();
    expect(live.cursorRow()?.seq).toBe(second?.seq);
  });

  it('goes on to the next held row at once, and opens a row again whose decision failed', async () => {
    const { live, tell } = setUp((fake) => fake.add(3, 'held'));
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    const top = live.cursorRow();
    if (top === undefined) throw new Error('no cursor');
    live.decisionsSent([top.seq]);
    expect(live.cursorRow()?.seq).toBe(top.seq - 1);
    expect(live.isOpen(top)).toBe(false);
    live.decisionsAnswered(new Set(), [top.seq], 'acked');
    expect(live.isOpen(top)).toBe(true);
  });

  it('keeps a paused table as it is, but for the rows decided in it', async () => {
    const { host, live, tell } = setUp((fake) => fake.add(2, 'held'));
    live.linesShown('pinned', { first: 0, last: 2 }, false);
    await tell();
    live.pause(true);
    host.add(5, 'held');
    host.add(7, 'acked');
    await tell();
    expect(live.shown()).toMatchObject({ pinnedCount: 2, settledEnd: 0, newCount: 12, paused: true });
    const seq = live.cursorRow()?.seq ?? 0;
    live.decisionsSent([seq]);
    live.decisionsAnswered(new Set([seq]), [], 'acked');
    expect(live.rowAt('pinned', 0)?.state).toBe('acked');
    live.pause(false);
    await turn();
    expect(live.shown()).toMatchObject({ pinnedCount: 7, settledEnd: 7, newCount: 0 });
  });

  it('follows its message with the cursor when that is settled', async () => {
    const { host, live, tell } = setUp((fake) => {
      fake.add(50, 'acked');
      fake.add(1, 'held');
    });
    live.linesShown('pinned', { first: 0, last: 1 }, false);
    await tell();
    const seq = live.shown().cursor?.seq ?? 0;
    const [held] = host.pinned.splice(0, 1);
    if (held !== undefined) host.settled.push({ ...held, state: 'acked' });
    await tell();
    expect(live.shown().cursor).toEqual({ region: 'settled', position: 50, seq });
  });

  it('jumps to a settled row far away and reads it there', async () => {
    const { live, reads, tell } = setUp((fake) => fake.add(5_000, 'acked'));
    live.linesShown('settled', { first: 0, last: 20 }, false);
    await tell();
    await live.jumpTo(1_001);
    expect(live.shown().cursor).toEqual({ region: 'settled', position: 1_000, seq: 1_001 });
    live.linesShown('settled', { first: 3_990, last: 4_010 }, true);
    await turn();
    expect(live.cursorRow()?.seq).toBe(1_001);
    expect(reads.mock.calls.every(([, , count]) => count <= 400)).toBe(true);
    expect(await live.jumpTo(99_999)).toBe(false);
  });

  it('starts over from the top with another filter, its cursor on the same message if that is shown', async () => {
    const { host, live, tell, settledSeqs } = setUp((fake) => fake.add(1_000, 'acked'));
    live.linesShown('settled', { first: 0, last: 20 }, false);
    await tell();
    await live.jumpTo(901);
    const { tops } = live.shown();
    host.settled = host.settled.filter(({ seq }) => seq % 100 === 1);
    host.tell({ layout: 1 });
    live.viewChanged(host.view);
    await turn();
    expect(settledSeqs()).toEqual([901, 801, 701, 601, 501, 401, 301, 201, 101, 1]);
    expect(live.shown()).toMatchObject({ tops: tops + 1, frozen: false, cursor: { position: 9, seq: 901 } });
    host.settled = host.settled.filter(({ seq }) => seq === 1);
    host.tell({ layout: 2 });
    live.viewChanged(host.view);
    await turn();
    expect([settledSeqs(), live.shown().cursor]).toEqual([[1], undefined]);
  });

  it('shows the rows of another filter also while it is paused, and then stands still again', async () => {
    const { host, live, tell, settledSeqs } = setUp((fake) => {
      fake.add(10, 'acked');
      fake.add(3, 'held');
    });
    live.linesShown('settled', { first: 0, last: 20 }, false);
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    live.pause(true);
    const all = host.settled;
    host.settled = all.slice(0, 4);
    host.pinned = host.pinned.slice(0, 1);
    host.tell({ layout: 1 });
    live.viewChanged(host.view);
    await turn();
    expect([settledSeqs(), live.shown().pinnedCount]).toEqual([[4, 3, 2, 1], 1]);
    host.settled = all.slice(0, 6);
    host.add(1, 'held');
    host.tell({ layout: 1 });
    live.viewChanged(host.view);
    await turn();
    expect([settledSeqs(), live.shown().pinnedCount]).toEqual([[4, 3, 2, 1], 1]);
  });

  it('shows after a pause what came among the pinned rows, also when the cursor stands below the top', async () => {
    const { host, live, tell } = setUp((fake) => fake.add(3, 'held'));
    live.linesShown('pinned', { first: 0, last: 3 }, false);
    await tell();
    live.pause(true);
    await live.moveTo({ region: 'pinned', position: 2 });
    host.add(2, 'held');
    await tell();
    expect(live.shown().pinnedCount).toBe(3);
    live.pause(false);
    await turn();
    expect(live.shown().pinnedCount).toBe(5);
  });
});
