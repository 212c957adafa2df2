import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What one behaviour came to. */
export interface Row {
  name: string;
  ok: boolean;
  ms: number;
  /** Why it failed. */
  reason: string;
}

/** A line of a program that runs behaviours: `ok` or `FAIL`, milliseconds, name and reason, with tabs between. */
export function rowIn(line: string): Row | undefined {
  const [kind, ms = '', name = '', reason = ''] = line.split('\t');
  return kind === 'ok' || kind === 'FAIL' ? { name, ok: kind === 'ok', ms: Number(ms), reason } : undefined;
}

/** Each row of a program's output as it comes, and in the end all of them. */
export async function rowsOf(stdout: Readable, onRow: (row: Row) => void): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const line of createInterface({ input: stdout })) {
    const row = rowIn(line);
    if (row === undefined) continue;
    rows.push(row);
    onRow(row);
  }
  return rows;
}
