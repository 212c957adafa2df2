import type { HostClock } from '../../clock.ts';
import type { Handlers } from '../../contract/contract.ts';
import type { DiffSideRef, DiffView, diffCalls } from '../../contract/diff.ts';
import { bodyOf, compareFields, type FoundMessage, sideOf } from './compared-message.ts';
import { type ComparisonPort, ComparisonThread } from './comparison-thread.ts';
import { Comparisons, unknownDiff } from './comparisons.ts';

/** Comparisons kept for windows to read on; each holds two messages. */
const MAX_OPEN = 8;
/** Larger bodies are compared in a thread: comparing them here would stop the host. */
export const COMPARED_HERE_UP_TO = 16 * 1024;

interface Options {
  find: (ref: DiffSideRef) => Promise<FoundMessage>;
  clock: HostClock;
  startThread: () => ComparisonPort;
}

/** Comparisons of two messages, made here so that no window waits for a large body. */
export class Diffs {
  readonly #find: Options['find'];
  readonly #here = new Comparisons();
  readonly #thread: ComparisonThread;
  /** Who holds it; oldest first. */
  readonly #open = new Map<number, Comparisons | ComparisonThread>();
  #lastId = 0;

  constructor({ find, clock, startThread }: Options) {
    this.#find = find;
    this.#thread = new ComparisonThread(clock, startThread);
  }

  readonly handlers: Pick<Handlers, keyof typeof diffCalls> = {
    'diff.open': ({ left, right }) => this.#compare(left, right),
    'diff.rows': async ({ from, count, ...of }) => ({
      from,
      rows: await this.#holderOf(of.diffId).rows(of, from, count),
    }),
    'diff.next': ({ after, ...of }) => this.#holderOf(of.diffId).next(of, after),
  };

  async #compare(leftRef: DiffSideRef, rightRef: DiffSideRef): Promise<DiffView> {
    const [left, right] = await Promise.all([this.#find(leftRef), this.#find(rightRef)]);
    const bytes = { left: bodyOf(left), right: bodyOf(right) };
    const isLarge = Math.max(bytes.left.length, bytes.right.length) > COMPARED_HERE_UP_TO;
    const holder = isLarge ? this.#thread : this.#here;
    const diffId = ++this.#lastId;
    const found = await holder.open(diffId, bytes.left, bytes.right);
    this.#keep(diffId, holder);
    return {
      diffId,
      left: sideOf(left, found.left),
      right: sideOf(right, found.right),
      sameBytes: Buffer.compare(bytes.left, bytes.right) === 0,
      fields: compareFields(left, right),
      reordered: found.reordered,
      body: found.body,
    };
  }

  #keep(diffId: number, holder: Comparisons | ComparisonThread): void {
    this.#open.set(diffId, holder);
    for (const [oldest, holderOfIt] of this.#open) {
      if (this.#open.size <= MAX_OPEN) break;
      holderOfIt.forget(oldest);
      this.#open.delete(oldest);
    }
  }

  #holderOf(diffId: number): Comparisons | ComparisonThread {
    const holder = this.#open.get(diffId);
    if (holder === undefined) throw unknownDiff(diffId);
    return holder;
  }
}
