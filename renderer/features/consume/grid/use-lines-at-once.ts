import { useEffect, useState } from 'react';

/** The first lines of a page run code that the browser has not compiled yet: all of them at once last over 50 ms. */
const LINES_A_FRAME = 12;

/** How many lines may be drawn now of those that are `wanted`: some more each frame, and never fewer again. */
export function useLinesAtOnce(wanted: number): number {
  const [lines, setLines] = useState(LINES_A_FRAME);
  const isDone = lines >= wanted;
  useEffect(() => {
    if (isDone) return;
    const frame = requestAnimationFrame(() => setLines(lines + LINES_A_FRAME));
    return () => cancelAnimationFrame(frame);
  }, [isDone, lines]);
  return lines;
}
