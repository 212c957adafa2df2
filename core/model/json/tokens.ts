import { scanLiteral, skipBlank } from './scan.ts';

/** One token of JSON text; blanks are not tokens. */
export interface Token {
  kind: 'open' | 'close' | 'comma' | 'colon' | 'value';
  text: string;
  at: number;
}

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
