/** One token of JSON text; blanks are not tokens. */
export interface Token {
  kind: 'open' | 'close' | 'comma' | 'colon' | 'value';
  text: string;
  at: number;
}

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BLANK = /[ \t\n\r]*/y;
const SIGNS: Record<string, Token['kind']> = {
  '{': 'open',
  '[': 'open',
  '}': 'close',
  ']': 'close',
  ',': 'comma',
  ':': 'colon',
};

/** The tokens, and where the first thing stands that is none (undefined: all are tokens). */
export function scanTokens(text: string): { tokens: Token[]; badAt: number | undefined } {
  const tokens: Token[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const sign = SIGNS[text.charAt(at)];
    const found = sign === undefined ? scanLiteral(text, at) : text.charAt(at);
    if (found === undefined) return { tokens, badAt: at };
    tokens.push({ kind: sign ?? 'value', text: found, at });
    at = skipBlank(text, at + found.length);
  }
  return { tokens, badAt: undefined };
}

/** Where JSON text goes wrong, as an offset; undefined when it is valid. Agrees with JSON.parse (a property test says so). */
export function findJsonError(text: string): number | undefined {
  const { tokens, badAt } = scanTokens(text);
  const open: string[] = [];
  let expect: 'value' | 'valueOrClose' | 'name' | 'nameOrClose' | 'colon' | 'commaOrClose' | 'end' = 'value';
  for (const { kind, text: token, at } of tokens) {
    const inObject = open.at(-1) === '{';
    const closes = kind === 'close' && token === (inObject ? '}' : ']') && open.length > 0;
    if (closes && (expect === 'valueOrClose' || expect === 'nameOrClose' || expect === 'commaOrClose')) {
      open.pop();
      expect = open.length === 0 ? 'end' : 'commaOrClose';
    } else if (expect === 'commaOrClose' && kind === 'comma') {
      expect = inObject ? 'name' : 'value';
    } else if ((expect === 'name' || expect === 'nameOrClose') && token.startsWith('"')) {
      expect = 'colon';
    } else if (expect === 'colon' && kind === 'colon') {
      expect = 'value';
    } else if ((expect === 'value' || expect === 'valueOrClose') && kind === 'open') {
      open.push(token);
      expect = token === '{' ? 'nameOrClose' : 'valueOrClose';
    } else if ((expect === 'value' || expect === 'valueOrClose') && kind === 'value') {
      expect = open.length === 0 ? 'end' : 'commaOrClose';
    } else {
      return at;
    }
  }
  if (badAt !== undefined) return badAt;
  return expect === 'end' ? undefined : text.length;
}

/** Line and column from 1. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: at - lineStart + 1 };
}

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
