const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BLANK = /[ \t\n\r]*/y;

/** The string, number or word that begins here, as written; undefined when none does. */
export function scanLiteral(text: string, at: number): string | undefined {
  return text.charAt(at) === '"' ? stringAt(text, at) : matchAt(NUMBER_OR_WORD, text, at);
}

/** By hand: a pattern that repeats alternatives runs out of stack on a string of megabytes. */
function stringAt(text: string, start: number): string | undefined {
  let at = start + 1;
  while (at < text.length) {
    const unit = text.charCodeAt(at);
    if (unit === 0x22) return text.slice(start, at + 1);
    if (unit < 0x20) return undefined;
    const escaped = unit === 0x5c ? matchAt(ESCAPE, text, at) : ' ';
    if (escaped === undefined) return undefined;
    at += escaped.length;
  }
  return undefined;
}

/** The first offset from here that is no blank. */
export function skipBlank(text: string, at: number): number {
  return at + (matchAt(BLANK, text, at)?.length ?? 0);
}

/** What a sticky pattern matches right there. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
