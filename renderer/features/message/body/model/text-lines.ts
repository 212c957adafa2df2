/**
 * Text cut into lines that fit `columns` signs of one width: at line ends, and where a line is too long. A CJK sign and
 * a tab take two. Line breaks are left out of the lines; nothing else is.
 */
export class TextLines {
  readonly #text: string;
  readonly #starts: number[];

  constructor(text: string, columns: number) {
    this.#text = text;
    this.#starts = lineStarts(text, columns);
  }

  get count(): number {
    return this.#starts.length;
  }

  lines(from: number, count: number): string[] {
    return this.#starts
      .slice(from, from + count)
      .map((start, index) =>
        this.#text.slice(start, this.#starts[from + index + 1] ?? this.#text.length).replace(/\r?\n$/, ''),
      );
  }
}

const NEW_LINE = 0x0a;
const TAB = 0x09;
const WIDE_FROM = 0x1100;

function lineStarts(text: string, columns: number): number[] {
  if (text === '') return [];
  const starts = [0];
  let used = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === NEW_LINE) {
      if (at + 1 < text.length) starts.push(at + 1);
      used = 0;
      continue;
    }
    const width = widthOf(unit);
    // The second half of a pair has no width, so that a pair is never torn.
    if (used + width > columns && width > 0) {
      starts.push(at);
      used = 0;
    }
    used += width;
  }
  return starts;
}

function widthOf(unit: number): number {
  if (unit >= 0xdc00 && unit <= 0xdfff) return 0;
  return unit >= WIDE_FROM || unit === TAB ? 2 : 1;
}
