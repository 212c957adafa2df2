import { scanLiteral, skipBlank } from '../../../../../core/model/json/scan.ts';

export type JsonKind = 'object' | 'array' | 'string' | 'number' | 'word';

/** One value of a JSON text. Offsets lead into the text: nothing is parsed, so numbers and strings keep their spelling. */
interface Node {
  kind: JsonKind;
  /** 0 for the root. */
  depth: number;
  /** Its name without quotes as [from, to); -1 of an array's items and the root. */
  nameAt: number;
  nameEnd: number;
  at: number;
  end: number;
  /** Direct children. */
  size: number;
  /** From 0 among its siblings. */
  ordinal: number;
  /** The node after all of its own. */
  next: number;
}

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
  readonly #nodes: Node[];
  readonly #folded = new Set<number>();
  /** Nodes that have a line now. */
  #visible: number[] = [];

  static parse(text: string): JsonOutline | { badAt: number } {
    const nodes: Node[] = [];
    const badAt = readNodes(text, nodes);
    return badAt === undefined ? new JsonOutline(text, nodes) : { badAt };
  }

  private constructor(text: string, nodes: Node[]) {
    this.#text = text;
    this.#nodes = nodes;
    this.#layOut();
  }

  get count(): number {
    return this.#visible.length;
  }

  /** An object or array, not a lone value. */
  get hasMembers(): boolean {
    return (this.#nodes[0]?.size ?? 0) > 0;
  }

  /** Folds an open object or array, unfolds a folded one. */
  toggle(node: number): void {
    if (!this.#folded.delete(node)) this.#folded.add(node);
    this.#layOut();
  }

  lines(from: number, count: number): TreeLine[] {
    return this.#visible.slice(from, from + count).flatMap((index) => this.#line(index) ?? []);
  }

  #line(index: number): TreeLine | undefined {
    const node = this.#nodes[index];
    if (node === undefined) return undefined;
    const { kind, depth, nameAt, nameEnd, at, end, size, ordinal } = node;
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
    const visible: number[] = [];
    for (let index = this.hasMembers ? 1 : 0; index < this.#nodes.length; ) {
      visible.push(index);
      index = this.#folded.has(index) ? (this.#nodes[index]?.next ?? index + 1) : index + 1;
    }
    this.#visible = visible;
  }
}

/** Appends every value of the text; returns where the text goes wrong, if it does. */
function readNodes(text: string, nodes: Node[]): number | undefined {
  const open: Node[] = [];
  let at = skipBlank(text, 0);
  let name: { nameAt: number; nameEnd: number } = { nameAt: -1, nameEnd: -1 };

  /** Reads `"name":` where an object's member must begin. */
  const readName = (): boolean => {
    const quoted = text.charAt(at) === '"' ? scanLiteral(text, at) : undefined;
    if (quoted === undefined) return false;
    name = { nameAt: at + 1, nameEnd: at + quoted.length - 1 };
    at = skipBlank(text, at + quoted.length);
    if (text.charAt(at) !== ':') return false;
    at = skipBlank(text, at + 1);
    return true;
  };

  for (;;) {
    const parent = open.at(-1);
    const node = newNode(text, at, { depth: open.length, ordinal: parent?.size ?? 0, ...name });
    if (node === undefined) return at;
    if (parent !== undefined) parent.size++;
    nodes.push(node);
    name = { nameAt: -1, nameEnd: -1 };
    at = skipBlank(text, node.end);
    node.next = nodes.length;
    if (isContainer(node)) {
      open.push(node);
      if (text.charAt(at) !== closerOf(node)) {
        if (node.kind === 'object' && !readName()) return at;
        continue;
      }
    }
    // What stands after a value: the ends of what is open, or a comma and the next value.
    for (;;) {
      const container = open.at(-1);
      if (container === undefined) return at === text.length ? undefined : at;
      const sign = text.charAt(at);
      if (sign === closerOf(container)) {
        at++;
        container.end = at;
        container.next = nodes.length;
        open.pop();
        at = skipBlank(text, at);
      } else if (sign === ',') {
        at = skipBlank(text, at + 1);
        if (container.kind === 'object' && !readName()) return at;
        break;
      } else return at;
    }
  }
}

const isContainer = ({ kind }: Node): boolean => kind === 'object' || kind === 'array';
const closerOf = ({ kind }: Node): string => (kind === 'object' ? '}' : ']');

/** The value that begins here; of an object or array only its opening sign. */
function newNode(
  text: string,
  at: number,
  place: Pick<Node, 'depth' | 'ordinal' | 'nameAt' | 'nameEnd'>,
): Node | undefined {
  const sign = text.charAt(at);
  const written = sign === '{' || sign === '[' ? sign : scanLiteral(text, at);
  if (written === undefined) return undefined;
  return { ...place, kind: kindOf(sign), at, end: at + written.length, size: 0, next: 0 };
}

function kindOf(sign: string): JsonKind {
  if (sign === '{') return 'object';
  if (sign === '[') return 'array';
  if (sign === '"') return 'string';
  return sign === '-' || (sign >= '0' && sign <= '9') ? 'number' : 'word';
}
