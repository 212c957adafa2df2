import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ColumnLayout,
  gridTemplate,
  inOrder,
  MIN_COLUMN_WIDTH,
  movedBy,
  movedTo,
  OWN_LAYOUT,
  resized,
  shownColumns,
  toggledHidden,
} from './columns.ts';

const COLUMNS = ['stored', 'queue', 'tag', 'body'].map((id) => ({ id, width: 80, grows: id === 'body' }));
const ids = (layout: ColumnLayout): string[] => inOrder(COLUMNS, layout).map(({ id }) => id);

describe('the order of columns', () => {
  it('is their own until somebody moves one', () => {
    expect(ids(OWN_LAYOUT)).toEqual(['stored', 'queue', 'tag', 'body']);
    expect(ids(movedTo(COLUMNS, OWN_LAYOUT, 'tag', 'stored'))).toEqual(['tag', 'stored', 'queue', 'body']);
    expect(ids(movedTo(COLUMNS, OWN_LAYOUT, 'stored', 'tag'))).toEqual(['queue', 'tag', 'stored', 'body']);
  });

  it('steps over hidden columns and stops at the ends', () => {
    const hidden = toggledHidden(COLUMNS, OWN_LAYOUT, 'queue');
    expect(ids(movedBy(COLUMNS, hidden, 'stored', 1))).toEqual(['queue', 'tag', 'stored', 'body']);
    expect(movedBy(COLUMNS, OWN_LAYOUT, 'stored', -1)).toBe(OWN_LAYOUT);
  });

  it('puts a column that is new behind its neighbour and passes over one that is gone', () => {
    const kept: ColumnLayout = { ...OWN_LAYOUT, order: ['body', 'gone', 'queue', 'stored'] };
    expect(ids(kept)).toEqual(['body', 'queue', 'tag', 'stored']);
  });

  it('always has every column once', () => {
    const id = fc.constantFrom('stored', 'queue', 'tag', 'body', 'gone');
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id)), fc.uniqueArray(id), (moves, order) => {
        const layout = moves.reduce<ColumnLayout>(
          (before, [from, to]) => movedTo(COLUMNS, before, from, to),
          { ...OWN_LAYOUT, order },
        );
        expect([...ids(layout)].sort()).toEqual(['body', 'queue', 'stored', 'tag']);
      }),
    );
  });
});

describe('shown columns', () => {
  it('never become none', () => {
    const one = ['stored', 'queue', 'tag'].reduce(
      (layout, id) => toggledHidden(COLUMNS, layout, id),
      OWN_LAYOUT,
    );
    expect(toggledHidden(COLUMNS, one, 'body')).toBe(one);
    expect(shownColumns(COLUMNS, one).map(({ id }) => id)).toEqual(['body']);
    expect(ids(toggledHidden(COLUMNS, one, 'tag'))).toContain('tag');
  });

  it('have one that takes the room left: the last one when the growing one is hidden', () => {
    expect(gridTemplate(COLUMNS, OWN_LAYOUT)).toBe('80px 80px 80px minmax(80px, 1fr)');
    expect(gridTemplate(COLUMNS.slice(0, 2), OWN_LAYOUT)).toBe('80px minmax(80px, 1fr)');
  });

  it('keep a width that can be grasped', () => {
    expect(resized(OWN_LAYOUT, 'tag', 3).widths).toEqual({ tag: MIN_COLUMN_WIDTH });
    expect(gridTemplate(COLUMNS.slice(2, 3), resized(OWN_LAYOUT, 'tag', 120.4))).toBe('minmax(120px, 1fr)');
  });
});
