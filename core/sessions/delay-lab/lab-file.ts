import { z } from 'zod';
import { LAB_LEVEL_SOURCES, type LabRow } from '../../model/delay-lab/row.ts';
import { ERROR_CODES, type ErrorData } from '../../model/error.ts';
import type { DataFolder } from '../../owned-folder.ts';
import { JsonFile } from '../../workspace/json-file.ts';
import type { LabRunData } from './lab-run.ts';

const queue = z.object({ topic: z.string(), brokerName: z.string(), queueId: z.number() });
const error = z.looseObject({ code: z.enum(ERROR_CODES) }) as unknown as z.ZodType<ErrorData>;
const send = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sending') }),
  z.object({
    kind: z.literal('stored'),
    queue,
    scheduleOffset: z.number(),
    offsetMsgId: z.string(),
    answeredAtMs: z.number(),
    unansweredAttempts: z.number(),
  }),
  z.object({ kind: z.literal('unknown'), error }),
  z.object({ kind: z.literal('failed'), error }),
]);
const row = z.object({
  rowId: z.int().positive(),
  level: z.int().positive(),
  uniqueKey: z.string(),
  sentAtMs: z.number(),
  send,
  plan: z
    .object({
      storedMs: z.number(),
      dueMs: z.number(),
      source: z.enum(['read', 'estimated']),
      level: z.number(),
      levelMs: z.number(),
      levelSource: z.enum(LAB_LEVEL_SOURCES),
    })
    .optional(),
  landing: z
    .object({
      storedMs: z.number(),
      queue,
      queueOffset: z.number(),
      seenAtMs: z.number(),
      clockRate: z.number(),
    })
    .optional(),
  lost: z.enum(['closed', 'broker', 'gone']).optional(),
});
const stored = z.object({
  schema: z.literal(1),
  runs: z.array(
    z.object({
      runId: z.int().positive(),
      profileId: z.string(),
      kind: z.enum(['sent', 'followed']),
      topic: z.string(),
      tag: z.string(),
      startedAtMs: z.number(),
      rows: z.array(row),
    }),
  ),
});

/** `delay-lab.json`: the runs, oldest first. */
export class LabFile {
  readonly #file: JsonFile<z.output<typeof stored>>;

  constructor(folder: DataFolder) {
    this.#file = new JsonFile(folder, 'delay-lab.json', stored);
  }

  /** A send that was under way when the host ended has no known unique key: what became of it stays unknown. */
  read(onSetAside: (fileName: string) => void): LabRunData[] {
    const runs = (this.#file.read(onSetAside)?.runs ?? []) as LabRunData[];
    return runs.map((run) => ({ ...run, rows: run.rows.map(restoredRow) }));
  }

  write(runs: readonly LabRunData[]): void {
    this.#file.write({ schema: 1, runs: [...runs] });
  }
}

function restoredRow(row: LabRow): LabRow {
  if (row.send.kind === 'sending') return { ...row, send: { kind: 'unknown', error: HOST_ENDED } };
  return row.landing === undefined && row.lost === undefined && row.send.kind !== 'failed'
    ? { ...row, lost: 'closed' }
    : row;
}

const HOST_ENDED: ErrorData = { code: 'CLOSED', outcome: 'unknown', params: {}, retry: 'no' };
