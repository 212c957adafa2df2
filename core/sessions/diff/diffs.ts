import type { Handlers } from '../../contract/contract.ts';
import type { DiffSideRef, DiffView, diffCalls } from '../../contract/diff.ts';
import { stateError } from '../../model/error.ts';
import { readBody } from './body.ts';
import { compareBytes } from './compare-bytes.ts';
import { compareLines } from './compare-lines.ts';
import { bodyOf, compareFields, type FoundMessage, sideOf } from './compared-message.ts';
import { ComparedRows } from './comparison.ts';

/** Comparisons kept for windows to read on; each holds two messages. */
const MAX_OPEN = 8;

type FindMessage = (ref: DiffSideRef) => Promise<FoundMessage>;

/** Comparisons of two messages, made here so that no window waits for a large body. */
export class Diffs {
  readonly #find: FindMessage;
  /** Oldest first. */
  readonly #open = new Map<number, Record<'json' | 'bytes', ComparedRows>>();
  #nextId = 1;

  constructor(find: FindMessage) {
    this.#find = find;
  }

  readonly handlers: Pick<Handlers, keyof typeof diffCalls> = {
    'diff.open': ({ left, right }) => this.#compare(left, right),
    'diff.rows': ({ diffId, compareAs, layout, from, count }) => ({
      from,
      rows: this.#rows(diffId, compareAs).read(layout, from, count),
    }),
    'diff.next': ({ diffId, compareAs, layout, after }) =>
      this.#rows(diffId, compareAs).next(layout, after) ?? null,
  };

  async #compare(leftRef: DiffSideRef, rightRef: DiffSideRef): Promise<DiffView> {
    const [left, right] = await Promise.all([this.#find(leftRef), this.#find(rightRef)]);
    const bytes = { left: bodyOf(left), right: bodyOf(right) };
    const bodies = { left: readBody(bytes.left), right: readBody(bytes.right) };
    const [lines, byBytes] = await Promise.all([
      compareLines(bodies.left, bodies.right),
      compareBytes(bytes.left, bytes.right),
    ]);
    const rows = { json: new ComparedRows(lines), bytes: new ComparedRows(byBytes) };
    const diffId = this.#keep(rows);
    return {
      diffId,
      left: sideOf(left, bodies.left),
      right: sideOf(right, bodies.right),
      sameBytes: Buffer.compare(bytes.left, bytes.right) === 0,
      fields: compareFields(left, right),
      reordered: lines.reordered,
      body: { json: rows.json.summary(), bytes: rows.bytes.summary() },
    };
  }

  #keep(rows: Record<'json' | 'bytes', ComparedRows>): number {
    const diffId = this.#nextId++;
    this.#open.set(diffId, rows);
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= MAX_OPEN) break;
      this.#open.delete(oldest);
    }
    return diffId;
  }

  #rows(diffId: number, compareAs: 'json' | 'bytes'): ComparedRows {
    const rows = this.#open.get(diffId);
    if (rows === undefined) throw stateError('unknownId', { what: 'diff', id: diffId });
    return rows[compareAs];
  }
}
