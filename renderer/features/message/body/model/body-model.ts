import { lineAndColumn } from '../../../../../core/model/line-and-column.ts';
import type { Charset } from './charsets.ts';
import { JsonOutline, type TreeLine } from './json-outline.ts';
import { TextLines } from './text-lines.ts';
import { invalidUtf8Bytes } from './utf8.ts';

/** What there is to know of a body before a line of it is drawn. */
export interface BodyFacts {
  charset: Charset;
  /** Bytes (of UTF-8) or signs (else) that stand for nothing in this charset. */
  invalid: number;
  /** An object or array of JSON. */
  isJson: boolean;
  /** Where the text is no JSON; absent when it is, and when it does not begin as an object or array. */
  jsonError?: { line: number; column: number };
  /** Lines of each view as it is folded and wrapped now. */
  treeLines: number;
  textLines: number;
}

export interface BodyLines {
  tree: TreeLine;
  text: string;
}
export type LineView = keyof BodyLines;

const REPLACEMENT = /\ufffd/g;
const FIRST_COLUMNS = 44;

/** One body read as text: its outline and its lines. Heavy for large bodies: those have it in a worker. */
export class BodyModel {
  readonly #bytes: Uint8Array;
  #charset: Charset;
  #columns = FIRST_COLUMNS;
  #text = '';
  #invalid = 0;
  #outline: JsonOutline | undefined;
  #jsonErrorAt: number | undefined;
  #lines: TextLines;

  constructor(bytes: Uint8Array, charset: Charset) {
    this.#bytes = bytes;
    this.#charset = charset;
    this.#read();
    this.#lines = new TextLines(this.#text, this.#columns);
  }

  facts(): BodyFacts {
    const facts: BodyFacts = {
      charset: this.#charset,
      invalid: this.#invalid,
      isJson: this.#outline !== undefined,
      treeLines: this.#outline?.count ?? 0,
      textLines: this.#lines.count,
    };
    if (this.#jsonErrorAt !== undefined) facts.jsonError = lineAndColumn(this.#text, this.#jsonErrorAt);
    return facts;
  }

  readAs(charset: Charset): BodyFacts {
    this.#charset = charset;
    this.#read();
    return this.wrapAt(this.#columns);
  }

  /** Wraps the text view at so many signs. */
  wrapAt(columns: number): BodyFacts {
    this.#columns = columns;
    this.#lines = new TextLines(this.#text, columns);
    return this.facts();
  }

  /** Folds or unfolds a node of the tree. */
  toggle(node: number): BodyFacts {
    this.#outline?.toggle(node);
    return this.facts();
  }

  lines(view: LineView, from: number, count: number): BodyLines[LineView][] {
    return view === 'text' ? this.#lines.lines(from, count) : (this.#outline?.lines(from, count) ?? []);
  }

  text(): string {
    return this.#text;
  }

  #read(): void {
    this.#text = new TextDecoder(this.#charset).decode(this.#bytes);
    this.#invalid =
      this.#charset === 'utf-8'
        ? invalidUtf8Bytes(this.#bytes)
        : (this.#text.match(REPLACEMENT)?.length ?? 0);
    this.#outline = undefined;
    this.#jsonErrorAt = undefined;
    if (!/^\s*[{[]/.test(this.#text)) return;
    const outline = JsonOutline.parse(this.#text);
    if (outline instanceof JsonOutline) this.#outline = outline;
    else this.#jsonErrorAt = outline.badAt;
  }
}
