import { describe, expect, it } from 'vitest';
import type { OrderLane } from '../../../../core/contract/order-lab.ts';
import type { LaneItem } from '../../../../core/model/order/fold-lane.ts';
import { layOut, stepFor, within } from './lane-layout.ts';

const lane = (stored: LaneItem[], handled: LaneItem[]): OrderLane => ({
  queue: 0,
  stored,
  handled,
  storedCount: 0,
  handledCount: 0,
  storedInversions: 0,
  handledInversions: 0,
});
const beads = (...seqs: number[]): LaneItem[] => seqs.map((seq) => ({ key: 0, seq }));

describe('layOut', () => {
  it('joins each message to itself, and marks the two that changed places', () => {
    const handled: LaneItem[] = [
      { key: 0, seq: 1 },
      { key: 0, seq: 3 },
      { key: 0, seq: 2, after: 3 },
    ];
    const { links } = layOut(lane(beads(1, 2, 3), handled), 50);
    expect(links.map(({ fromX, toX, broken }) => [toX - fromX, broken])).toEqual([
      [0, false],
      [-50, true],
      [50, true],
    ]);
  });

  it('joins a duplicate to nothing', () => {
    const handled: LaneItem[] = [...beads(1, 2), { key: 0, seq: 1, duplicate: true }];
    expect(layOut(lane(beads(1, 2), handled), 50).links).toHaveLength(2);
  });

  it('keeps both lines one above the other behind a fold', () => {
    const folded: LaneItem[] = [...beads(1), { folded: 300, troubled: 0 }, ...beads(302)];
    const { stored, handled, width } = layOut(lane(folded, folded), 30);
    expect(stored.at(-1)?.x).toBe(handled.at(-1)?.x);
    expect(width).toBeGreaterThan(stored.at(-1)?.x ?? 0);
  });
});

describe('within', () => {
  it('leaves out what is not seen, but not a link that crosses the view', () => {
    const many = beads(...Array.from({ length: 200 }, (_, index) => index + 1));
    const [first, ...others] = many;
    const handled = first === undefined ? [] : [...others, first];
    const drawn = within(layOut(lane(many, handled), 30), { from: 1_000, to: 1_300 });
    expect(drawn.stored.length).toBeLessThan(15);
    expect(drawn.links.some(({ toX, fromX }) => Math.abs(toX - fromX) > 5_000)).toBe(true);
  });
});

describe('stepFor', () => {
  it('spreads a few beads and squeezes many', () => {
    const few = lane(beads(1, 2, 3), beads(1, 2, 3));
    const many = lane(beads(...Array.from({ length: 200 }, (_, index) => index)), []);
    expect(stepFor([few], 900)).toBeGreaterThan(stepFor([few, many], 900));
  });
});
