/** `word` is a property's name; a keyword is in capitals, an operator as written. */
export type Token =
  | { kind: 'keyword' | 'operator' | 'word'; text: string }
  | { kind: 'string'; value: string }
  | { kind: 'integer'; value: bigint }
  | { kind: 'decimal'; value: number }
  | { kind: 'end' };

const KEYWORDS: ReadonlySet<string> = new Set(
  'NOT AND OR BETWEEN IN TRUE FALSE NULL IS CONTAINS STARTSWITH ENDSWITH'.split(' '),
);
const BLANK = /(?:[ \t\n\r\f]|--[^\n\r]*[\n\r]|\/\*[^*]*\*(?:\*|[^*/][^*]*\*)*\/)*/y;
const DECIMAL = /(?:\d+\.\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|\d+e[+-]?\d+)/iy;
const INTEGER = /(?:0|[1-9]\d*l?)/iy;
const STRING = /'(?:''|[^'])*'/y;
const WORD = /[a-z_$][a-z0-9_$]*/iy;
const OPERATOR = /<>|>=|<=|[=<>(),+-]/y;
const LARGEST = 2n ** 63n - 1n;

/** Reads a condition token by token, only as far as it is asked to. Source: SelectorParser.jj. */
export class Tokens {
  readonly #text: string;
  #at = 0;
  #next: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token, which stays the next. Throws SyntaxError for what is none. */
  peek(): Token {
    this.#next ??= this.#read();
    return this.#next;
  }

  take(): Token {
    const token = this.peek();
    this.#next = undefined;
    return token;
  }

  /** What is left is not read. */
  stop(): void {
    this.#next = { kind: 'end' };
    this.#at = this.#text.length;
  }

  #read(): Token {
    this.#match(BLANK);
    if (this.#at === this.#text.length) return { kind: 'end' };
    const decimal = this.#match(DECIMAL);
    if (decimal !== undefined) return { kind: 'decimal', value: decimalOf(decimal) };
    const integer = this.#match(INTEGER);
    if (integer !== undefined) return { kind: 'integer', value: integerOf(integer) };
    const string = this.#match(STRING);
    if (string !== undefined) return { kind: 'string', value: string.slice(1, -1).replaceAll("''", "'") };
    const word = this.#match(WORD);
    if (word !== undefined) return wordOf(word);
    const operator = this.#match(OPERATOR);
    if (operator !== undefined) return { kind: 'operator', text: operator };
    throw new SyntaxError(`no token at ${this.#at}`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match !== undefined) this.#at += match.length;
    return match;
  }
}

function wordOf(text: string): Token {
  const keyword = text.toUpperCase();
  return KEYWORDS.has(keyword) ? { kind: 'keyword', text: keyword } : { kind: 'word', text };
}

function integerOf(text: string): bigint {
  const value = BigInt(text.replace(/l$/i, ''));
  if (value > LARGEST) throw new SyntaxError(`${text} is beyond 64 bits`);
  return value;
}

/** 0.0 is refused, as by the broker: below the smallest that a double holds. Source: ConstantExpression.createFloat. */
function decimalOf(text: string): number {
  const value = Number(text);
  if (value === 0 || value === Number.POSITIVE_INFINITY) throw new SyntaxError(`${text} is no double`);
  return value;
}
