import { scanLiteral, skipBlank } from './scan.ts';

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

/** Reads JSON text with the place of every value. Names may repeat; both members are there. Throws JsonTextError. */
export function readJson(text: string): JsonNode {
  return new Reader(text).whole();
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
    return { kind: 'scalar', at, text: this.#literal() };
  }

  #member(depth: number): JsonMember {
    this.#skipBlank();
    if (this.#text.charAt(this.#at) !== '"') throw this.#error();
    const name = JSON.parse(this.#literal()) as string;
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

  #take(sign: string): boolean {
    if (this.#text.charAt(this.#at) !== sign) return false;
    this.#at++;
    return true;
  }

  #skipBlank(): void {
    this.#at = skipBlank(this.#text, this.#at);
  }

  /** Goes past the string, number or word right here. */
  #literal(): string {
    const text = scanLiteral(this.#text, this.#at);
    if (text === undefined) throw this.#error();
    this.#at += text.length;
    return text;
  }

  #error(): JsonTextError {
    const found = /^\S{0,12}/.exec(this.#text.slice(this.#at, this.#at + 12))?.[0] ?? '';
    return new JsonTextError(this.#at, found);
  }
}
