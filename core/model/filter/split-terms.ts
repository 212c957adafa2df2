/** One blank-separated part: [from, to) in the text. */
export interface TermText {
  from: number;
  to: number;
  negated: boolean;
  /** What stands before the first operator outside of quotes; absent for a plain word. */
  field?: string;
  operator?: string;
  /** Without its quotes. */
  value: string;
  /** Opened and never closed. */
  openQuote: boolean;
}

const OPERATOR = /[:=~<>]/;
const BLANK = /\s/;
const TWO_SIGNS = /^[<>]=/;

/** Parts as a person separates them: by blanks outside of quotes. A backslash keeps a quote or a backslash in quotes. */
export function splitTerms(text: string): TermText[] {
  const terms: TermText[] = [];
  for (let at = 0; at < text.length; ) {
    if (BLANK.test(text.charAt(at))) {
      at++;
      continue;
    }
    const term = readTerm(text, at);
    terms.push(term);
    at = term.to;
  }
  return terms;
}

function readTerm(text: string, from: number): TermText {
  const negated = text.charAt(from) === '-' && !isEnd(text, from + 1);
  const start = negated ? from + 1 : from;
  let at = start;
  while (!isEnd(text, at) && text.charAt(at) !== '"' && !OPERATOR.test(text.charAt(at))) at++;
  const hasOperator = at > start && !isEnd(text, at) && text.charAt(at) !== '"';
  if (!hasOperator) return { from, negated, ...readValue(text, start) };
  const operator = TWO_SIGNS.test(text.slice(at, at + 2)) ? text.slice(at, at + 2) : text.charAt(at);
  const value = readValue(text, at + operator.length);
  return { from, negated, field: text.slice(start, at), operator, ...value };
}

function readValue(text: string, from: number): Pick<TermText, 'value' | 'to' | 'openQuote'> {
  let value = '';
  let quoted = false;
  let at = from;
  for (; at < text.length && (quoted || !BLANK.test(text.charAt(at))); at++) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (character === '"') quoted = !quoted;
    else if (quoted && character === '\\' && (next === '"' || next === '\\')) {
      // A pattern needs its own backslashes: only a quote loses the one before it.
      value += next === '"' ? '"' : '\\\\';
      at++;
    } else value += character;
  }
  return { value, to: at, openQuote: quoted };
}

function isEnd(text: string, at: number): boolean {
  return at >= text.length || BLANK.test(text.charAt(at));
}
