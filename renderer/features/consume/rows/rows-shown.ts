import type { Extent, RowPlace } from './lines.ts';

export interface Cursor extends RowPlace {
  seq: number;
}

/** What the grid draws; a new object with each change. */
export interface RowsShown extends Extent {
  cursor: Cursor | undefined;
  /** Its row is on the screen. */
  cursorDrawn: boolean;
  /** The view stands still: somebody reads below the top, or paused it. */
  frozen: boolean;
  paused: boolean;
  /** What holds the view is among the settled rows, or the pause. */
  settledHeld: boolean;
  /** Deliveries that arrived since it stands still. */
  newCount: number;
  busy: boolean;
  /** Goes up when the cursor must be scrolled to. */
  reveals: number;
  /** Goes up when the view must jump to the top. */
  tops: number;
  /** Rows by which what is read in the pinned region moved down, summed up. */
  pinnedShift: number;
  /** Goes up with every read that came back: rows may be others now. */
  reads: number;
  /** Settled rows came by more than a few at once when they last came: each is soon pushed on by others. */
  streams: boolean;
}

/** More than these at once are a stream. */
const FEW_AT_ONCE = 4;

/** Whether settled rows came by more than a few at once when they last came. */
export function streams(before: RowsShown | undefined, settledEnd: number): boolean {
  const came = settledEnd - (before?.settledEnd ?? 0);
  return came === 0 ? (before?.streams ?? false) : came > FEW_AT_ONCE;
}

export function sameShown(a: RowsShown, b: RowsShown): boolean {
  return (Object.keys(b) as (keyof RowsShown)[]).every((name) => a[name] === b[name]);
}
