const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The string, number or word that begins here, as written; undefined when none does. */
export function scanLiteral(text: string, at: number): string | undefined {
  const end = literalEnd(text, at);
  return end === undefined ? undefined : text.slice(at, end);
}

/** Behind the string, number or word that begins here; undefined when none does. */
export function literalEnd(text: string, at: number): number | undefined {
  return text.charCodeAt(at) === 0x22 ? stringEnd(text, at) : matchEnd(NUMBER_OR_WORD, text, at);
}

/** By hand: a pattern that repeats alternatives runs out of stack on a string of megabytes. */
function stringEnd(text: string, start: number): number | undefined {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return at + 1;
    if (unit < 0x20) return undefined;
    const next = unit === 0x5c ? matchEnd(ESCAPE, text, at) : at + 1;
    if (next === undefined) return undefined;
    at = next;
  }
  return undefined;
}

/** The first offset from here that is no blank. */
export function skipBlank(text: string, at: number): number {
  let next = at;
  while (next < text.length && isBlank(text.charCodeAt(next))) next++;
  return next;
}

const isBlank = (unit: number): boolean => unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;

/** Behind what a sticky pattern matches right there. */
function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}
