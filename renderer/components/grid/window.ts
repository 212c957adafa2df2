export const MAX_ROWS_IN_DOM = 100;

/** Lines drawn beyond the visible ones at either end, so that a small scroll finds them there. */
const OVERSCAN = 4;

/** Lines [first, last) of a list. */
export interface LineRange {
  first: number;
  last: number;
}

/** Which lines of one fixed height to draw: the visible ones and a few around, never more than `limit`. */
export function visibleLines(o: {
  scrollTop: number;
  height: number;
  rowHeight: number;
  count: number;
  limit: number;
}): LineRange {
  const top = Math.max(0, Math.min(o.scrollTop, o.count * o.rowHeight - o.height));
  const firstVisible = Math.floor(top / o.rowHeight);
  const lastVisible = Math.ceil((top + o.height) / o.rowHeight);
  const first = Math.min(o.count, Math.max(0, firstVisible - OVERSCAN));
  const last = Math.min(o.count, lastVisible + OVERSCAN);
  return last - first <= o.limit ? { first, last } : { first, last: first + o.limit };
}

/** Where to scroll so that a line is wholly visible: as little as needed, `scrollTop` itself when it is. */
export function scrollToReveal(o: {
  line: number;
  scrollTop: number;
  height: number;
  rowHeight: number;
}): number {
  const top = o.line * o.rowHeight;
  if (top < o.scrollTop) return top;
  return Math.max(o.scrollTop, top + o.rowHeight - o.height);
}
