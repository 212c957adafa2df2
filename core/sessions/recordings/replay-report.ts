import type { ReplayRow, ReplayRows, ReplayReport as ReportView } from '../../contract/recordings.ts';
import { ITEMS_A_TURN, nextTurn } from '../../in-turns.ts';
import type { ErrorData } from '../../model/error.ts';
import {
  type Compared,
  DIFFERENCES,
  type Difference,
  differencesOf,
  outOfOrder,
} from '../../model/recording/differences.ts';

const ROWS_A_PART = 4_000;
const SCHEMA = 1;

/** What a replay sent, beside what was sent then. */
export class ReplayReport {
  readonly #sameBrokers: boolean;
  readonly #rows: ReplayRow[] = [];
  readonly #byKey = new Map<string, ReplayRow[]>();
  #view: ReportView | undefined;
  #different: ReplayRow[] = [];

  constructor(sameBrokers: boolean) {
    this.#sameBrokers = sameBrokers;
  }

  /** undefined until it was judged. */
  get view(): ReportView | undefined {
    return this.#view;
  }

  add(compared: Compared, error?: ErrorData): void {
    const differences = differencesOf(compared, this.#sameBrokers);
    const row = { ...compared, differences, ...(error === undefined ? {} : { error }) };
    this.#rows.push(row);
    const key = `${compared.topic}\n${compared.key}`;
    const ofKey = this.#byKey.get(key);
    if (ofKey === undefined) this.#byKey.set(key, [row]);
    else ofKey.push(row);
  }

  /** Once, when everything was added. Messages without a key have no order to keep. */
  async judge(): Promise<void> {
    let keysOutOfOrder = 0;
    let judged = 0;
    for (const ofKey of this.#byKey.values()) {
      if (ofKey[0]?.key === '') continue;
      const late = outOfOrder(ofKey);
      for (const { differences } of late) differences.push('order');
      if (late.length > 0) keysOutOfOrder++;
      judged += ofKey.length;
      if (judged < ITEMS_A_TURN) continue;
      judged = 0;
      await nextTurn();
    }
    this.#rows.sort((a, b) => a.at - b.at);
    this.#different = this.#rows.filter(({ differences }) => differences.length > 0);
    const counts = Object.fromEntries(DIFFERENCES.map((kind) => [kind, 0])) as Record<Difference, number>;
    for (const { differences } of this.#different) for (const kind of differences) counts[kind]++;
    this.#view = {
      compared: this.#rows.length,
      same: this.#rows.length - this.#different.length,
      counts,
      keysOutOfOrder,
      sameBrokers: this.#sameBrokers,
    };
  }

  rows(which: 'all' | 'different', from: number, count: number): ReplayRows {
    const rows = which === 'all' ? this.#rows : this.#different;
    return { total: rows.length, from, rows: rows.slice(from, from + count) };
  }

  /** One part as JSON text; all parts joined are one object. The first has `facts` and the counts. */
  part(facts: object, part: number): { text: string; done: boolean } {
    if (part === 0) {
      const head = JSON.stringify({ schema: SCHEMA, ...facts, report: this.#view });
      return { text: `${head.slice(0, -1)},"messages":[\n`, done: false };
    }
    const from = (part - 1) * ROWS_A_PART;
    const lines = this.#rows.slice(from, from + ROWS_A_PART).map((row) => JSON.stringify(row));
    const done = from + lines.length >= this.#rows.length;
    const separator = from === 0 || lines.length === 0 ? '' : ',\n';
    return { text: `${separator}${lines.join(',\n')}${done ? '\n]}\n' : ''}`, done };
  }
}
