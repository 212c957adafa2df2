import type { HostClock } from '../../clock.ts';
import {
  COMPARED_ROWS,
  type ComparedRow,
  type ComparedSet,
  type ComparisonView,
} from '../../contract/ack-view.ts';
import type { Handlers } from '../../contract/contract.ts';
import { stateError } from '../../model/error.ts';
import type { ConsumerSession } from '../consumer-session.ts';
import type { RowEntry } from '../rows/row-entry.ts';
import { type ComparedSets, compareRows } from './compare-rows.ts';

/** Comparisons whose rows can still be read. */
const KEPT = 4;

type CompareHandlers = Pick<Handlers, Extract<keyof Handlers, `compare.${string}`>>;

interface ComparisonsOptions {
  clock: HostClock;
  /** Throws STATE unknownId. */
  of: (consumerId: number) => ConsumerSession;
}

/** What two consumers received, set against each other. */
export class Comparisons {
  readonly handlers: CompareHandlers = {
    'compare.run': ({ firstId, secondId }) => this.#run(firstId, secondId),
    'compare.rows': ({ firstId, secondId, set, from, count }) =>
      this.#rows(firstId, secondId, set, from, count),
  };
  readonly #options: ComparisonsOptions;
  readonly #sets = new Map<string, ComparedSets>();

  constructor(options: ComparisonsOptions) {
    this.#options = options;
  }

  async #run(firstId: number, secondId: number): Promise<ComparisonView> {
    const { clock, of } = this.#options;
    const startedMs = clock.monotonic();
    const first = newestOf(of(firstId));
    const second = newestOf(of(secondId));
    const { sets, queues } = await compareRows(first.entries, second.entries);
    this.#keep(`${firstId} ${secondId}`, sets);
    const size = (set: ComparedSet): number => sets[set].length / 2;
    return {
      firstId,
      secondId,
      onlyFirst: size('onlyFirst'),
      onlySecond: size('onlySecond'),
      both: size('both'),
      rows: [first.entries.length, second.entries.length],
      leftOut: [first.leftOut, second.leftOut],
      queues,
      comparedAtMs: clock.now(),
      tookMs: clock.monotonic() - startedMs,
    };
  }

  #rows(firstId: number, secondId: number, set: ComparedSet, from: number, count: number): ComparedRow[] {
    const sets = this.#sets.get(`${firstId} ${secondId}`);
    if (sets === undefined)
      throw stateError('unknownId', { what: 'comparison', id: `${firstId} ${secondId}` });
    const [first, second] = [this.#options.of(firstId), this.#options.of(secondId)];
    const seqs = sets[set];
    const rows: ComparedRow[] = [];
    for (let at = from * 2; at < Math.min((from + count) * 2, seqs.length); at += 2) {
      const compared: ComparedRow = {};
      const [firstRow, secondRow] = [first.row(seqs[at] ?? 0), second.row(seqs[at + 1] ?? 0)];
      if (firstRow !== undefined) compared.first = firstRow;
      if (secondRow !== undefined) compared.second = secondRow;
      rows.push(compared);
    }
    return rows;
  }

  #keep(key: string, sets: ComparedSets): void {
    this.#sets.delete(key);
    this.#sets.set(key, sets);
    const [oldest] = this.#sets.keys();
    if (this.#sets.size > KEPT && oldest !== undefined) this.#sets.delete(oldest);
  }
}

function newestOf(consumer: ConsumerSession): { entries: RowEntry[]; leftOut: number } {
  const all = [...consumer.entries()];
  const entries = all.slice(-COMPARED_ROWS);
  return { entries, leftOut: consumer.view().droppedFromView + all.length - entries.length };
}
