import { describe, expect, it } from 'vitest';
import { foldLane, isFold, LANE_BEADS, type LaneBead, type LaneItem } from './fold-lane.ts';

const inOrder = (count: number): LaneBead[] =>
  Array.from({ length: count }, (_, index) => ({ key: 0, seq: index + 1 }));
const text = (items: readonly LaneItem[]): string =>
  items
    .map((item) =>
      isFold(item) ? `[${item.folded}${item.troubled > 0 ? `!${item.troubled}` : ''}]` : item.seq,
    )
    .join(' ');
const total = (items: readonly LaneItem[]): number =>
  items.reduce((sum, item) => sum + (isFold(item) ? item.folded : 1), 0);

describe('foldLane', () => {
  it('leaves a lane alone that can be drawn bead by bead', () => {
    const line = inOrder(LANE_BEADS);
    expect(foldLane({ stored: line, handled: line })).toEqual({ stored: line, handled: line });
  });

  it('keeps the ends, and around an inversion its neighbours, where it was stored and what it came after', () => {
    const stored = inOrder(300);
    const handled = [...stored];
    handled.splice(100, 1);
    handled.splice(110, 0, { key: 0, seq: 101, after: 111 });
    const folded = foldLane({ stored, handled });
    expect(text(folded.handled)).toBe('1 2 [98] 102 [7] 110 111 101 112 113 [185] 299 300');
    expect(text(folded.stored)).toBe('1 2 [98] 101 [7] 109 110 111 112 113 [185] 299 300');
  });

  it('folds no stretch that is shorter than its words', () => {
    const line = inOrder(300).map((bead) => (bead.seq === 10 ? { ...bead, after: 11 } : bead));
    expect(text(foldLane({ stored: line, handled: line }).stored)).toMatch(/^1 2 \[5\] 8 9 10 11 12 \[/);
    const near = inOrder(300).map((bead) => (bead.seq === 9 ? { ...bead, after: 10 } : bead));
    expect(text(foldLane({ stored: near, handled: near }).stored)).toMatch(/^1 2 3 4 5 6 7 8 9 10 11 \[/);
  });

  it('counts the trouble that is too much to draw, and loses no bead', () => {
    const line = inOrder(10_000).map((bead) =>
      bead.seq % 2 === 0 ? { ...bead, after: bead.seq + 1 } : bead,
    );
    const { stored, handled } = foldLane({ stored: line, handled: line });
    expect(stored.length).toBeLessThan(2 * LANE_BEADS);
    expect(total(stored)).toBe(10_000);
    const drawn = handled.filter((item) => !isFold(item) && item.after !== undefined).length;
    const counted = handled.reduce((sum, item) => sum + (isFold(item) ? item.troubled : 0), 0);
    expect(drawn + counted).toBe(5_000);
  });
});
