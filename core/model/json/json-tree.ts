/** Deeper text is no message a person compares, and would run out of stack. */
const MAX_DEPTH = 200;

/** One value of JSON text. `at` is where it starts. */
export type JsonNode =
  | { kind: 'object'; at: number; members: JsonMember[] }
  | { kind: 'array'; at: number; items: JsonNode[] }
  /** Text as it stands: a number keeps every digit. */
  | { kind: 'scalar'; at: number; text: string };

export interface JsonMember {
  /** Unescaped. */
  name: string;
  value: JsonNode;
}

/** Text that is no JSON, or is nested too deep. `found` is what stands there; '' at the end. */
export class JsonTextError extends Error {
  readonly at: number;
  readonly found: string;

  constructor(at: number, found: string) {
    super(`no JSON at ${at}`);
    this.name = 'JsonTextError';
    this.at = at;
    this.found = found;
  }
}

const NUMBER_OR_WORD = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const BLANK = /[ \t\n\r]*/y;

/** Reads JSON text with the place of every value. Names may repeat; both members are there. Throws JsonTextError. */
export function readJson(text: string): JsonNode {
  return new Reader(text).whole();
}

/** Line and column from 1. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, column: at - start + 1 };
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonNode {
    const node = this.#value(0);
    this.#skipBlank();
    if (this.#at < this.#text.length) throw this.#error();
    return node;
  }

  #value(depth: number): JsonNode {
    this.#skipBlank();
    if (depth > MAX_DEPTH) throw this.#error();
    const at = this.#at;
    const sign = this.#text.charAt(at);
    if (sign === '{') return { kind: 'object', at, members: this.#list('}', () => this.#member(depth)) };
    if (sign === '[') return { kind: 'array', at, items: this.#list(']', () => this.#value(depth + 1)) };
    if (sign === '"') return { kind: 'scalar', at, text: this.#string() };
    const text = this.#match(NUMBER_OR_WORD);
    if (text === undefined) throw this.#error();
    return { kind: 'scalar', at, text };
  }

  #member(depth: number): JsonMember {
    this.#skipBlank();
    if (this.#text.charAt(this.#at) !== '"') throw this.#error();
    const name = JSON.parse(this.#string()) as string;
    this.#skipBlank();
    if (!this.#take(':')) throw this.#error();
    return { name, value: this.#value(depth + 1) };
  }

  /** What stands between the sign here and `close`, separated by commas. */
  #list<T>(close: string, one: () => T): T[] {
    const items: T[] = [];
    this.#at++;
    this.#skipBlank();
    if (this.#take(close)) return items;
    for (;;) {
      items.push(one());
      this.#skipBlank();
      if (this.#take(close)) return items;
      if (!this.#take(',')) throw this.#error();
    }
  }

  /** By hand: a pattern that repeats alternatives runs out of stack on a string of megabytes. */
  #string(): string {
    const start = this.#at;
    this.#at++;
    while (this.#at < this.#text.length) {
      const unit = this.#text.charCodeAt(this.#at);
      if (unit === 0x22) {
        this.#at++;
        return this.#text.slice(start, this.#at);
      }
      if (unit < 0x20) throw this.#error();
      if (unit !== 0x5c) this.#at++;
      else if (this.#match(ESCAPE) === undefined) throw this.#error();
    }
    throw this.#error();
  }

  #take(sign: string): boolean {
    if (this.#text.charAt(this.#at) !== sign) return false;
    this.#at++;
    return true;
  }

  #skipBlank(): void {
    this.#match(BLANK);
  }

  /** Goes past what a sticky pattern matches right here. */
  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #error(): JsonTextError {
    const found = /^\S{0,12}/.exec(this.#text.slice(this.#at, this.#at + 12))?.[0] ?? '';
    return new JsonTextError(this.#at, found);
  }
}
