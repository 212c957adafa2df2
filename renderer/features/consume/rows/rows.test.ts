import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { testRule } from '../../../../core/model/rules/test-rule.ts';
import { RangeCache } from '../../../components/grid/range-cache.ts';
import { scrollToReveal, visibleLines } from '../../../components/grid/window.ts';
import { type Extent, lineCount, lineOf, placeAt, stepFrom } from './lines.ts';
import { mergeRows } from './merge-rows.ts';
import { nextHeldIndex } from './next-held.ts';

const row = (seq: number, patch: Partial<MessageRow> = {}): MessageRow => ({
  seq,
  state: 'held',
  receivedAtMs: 0,
  topic: 't',
  tag: '',
  keys: '',
  brokerName: 'b',
  queueId: 0,
  isRetry: false,
  queueOffset: seq,
  attempt: 1,
  bodyBytes: 1,
  uniqueKey: '',
  ...patch,
});

describe('visibleLines', () => {
  it('covers every visible line, stays within the list and never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 2_000 }),
        fc.constantFrom(24, 30),
        fc.nat(100_000),
        (scrollTop, height, rowHeight, count) => {
          const limit = 100;
          const { first, last } = visibleLines({ scrollTop, height, rowHeight, count, limit });
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeLessThanOrEqual(count);
          expect(last - first).toBeLessThanOrEqual(limit);
          const top = Math.max(0, Math.min(scrollTop, count * rowHeight - height));
          expect(first * rowHeight).toBeLessThanOrEqual(top);
          const bottom = Math.min(count * rowHeight, top + height);
          if (last - first < limit) expect(last * rowHeight).toBeGreaterThanOrEqual(bottom);
        },
      ),
    );
  });
});

describe('scrollToReveal', () => {
  const o = { scrollTop: 240, height: 240, rowHeight: 24 };
  it('scrolls up, down, or not at all', () => {
    expect(scrollToReveal({ ...o, line: 3 })).toBe(72);
    expect(scrollToReveal({ ...o, line: 10 })).toBe(240);
    expect(scrollToReveal({ ...o, line: 19 })).toBe(240);
    expect(scrollToReveal({ ...o, line: 20 })).toBe(264);
  });
});

describe('lines and places', () => {
  const extent: Extent = { pinnedCount: 3, settledFirst: 10, settledEnd: 15 };

  it('puts pinned rows first and settled ones below, newest first', () => {
    expect(lineCount(extent)).toBe(8);
    expect(placeAt(0, extent)).toEqual({ region: 'pinned', position: 0 });
    expect(placeAt(3, extent)).toEqual({ region: 'settled', position: 14 });
    expect(placeAt(7, extent)).toEqual({ region: 'settled', position: 10 });
    expect(placeAt(8, extent)).toBeUndefined();
    for (let line = 0; line < 8; line++) {
      const place = placeAt(line, extent);
      expect(place && lineOf(place, extent)).toBe(line);
    }
  });

  it('steps over the border of the regions and stops at the ends', () => {
    expect(stepFrom(undefined, 1, extent)).toEqual({ region: 'pinned', position: 0 });
    expect(stepFrom({ region: 'pinned', position: 2 }, 1, extent)).toEqual({
      region: 'settled',
      position: 14,
    });
    expect(stepFrom({ region: 'pinned', position: 0 }, -1, extent)?.position).toBe(0);
    expect(stepFrom({ region: 'settled', position: 10 }, 1, extent)?.position).toBe(10);
    expect(stepFrom(undefined, 1, { pinnedCount: 0, settledFirst: 0, settledEnd: 0 })).toBeUndefined();
  });
});

describe('RangeCache', () => {
  const kept = { first: 0, end: 1_000 };

  it('asks for the visible page first, then one either way, and for nothing twice', () => {
    const cache = new RangeCache<MessageRow>();
    expect(cache.missing(450, 480, kept)).toEqual([
      { from: 400, count: 200 },
      { from: 200, count: 200 },
      { from: 600, count: 200 },
    ]);
    cache.put(
      400,
      Array.from({ length: 200 }, (_, i) => row(400 + i)),
    );
    expect(cache.missing(450, 480, kept).map(({ from }) => from)).toEqual([200, 600]);
    expect(cache.at(599)?.seq).toBe(599);
    expect(cache.at(600)).toBeUndefined();
  });

  it('reads only the new end of a page that was read in part, and nothing outside of what is kept', () => {
    const cache = new RangeCache<MessageRow>();
    cache.put(
      820,
      Array.from({ length: 30 }, (_, i) => row(820 + i)),
    );
    expect(cache.missing(830, 900, { first: 820, end: 900 })).toEqual([{ from: 850, count: 50 }]);
  });

  it('keeps at most 50 pages', () => {
    const cache = new RangeCache<MessageRow>();
    for (let page = 0; page < 60; page++) cache.put(page * 200, [row(page)]);
    expect(cache.at(0)).toBeUndefined();
    expect(cache.at(59 * 200)?.seq).toBe(59);
    expect(cache.at(10 * 200)?.seq).toBe(10);
  });
});

describe('a decision that waits', () => {
  const byPerson = { decision: 'ack', dueAtMs: 5 } as const;

  it('makes a row another one, by each of its parts', () => {
    const before = [row(1, { planned: byPerson })];
    const merged = (planned: MessageRow['planned']) =>
      mergeRows(before, [row(1, { planned })])[0] === before[0];
    const level = { decision: 'later', level: 5, dueAtMs: 5 } as const;
    expect([merged({ ...byPerson }), merged(undefined), merged(level)]).toEqual([true, false, false]);
  });

  it('is passed over by the cursor when a person made it, not when a rule did', () => {
    const rule = testRule({ afterMs: 5 });
    const rows = [
      row(1),
      row(2, { planned: byPerson }),
      row(3, { planned: { ...byPerson, rule: { number: 1, rule } } }),
    ];
    expect(nextHeldIndex(rows, 1, new Set())).toBe(2);
  });
});

describe('mergeRows', () => {
  it('keeps the object of a row nothing happened to, and takes the new one otherwise', () => {
    const before = [row(1), row(2), row(3)];
    const merged = mergeRows(before, [row(4), row(1), row(2, { deciding: true })]);
    expect(merged.map(({ seq }) => seq)).toEqual([4, 1, 2]);
    expect(merged[1]).toBe(before[0]);
    expect(merged[2]).not.toBe(before[1]);
  });
});

describe('nextHeldIndex', () => {
  const rows = [row(9), row(8), row(7, { deciding: true }), row(6), row(5, { state: 'waiting' })];

  it('goes to the nearest held row below, and from the last one to the first', () => {
    expect(nextHeldIndex(rows, 9, new Set([9]))).toBe(1);
    expect(nextHeldIndex(rows, 8, new Set([8]))).toBe(3);
    expect(nextHeldIndex(rows, 6, new Set([6]))).toBe(0);
  });

  it('finds none where all are decided or on their way', () => {
    expect(nextHeldIndex(rows, 6, new Set([9, 8, 6]))).toBeUndefined();
  });

  it('starts from the top when the row is gone', () => {
    expect(nextHeldIndex(rows, 99, new Set())).toBe(0);
  });
});
