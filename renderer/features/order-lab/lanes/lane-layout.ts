import type { OrderLane } from '../../../../core/contract/order-lab.ts';
import { isFold, type LaneBead, type LaneItem } from '../../../../core/model/order/fold-lane.ts';

/** Pixels; the picture file is drawn by the same numbers. */
export const LANE_HEIGHT = 122;
export const LINE_Y = { stored: 40, handled: 94 } as const;
export const BEAD_RADIUS = 10;
/** Where the first bead's centre stands; the words of the lines are left of it. */
export const FIRST_X = 96;
const MIN_STEP = 26;
const MAX_STEP = 58;
const FOLD_WIDTH = 190;

export interface PlacedItem {
  x: number;
  item: LaneItem;
  /** Stable within its line. */
  id: string;
}

/** From a stored bead to the handled one of the same message. */
export interface Link {
  id: string;
  key: number;
  fromX: number;
  toX: number;
  /** One of the two that changed places. */
  broken: boolean;
}

export interface LaneDrawing {
  /** Of the longer line. */
  width: number;
  stored: PlacedItem[];
  handled: PlacedItem[];
  links: Link[];
}

/** Pixels from bead to bead, so that the longest line fits if it can. */
export function stepFor(lanes: readonly OrderLane[], width: number): number {
  const longest = Math.max(1, ...lanes.flatMap(({ stored, handled }) => [stored.length, handled.length]));
  return Math.max(MIN_STEP, Math.min(MAX_STEP, (width - FIRST_X - 30) / longest));
}

export function layOut({ stored, handled }: OrderLane, step: number): LaneDrawing {
  const lines = { stored: placed(stored, step), handled: placed(handled, step) };
  const last = Math.max(endOf(lines.stored), endOf(lines.handled));
  return { width: last + BEAD_RADIUS + 6, ...lines, links: linksOf(lines.stored, lines.handled) };
}

function placed(items: readonly LaneItem[], step: number): PlacedItem[] {
  let x = FIRST_X;
  return items.map((item, index) => {
    const width = isFold(item) ? FOLD_WIDTH : step;
    const at = isFold(item) ? x - step / 2 + FOLD_WIDTH / 2 : x;
    x += width;
    return { x: at, item, id: isFold(item) ? `fold-${index}` : `${nameOf(item)}-${index}` };
  });
}

const endOf = (line: readonly PlacedItem[]): number => {
  const last = line.at(-1);
  return last === undefined ? FIRST_X : last.x + (isFold(last.item) ? FOLD_WIDTH / 2 : 0);
};
const nameOf = ({ key, seq }: LaneBead): string => `${key}:${seq}`;

/** First copies only: where duplicates belong is not known. */
function linksOf(stored: readonly PlacedItem[], handled: readonly PlacedItem[]): Link[] {
  const from = new Map<string, number>();
  const crossed = new Set<string>();
  for (const { item, x } of stored) {
    if (!isFold(item) && !from.has(nameOf(item))) from.set(nameOf(item), x);
  }
  for (const { item } of handled) {
    if (isFold(item) || item.after === undefined) continue;
    crossed.add(nameOf(item));
    crossed.add(nameOf({ key: item.key, seq: item.after }));
  }
  return handled.flatMap(({ item, x, id }): Link[] => {
    if (isFold(item) || item.duplicate) return [];
    const fromX = from.get(nameOf(item));
    if (fromX === undefined) return [];
    return [{ id, key: item.key, fromX, toX: x, broken: crossed.has(nameOf(item)) }];
  });
}

export interface XRange {
  from: number;
  to: number;
}

/** What of a lane is to be drawn for a stretch of it. */
export function within(drawing: LaneDrawing, { from, to }: XRange): LaneDrawing {
  const near = ({ x, item }: PlacedItem): boolean => {
    const half = isFold(item) ? FOLD_WIDTH / 2 : BEAD_RADIUS;
    return x + half >= from && x - half <= to;
  };
  return {
    width: drawing.width,
    stored: drawing.stored.filter(near),
    handled: drawing.handled.filter(near),
    links: drawing.links.filter(
      ({ fromX, toX }) => Math.max(fromX, toX) >= from && Math.min(fromX, toX) <= to,
    ),
  };
}
