import { PythonError } from './python-error.ts';

/** One token. `newline` ends a logical line: none inside brackets, and none of a blank one. */
export type Token =
  | { kind: 'name'; line: number; text: string }
  | { kind: 'number'; line: number; text: string; value: number }
  | { kind: 'text'; line: number; text: string; value: string }
  | { kind: 'bytes'; line: number; text: string; value: Uint8Array }
  | { kind: 'sign'; line: number; text: string }
  | { kind: 'newline'; line: number; text: ''; indent: number };

/** Text beyond this is not looked at: a body of the largest size a broker takes, as Base64, and much to spare. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SIGN = /\*\*|\/\/|<<|>>|==|!=|<=|>=|->|[()[\]{},:.;=+\-*/%&|^~<>@]/y;
const OCTAL = /[0-7]{1,3}/y;
const QUOTE = /"""|'''|"|'/y;
const BLANK = /(?:[ \t\f]|\\\n)+/y;
const COMMENT = /#[^\n]*/y;
const LINE_END = /\n/y;
const INDENT = /[ \t]*/y;
const PREFIXES = new Map([
  ['', { bytes: false, raw: false }],
  ['u', { bytes: false, raw: false }],
  ['r', { bytes: false, raw: true }],
  ['b', { bytes: true, raw: false }],
  ['br', { bytes: true, raw: true }],
  ['rb', { bytes: true, raw: true }],
]);
const ESCAPES: Record<string, string> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
/** Digits that `\x`, `\u` and `\U` take. */
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };
const OPENS = '([{';
const CLOSES = ')]}';

/** Python text as tokens; the last one ends a line. Line ends are as in Python: any kind, read as one line feed. Throws PythonError (character, text, prefix, tooLong). */
export function tokenize(source: string): Token[] {
  return new Tokenizer(source).run();
}

class Tokenizer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #depth = 0;

  constructor(source: string) {
    if (source.length > MAX_CHARACTERS) throw new PythonError('tooLong', 1, '');
    this.#source = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  }

  run(): Token[] {
    let indent = this.#indent();
    while (this.#at < this.#source.length) {
      if (this.#take(LINE_END) !== undefined) {
        if (this.#depth === 0) {
          this.#endLine(indent);
          indent = this.#indent();
        }
        continue;
      }
      if (this.#skip(BLANK) || this.#skip(COMMENT)) continue;
      this.#tokens.push(this.#token());
    }
    this.#endLine(indent);
    return this.#tokens;
  }

  /** Columns before the first character of a line; a tab counts as eight, as in Python. */
  #indent(): number {
    const blank = this.#take(INDENT) ?? '';
    return [...blank].reduce((columns, blank) => (blank === '\t' ? (columns | 7) + 1 : columns + 1), 0);
  }

  #endLine(indent: number): void {
    const last = this.#tokens.at(-1);
    if (last === undefined || last.kind === 'newline') return;
    this.#tokens.push({ kind: 'newline', line: last.line, text: '', indent });
  }

  #token(): Token {
    const line = this.#line;
    const name = this.#match(NAME);
    const quoted = this.#literal(name ?? '');
    if (quoted !== undefined) return quoted;
    if (name !== undefined) {
      this.#at += name.length;
      return { kind: 'name', line, text: name };
    }
    const number = this.#take(NUMBER);
    if (number !== undefined) return { kind: 'number', line, text: number, value: Number(number) };
    const sign = this.#take(SIGN);
    if (sign === undefined) throw new PythonError('character', line, this.#source.charAt(this.#at));
    if (OPENS.includes(sign)) this.#depth++;
    if (CLOSES.includes(sign)) this.#depth = Math.max(0, this.#depth - 1);
    return { kind: 'sign', line, text: sign };
  }

  /** A literal in quotes that starts here, behind its prefix. */
  #literal(prefix: string): Token | undefined {
    const quote = matchAt(QUOTE, this.#source, this.#at + prefix.length);
    if (quote === undefined) return undefined;
    const known = PREFIXES.get(prefix.toLowerCase());
    const line = this.#line;
    if (known === undefined) throw new PythonError('prefix', line, `${prefix}${quote}`);
    const start = this.#at;
    this.#at += prefix.length + quote.length;
    const value = this.#quoted(quote, known, line);
    const text = this.#source.slice(start, this.#at);
    return known.bytes
      ? { kind: 'bytes', line, text, value: latin1(value, line) }
      : { kind: 'text', line, text, value };
  }

  #quoted(quote: string, prefix: { bytes: boolean; raw: boolean }, line: number): string {
    const parts: string[] = [];
    let from = this.#at;
    for (;;) {
      const character = this.#source.charAt(this.#at);
      if (character === '') throw new PythonError('text', line, quote);
      if (this.#source.startsWith(quote, this.#at)) {
        parts.push(this.#source.slice(from, this.#at));
        this.#at += quote.length;
        return parts.join('');
      }
      if (character === '\n') {
        if (quote.length === 1) throw new PythonError('text', line, quote);
        this.#line++;
      }
      if (character !== '\\' || prefix.raw) {
        // In a raw text a backslash keeps the quote behind it from ending it, and stays.
        this.#at += character === '\\' ? 2 : 1;
        continue;
      }
      parts.push(this.#source.slice(from, this.#at));
      parts.push(this.#escape(prefix.bytes));
      from = this.#at;
    }
  }

  /** What the escape at this place stands for. One that Python does not know stands for itself. */
  #escape(ofBytes: boolean): string {
    const kind = this.#source.charAt(this.#at + 1);
    const digits = ofBytes && kind !== 'x' ? undefined : HEX_DIGITS[kind];
    const octal = matchAt(OCTAL, this.#source, this.#at + 1);
    if (digits !== undefined) {
      const hex = this.#source.slice(this.#at + 2, this.#at + 2 + digits);
      const point = /^[0-9a-fA-F]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1;
      if (point < 0 || point > 0x10ffff) throw new PythonError('text', this.#line, `\\${kind}${hex}`);
      this.#at += 2 + digits;
      return String.fromCodePoint(point);
    }
    if (octal !== undefined) {
      this.#at += 1 + octal.length;
      return String.fromCharCode(Number.parseInt(octal, 8) & (ofBytes ? 0xff : 0x1ff));
    }
    // `\N{...}` needs the table of all names of Unicode.
    if (kind === 'N' && !ofBytes) throw new PythonError('text', this.#line, '\\N');
    this.#at += 2;
    if (kind === '\n') {
      this.#line++;
      return '';
    }
    return ESCAPES[kind] ?? `\\${kind}`;
  }

  #match(pattern: RegExp): string | undefined {
    return matchAt(pattern, this.#source, this.#at);
  }

  #take(pattern: RegExp): string | undefined {
    const found = this.#match(pattern);
    if (found === undefined) return undefined;
    this.#at += found.length;
    this.#line += found.split('\n').length - 1;
    return found;
  }

  #skip(pattern: RegExp): boolean {
    return this.#take(pattern) !== undefined;
  }
}

/** Each character is a byte; one above 255 has no place in bytes. */
function latin1(text: string, line: number): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0xff) throw new PythonError('text', line, text.charAt(at));
    bytes[at] = unit;
  }
  return bytes;
}

/** What a sticky pattern matches right there. */
function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
