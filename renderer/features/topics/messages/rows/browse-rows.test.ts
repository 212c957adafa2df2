import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowseRow } from '../../../../../core/contract/browse.ts';
import { fakeBrowseRow } from '../../../../testing/fake-topics.ts';
import { BrowseRows, type BrowseState } from './browse-rows.ts';

/** A host's rows, topmost first, and a window of ten lines on them. */
let kept: BrowseRow[];
let rows: BrowseRows;
let state: BrowseState;
const reads: { from: number; count: number }[] = [];
/** What the host is slow to answer, until `answer` is called. */
let slow: 'rows' | 'find' | undefined;
let answer: () => void;

beforeEach(() => {
  kept = [];
  reads.length = 0;
  slow = undefined;
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  state = { first: 0, layout: 0, filtered: 0, following: true, order: 'newestFirst', reading: false };
  rows = new BrowseRows({
    async rows(from, count) {
      reads.push({ from, count });
      const start = Math.max(from, state.first);
      const page = {
        layout: state.layout,
        from: start,
        rows: kept.slice(start - state.first, from + count - state.first),
      };
      if (slow === 'rows') await answered;
      return page;
    },
    async find(seq) {
      if (slow === 'find') await answered;
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

describe('a filter that the cursor’s row does not pass', () => {
  it('lets the view go live again', async () => {
    arrive(30);
    await vi.waitFor(() => expect(seqAt(0)).toBe(30));
    await rows.moveTo(4);
    kept = [];
    tell({ layout: state.layout + 1 });
    await vi.waitFor(() => expect(rows.shown()).toMatchObject({ count: 0, cursorSeq: undefined }));
    kept = [fakeBrowseRow(31)];
    tell({ first: state.first - 1 });
    await vi.waitFor(() => expect(seqAt(0)).toBe(31));
    expect(rows.shown().newCount).toBe(0);
  });
});

describe('a cursor that is put somewhere while rows are laid anew', () => {
  beforeEach(async () => {
    arrive(20);
    await vi.waitFor(() => expect(seqAt(0)).toBe(20));
  });

  function turnAround(): void {
    kept.reverse();
    tell({ layout: state.layout + 1, order: 'oldestFirst' });
  }

  it.each(['rows', 'find'] as const)('stays on its message while the host answers "%s"', async (call) => {
    slow = call;
    turnAround();
    await rows.step(1);
    await rows.step(1);
    answer();
    await vi.waitFor(() => expect(seqAt(0)).toBe(1));
    expect(rows.shown()).toMatchObject({ cursorSeq: 19, cursorLine: 18 });
    expect(rows.cursorRow()?.seq).toBe(19);
  });

  it('stays on its message when that had to be read', async () => {
    kept.push(...Array.from({ length: 1_000 }, (_, n) => fakeBrowseRow(10_000 + n)));
    tell();
    const moved = rows.toEnd();
    turnAround();
    await moved;
    await vi.waitFor(() => expect(seqAt(0)).toBe(10_999));
    expect(rows.shown()).toMatchObject({ cursorSeq: 10_999, cursorLine: 0 });
    expect(rows.cursorRow()?.seq).toBe(10_999);
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
    // What is done with it does not wait for its lines to be drawn.
    expect(rows.cursorRow()?.seq).toBe(10_999);
  });
});
