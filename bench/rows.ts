import { writeFileSync } from 'node:fs';

/** One line of a benchmark's result. */
export interface Row {
  name: string;
  unit: string;
  /** Medians of the runs. */
  ours: number;
  peer: number;
  /** Above 1: better than the peer. */
  ratio: number;
  /** Both figures of every run, in the order they were made. */
  runs: { ours: number; peer: number }[];
}

/** Which way is better: a rate is better high, a time low. */
type Better = 'high' | 'low';

export function row(name: string, unit: string, better: Better, runs: Row['runs']): Row {
  const ours = median(runs.map((run) => run.ours));
  const peer = median(runs.map((run) => run.peer));
  const ratio = median(runs.map((run) => (better === 'high' ? run.ours / run.peer : run.peer / run.ours)));
  return { name, unit, ours, peer, ratio, runs };
}

export function printRows(rows: readonly Row[], jsonFile: string | undefined): void {
  for (const { name, unit, ours, peer, ratio, runs } of rows) {
    const columns = [figure(ours), figure(peer), ratio.toFixed(2), String(runs.length)];
    process.stdout.write(
      `${name.padEnd(32)} ${unit.padEnd(6)} ${columns.map((text) => text.padStart(10)).join('')}\n`,
    );
  }
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
