import { literalEnd, skipBlank } from '../../../../../core/model/json/scan.ts';
import { JsonNodes } from './json-nodes.ts';

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d] as const;
const [QUOTE, COLON, COMMA] = [0x22, 0x3a, 0x2c] as const;
const NO_NAME = { nameAt: -1, nameEnd: -1 };

/** The values of a JSON text, or the offset where it goes wrong. */
export function readNodes(text: string): JsonNodes | { badAt: number } {
  const reader = new Reader(text);
  return reader.readAll() ? reader.nodes : { badAt: reader.at };
}

/** Each step says whether the text is right so far; `at` is then behind it, else where it goes wrong. */
class Reader {
  readonly nodes = new JsonNodes();
  readonly #text: string;
  /** Objects and arrays that are not closed, and the signs that close them. */
  readonly #open: { node: number; closer: number }[] = [];
  #name = NO_NAME;
  at: number;

  constructor(text: string) {
    this.#text = text;
    this.at = skipBlank(text, 0);
  }

  readAll(): boolean {
    while (this.#readValue()) {
      const more = this.#readBehind();
      if (more !== true) return more === 'end' && this.at === this.#text.length;
    }
    return false;
  }

  /** A value that is no object or array, or all openings up to the first of these or to an empty one. */
  #readValue(): boolean {
    for (;;) {
      const sign = this.#sign();
      const opens = sign === OPEN_OBJECT || sign === OPEN_ARRAY;
      const end = opens ? this.at + 1 : literalEnd(this.#text, this.at);
      if (end === undefined) return false;
      const node = this.#add(end);
      this.#goTo(end);
      if (!opens) return true;
      const closer = sign === OPEN_OBJECT ? CLOSE_OBJECT : CLOSE_ARRAY;
      this.#open.push({ node, closer });
      if (this.#sign() === closer) return true;
      if (sign === OPEN_OBJECT && !this.#readName()) return false;
    }
  }

  /** What stands behind a value: the ends of what is open, then a comma (true: a value follows), or the end of all. */
  #readBehind(): boolean | 'end' {
    for (let inner = this.#open.at(-1); inner !== undefined; inner = this.#open.at(-1)) {
      const sign = this.#sign();
      if (sign === inner.closer) {
        this.nodes.close(inner.node, this.at + 1);
        this.#open.pop();
        this.#goTo(this.at + 1);
      } else {
        if (sign !== COMMA) return false;
        this.#goTo(this.at + 1);
        return inner.closer === CLOSE_ARRAY || this.#readName();
      }
    }
    return 'end';
  }

  /** Reads `"name":` where an object's member must begin. */
  #readName(): boolean {
    const end = this.#sign() === QUOTE ? literalEnd(this.#text, this.at) : undefined;
    if (end === undefined) return false;
    this.#name = { nameAt: this.at + 1, nameEnd: end - 1 };
    this.#goTo(end);
    if (this.#sign() !== COLON) return false;
    this.#goTo(this.at + 1);
    return true;
  }

  #add(end: number): number {
    const parent = this.#open.at(-1);
    const ordinal = parent === undefined ? 0 : this.nodes.childOf(parent.node);
    const node = this.nodes.add(this.at, end, { depth: this.#open.length, ordinal, ...this.#name });
    this.#name = NO_NAME;
    return node;
  }

  #sign(): number {
    return this.#text.charCodeAt(this.at);
  }

  #goTo(at: number): void {
    this.at = skipBlank(this.#text, at);
  }
}
