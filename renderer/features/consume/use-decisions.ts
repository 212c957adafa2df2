import { useState } from 'react';
import type { ConsumerView, DecisionChoice, MessageRow } from '../../../core/model/consume.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { keptChecks } from '../../store/kept-by.ts';
import type { LiveRows } from './rows/live-rows.ts';

/** The last act's failures: what was asked, and why some of it did not happen. */
export interface Failures {
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
  decide(rows: readonly MessageRow[], choice: DecisionChoice): Promise<void>;
  /** Takes back the decisions of these rows, or the latest one, while their grace runs. */
  undo(rows?: readonly MessageRow[]): Promise<void>;
}

const useChecks = keptChecks<MessageRow>((host) => host.consumers);

const STATE_AFTER = { ack: 'acked', later: 'later', deadLetter: 'deadLetter' } as const;

export function useDecisions({ consumerId }: ConsumerView, live: LiveRows): Decisions {
  const { checked, change } = useChecks(consumerId);
  const [failures, setFailures] = useState<Failures>();

  const decide = async (rows: readonly MessageRow[], choice: DecisionChoice): Promise<void> => {
    const open = rows.filter((row) => live.isOpen(row));
    const [firstOpen] = open;
    if (firstOpen === undefined) return;
    const seqs = open.map(({ seq }) => seq);
    live.decisionsSent(seqs);
    setFailures(undefined);
    const { errors, waiting } = await send(consumerId, seqs, choice);
    const decided = new Set(seqs.filter((seq) => !errors.has(seq)));
    const taken = new Set([...decided].filter((seq) => !waiting.has(seq)));
    live.decisionsAnswered(taken, [...errors.keys(), ...waiting], STATE_AFTER[choice.decision]);
    change((before) => without(before, decided));
    const firstRow = open.find(({ seq }) => errors.has(seq));
    if (firstRow !== undefined) setFailures({ total: open.length, errors, firstRow });
  };

  const undo = async (rows?: readonly MessageRow[]): Promise<void> => {
    const seqs = rows?.map(({ seq }) => seq);
    const [first] = await call('consumer.undo', { consumerId, ...(seqs && { seqs }) }).catch(() => []);
    if (first !== undefined) await live.jumpTo(first);
  };

  return {
    checked,
    failures,
    decide,
    undo,
    toggle: (row) =>
      change((before) => {
        const next = new Map(before);
        if (!next.delete(row.seq) && row.state === 'held') next.set(row.seq, row);
        return next;
      }),
    check: (rows) => change((before) => new Map([...before, ...rows.map((row) => [row.seq, row] as const)])),
    uncheck: (seqs) => change((before) => without(before, new Set(seqs))),
    clear: () => change(() => new Map()),
    dismiss: () => setFailures(undefined),
  };
}

function without(rows: Decisions['checked'], seqs: ReadonlySet<number>): Map<number, MessageRow> {
  return new Map([...rows].filter(([seq]) => !seqs.has(seq)));
}

interface Sent {
  /** By seq: the host's own for each row, or the call's for all of them. */
  errors: Map<number, ErrorData>;
  /** Held until their grace is over. */
  waiting: Set<number>;
}

async function send(consumerId: number, seqs: number[], choice: DecisionChoice): Promise<Sent> {
  try {
    const results = await call('consumer.decide', { consumerId, seqs, ...choice });
    return {
      errors: new Map(
        results.flatMap(({ seq, error }) => (error === undefined ? [] : [[seq, error] as const])),
      ),
      waiting: new Set(results.flatMap(({ seq, waits }) => (waits ? seq : []))),
    };
  } catch (error) {
    return { errors: new Map(seqs.map((seq) => [seq, errorData(error)] as const)), waiting: new Set() };
  }
}
