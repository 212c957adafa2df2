import type { OrderMessage } from './scenario.ts';

/** One place on a line of a lane. */
export interface LaneBead extends OrderMessage {
  /** The higher sequence of its key that it came after. */
  after?: number;
  /** It was on this line before. */
  duplicate?: true;
  /** Stored in another queue than its key's. */
  away?: true;
}

/** A stretch that is not drawn bead by bead. */
export interface LaneFold {
  folded: number;
  /** Late or away beads in it: 0 unless there are too many to draw. */
  troubled: number;
}

export type LaneItem = LaneBead | LaneFold;

/** The beads of one queue: as its broker stored them, and as they were handled. */
export interface LaneLines<Item> {
  stored: Item[];
  handled: Item[];
}

/** Beads a line may have before stretches of it are folded. */
export const LANE_BEADS = 200;
/** Kept on each side of a bead that is in trouble, and at both ends. */
const NEIGHBOURS = 2;
/** A shorter stretch takes no more room than the words that would stand for it. */
const SHORTEST_FOLD = 5;

export const isFold = (item: LaneItem): item is LaneFold => 'folded' in item;
export const isTroubled = (bead: LaneBead): boolean => bead.after !== undefined || bead.away === true;

/**
 * Folds in-order stretches of a lane with more than LANE_BEADS beads on a line. The same places of both lines are kept, so
 * that they stay one above the other: around each bead in trouble, where its message stands on the other line, and where
 * the message it came after stands. Where that would keep more than LANE_BEADS, later trouble is folded as well and counted.
 */
export function foldLane({ stored, handled }: LaneLines<LaneBead>): LaneLines<LaneItem> {
  const length = Math.max(stored.length, handled.length);
  if (length <= LANE_BEADS) return { stored, handled };
  const kept = new Set<number>();
  for (let end = 0; end < NEIGHBOURS; end++) kept.add(end).add(length - 1 - end);
  keepTrouble(stored, handled, kept, LANE_BEADS / 2);
  keepTrouble(handled, stored, kept, LANE_BEADS);
  keepShortStretches(kept, length);
  return { stored: folded(stored, kept), handled: folded(handled, kept) };
}

/** The same for equal messages; sequences stay far below the factor. */
const idOf = ({ key, seq }: OrderMessage): number => key * 1_000_000 + seq;

function keepTrouble(
  line: readonly LaneBead[],
  other: readonly LaneBead[],
  kept: Set<number>,
  most: number,
): void {
  const wanted = { own: new Set<number>(), other: new Set<number>() };
  for (const [at, bead] of line.entries()) {
    if (!isTroubled(bead)) continue;
    // One more may add itself, its neighbours and two other places.
    if (kept.size + wanted.own.size + wanted.other.size + 2 * NEIGHBOURS + 3 > most) break;
    for (let near = at - NEIGHBOURS; near <= at + NEIGHBOURS; near++)
      if (near >= 0 && near < line.length) kept.add(near);
    const { key, after } = bead;
    wanted.other.add(idOf(bead));
    if (after !== undefined) wanted.own.add(idOf({ key, seq: after }));
  }
  keepFirst(wanted.own, line, kept);
  keepFirst(wanted.other, other, kept);
}

/** Where each of these messages stands first. */
function keepFirst(wanted: Set<number>, line: readonly LaneBead[], kept: Set<number>): void {
  for (let at = 0; at < line.length && wanted.size > 0; at++) {
    const bead = line[at];
    if (bead !== undefined && wanted.delete(idOf(bead))) kept.add(at);
  }
}

function keepShortStretches(kept: Set<number>, length: number): void {
  const places = [...kept].sort((a, b) => a - b);
  places.forEach((place, index) => {
    const next = places[index + 1] ?? length;
    if (next - place - 1 >= SHORTEST_FOLD) return;
    for (let between = place + 1; between < next; between++) kept.add(between);
  });
}

function folded(line: readonly LaneBead[], kept: ReadonlySet<number>): LaneItem[] {
  const items: LaneItem[] = [];
  let fold: LaneFold | undefined;
  for (const [at, bead] of line.entries()) {
    if (kept.has(at)) {
      items.push(bead);
      fold = undefined;
      continue;
    }
    if (fold === undefined) {
      fold = { folded: 0, troubled: 0 };
      items.push(fold);
    }
    fold.folded++;
    if (isTroubled(bead)) fold.troubled++;
  }
  return items;
}
