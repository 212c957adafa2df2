import type { ComparableLines } from './json-lines.ts';

/** Text by its lines. A carriage return is shown, and a missing last line break is a difference. */
export function textLines(text: string): ComparableLines {
  const texts = text.split('\n').map((line) => (line.endsWith('\r') ? `${line.slice(0, -1)}␍` : line));
  return { texts, keys: text.split('\n') };
}
