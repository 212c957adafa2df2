import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowseRow } from '../../../../../core/contract/browse.ts';
import { fakeBrowseRow } from '../../../../testing/fake-topics.ts';
import { BrowseRows, type BrowseState } from './browse-rows.ts';

/** A host's rows, topmost first, and a window of ten lines on them. */
let kept: BrowseRow[];
let rows: BrowseRows;
let state: BrowseState;
const reads: { from: number; count: number }[] = [];

beforeEach(() => {
  kept = [];
  reads.length = 0;
  state = { first: 0, layout: 0, filtered: 0, following: true, order: 'newestFirst', reading: false };
  rows = new BrowseRows({
    async rows(from, count) {
      reads.push({ from, count });
      const start = Math.max(from, state.first);
      return {
        layout: state.layout,
        from: start,
        rows: kept.slice(start - state.first, from + count - state.first),
      };
    },
    async find(seq) {
      const at = kept.findIndex((row) => row.seq === seq);
      return at < 0 ? null : state.first + at;
    },
  });
  rows.linesShown({ first: 0, last: 10 }, false);
});

/** Rows come on top, as in a live view. */
function arrive(count: number): void {
  for (let n = 0; n < count; n++) kept.unshift(fakeBrowseRow(kept.length + 1));
  tell({ first: state.first - count });
}

function tell(patch: Partial<BrowseState> = {}): void {
  state = { ...state, filtered: kept.length, ...patch };
  rows.viewChanged(state);
}

const seqAt = (line: number): number | undefined => rows.at(line)?.seq;

describe('a live view', () => {
  it('shows what arrives on top', async () => {
    arrive(3);
    await vi.waitFor(() => expect(seqAt(0)).toBe(3));
    arrive(2);
    await vi.waitFor(() => expect(seqAt(0)).toBe(5));
    expect(rows.shown()).toMatchObject({ count: 5, newCount: 0 });
  });

  it('stands still below a cursor that was moved off the top, counts what is new, and goes live again', async () => {
    arrive(30);
    await vi.waitFor(() => expect(seqAt(0)).toBe(30));
    await rows.moveTo(4);
    arrive(7);
    await vi.waitFor(() => expect(rows.shown().newCount).toBe(7));
    expect(rows.shown()).toMatchObject({ count: 30, cursorSeq: 26, cursorLine: 4 });
    expect(seqAt(0)).toBe(30);
    await rows.toTop();
    expect(seqAt(0)).toBe(37);
    expect(rows.shown()).toMatchObject({ count: 37, newCount: 0, cursorSeq: 37, cursorLine: 0 });
  });

  it('goes live again when the table is scrolled back to its first line', async () => {
    arrive(30);
    await vi.waitFor(() => expect(seqAt(0)).toBe(30));
    rows.linesShown({ first: 10, last: 20 }, true);
    arrive(1);
    await vi.waitFor(() => expect(rows.shown().newCount).toBe(1));
    rows.linesShown({ first: 0, last: 10 }, false);
    await vi.waitFor(() => expect(seqAt(0)).toBe(31));
  });
});

describe('rows that are sorted or filtered anew', () => {
  it('keep the cursor on its message', async () => {
    arrive(20);
    await vi.waitFor(() => expect(seqAt(0)).toBe(20));
    await rows.moveTo(2);
    kept.reverse();
    tell({ layout: state.layout + 1, order: 'oldestFirst' });
    await vi.waitFor(() => expect(rows.shown()).toMatchObject({ cursorSeq: 18, cursorLine: 17 }));
    kept = kept.filter(({ seq }) => seq > 18);
    tell({ layout: state.layout + 1 });
    await vi.waitFor(() => expect(rows.shown().cursorSeq).toBeUndefined());
    expect(rows.shown().count).toBe(2);
  });
});

describe('rows that come at the end', () => {
  it('are read only where they are visible', async () => {
    arrive(4);
    await vi.waitFor(() => expect(seqAt(0)).toBe(4));
    reads.length = 0;
    kept.push(...Array.from({ length: 1_000 }, (_, n) => fakeBrowseRow(10_000 + n)));
    tell();
    await vi.waitFor(() => expect(seqAt(9)).toBe(10_005));
    expect(rows.shown().count).toBe(1_004);
    expect(reads.every(({ from, count }) => from + count <= 400)).toBe(true);
    await rows.toEnd();
    expect(rows.shown()).toMatchObject({ cursorSeq: 10_999, cursorLine: 1_003 });
  });
});
