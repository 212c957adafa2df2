import type { JsonNodes } from './json-nodes.ts';
import { readNodes } from './read-nodes.ts';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word';

/** A line of the drawn tree. */
export interface TreeLine {
  node: number;
  /** From 1 for what stands at the top. */
  level: number;
  kind: JsonKind;
  /** The member's name as written, or the item's index; absent of a lone value. */
  name?: string;
  /** Of a plain value: as written, shortened when it is long. */
  value?: string;
  /** Of an object or array. */
  size?: number;
  open?: boolean;
}

/** Longer values are for the text view. */
const VALUE_SHOWN = 300;

/**
 * JSON text as a foldable list of lines in reading order. The members of the root stand at the top; only a root that
 * is a plain value or empty has a line itself. `parse` gives the offset where the text goes wrong instead.
 */
export class JsonOutline {
  readonly #text: string;
  readonly #nodes: JsonNodes;
  readonly #folded = new Set<number>();
  /** Nodes that have a line now. */
  #visible = new Int32Array(0);

  static parse(text: string): JsonOutline | { badAt: number } {
    const nodes = readNodes(text);
    return 'badAt' in nodes ? nodes : new JsonOutline(text, nodes);
  }

  private constructor(text: string, nodes: JsonNodes) {
    this.#text = text;
    this.#nodes = nodes;
    this.#layOut();
  }

  get count(): number {
    return this.#visible.length;
  }

  /** An object or array, not a lone value. */
  get hasMembers(): boolean {
    return this.#nodes.read(0).size > 0;
  }

  /** Folds an open object or array, unfolds a folded one. */
  toggle(node: number): void {
    if (!this.#folded.delete(node)) this.#folded.add(node);
    this.#layOut();
  }

  lines(from: number, count: number): TreeLine[] {
    return Array.from(this.#visible.subarray(from, from + count), (index) => this.#line(index));
  }

  #line(index: number): TreeLine {
    const { depth, nameAt, nameEnd, at, end, size, ordinal } = this.#nodes.read(index);
    const kind = kindOf(this.#text.charAt(at));
    const line: TreeLine = { node: index, level: Math.max(1, depth), kind };
    if (nameAt >= 0) line.name = this.#text.slice(nameAt, nameEnd);
    else if (depth > 0) line.name = String(ordinal);
    if (kind === 'object' || kind === 'array') return { ...line, size, open: !this.#folded.has(index) };
    const long = end - at > VALUE_SHOWN;
    return {
      ...line,
      value: long ? `${this.#text.slice(at, at + VALUE_SHOWN)}…` : this.#text.slice(at, end),
    };
  }

  #layOut(): void {
    const visible = new Int32Array(this.#nodes.count);
    let lines = 0;
    for (let index = this.hasMembers ? 1 : 0; index < visible.length; lines++) {
      visible[lines] = index;
      index = this.#folded.has(index) ? this.#nodes.nextOf(index) : index + 1;
    }
    this.#visible = visible.subarray(0, lines);
  }
}

function kindOf(sign: string): JsonKind {
  if (sign === '{') return 'object';
  if (sign === '[') return 'array';
  if (sign === '"') return 'string';
  return sign === '-' || (sign >= '0' && sign <= '9') ? 'number' : 'word';
}
