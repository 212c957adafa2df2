import { useState } from 'react';
import type { ConsumerView, Decision, MessageRow } from '../../../core/model/consume.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import type { LiveRows } from './rows/live-rows.ts';

/** The last act's failures: what was asked, and why some of it did not happen. */
export interface Failures {
  decision: Decision;
  total: number;
  errors: ReadonlyMap<number, ErrorData>;
  /** Of the first failed row; for the sentence about a single one. */
  firstRow: MessageRow;
}

export interface Decisions {
  /** Held rows chosen for a bulk decision, by seq. */
  checked: ReadonlyMap<number, MessageRow>;
  failures: Failures | undefined;
  toggle(row: MessageRow): void;
  check(rows: readonly MessageRow[]): void;
  uncheck(seqs: readonly number[]): void;
  clear(): void;
  dismiss(): void;
  /** Sends the decisions. Rows that were taken leave the checked set, the others stay and say why. */
  decide(rows: readonly MessageRow[], decision: Decision): Promise<void>;
}

const NONE: ReadonlyMap<number, MessageRow> = new Map();

export function useDecisions({ consumerId }: ConsumerView, live: LiveRows): Decisions {
  const [checked, setChecked] = useState(NONE);
  const [failures, setFailures] = useState<Failures>();

  const decide = async (rows: readonly MessageRow[], decision: Decision): Promise<void> => {
    const open = rows.filter((row) => live.isOpen(row));
    const [firstOpen] = open;
    if (firstOpen === undefined) return;
    const seqs = open.map(({ seq }) => seq);
    live.decisionsSent(seqs);
    setFailures(undefined);
    const errors = await send(consumerId, seqs, decision);
    const taken = new Set(seqs.filter((seq) => !errors.has(seq)));
    live.decisionsAnswered(taken, [...errors.keys()], decision === 'ack' ? 'acked' : 'later');
    setChecked((before) => without(before, taken));
    const firstRow = open.find(({ seq }) => errors.has(seq));
    if (firstRow !== undefined) setFailures({ decision, total: open.length, errors, firstRow });
  };

  return {
    checked,
    failures,
    decide,
    toggle: (row) =>
      setChecked((before) => {
        const next = new Map(before);
        if (!next.delete(row.seq) && row.state === 'held') next.set(row.seq, row);
        return next;
      }),
    check: (rows) =>
      setChecked((before) => new Map([...before, ...rows.map((row) => [row.seq, row] as const)])),
    uncheck: (seqs) => setChecked((before) => without(before, new Set(seqs))),
    clear: () => setChecked(NONE),
    dismiss: () => setFailures(undefined),
  };
}

function without(rows: Decisions['checked'], seqs: ReadonlySet<number>): Map<number, MessageRow> {
  return new Map([...rows].filter(([seq]) => !seqs.has(seq)));
}

/** Errors by seq: the host's own for each row, or the call's for all of them. */
async function send(consumerId: number, seqs: number[], decision: Decision): Promise<Map<number, ErrorData>> {
  try {
    const results = await call('consumer.decide', { consumerId, seqs, decision });
    return new Map(results.flatMap(({ seq, error }) => (error === undefined ? [] : [[seq, error] as const])));
  } catch (error) {
    return new Map(seqs.map((seq) => [seq, errorData(error)] as const));
  }
}
