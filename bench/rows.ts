import { writeFileSync } from 'node:fs';

/** Both figures of one pair. */
export interface Pair {
  ours: number;
  peer: number;
  /** The machine's load average of one minute when the pair ended, where that was looked at. */
  load?: number;
}

/** One line of a benchmark's result. */
export interface Row {
  name: string;
  unit: string;
  /** Medians of the runs. */
  ours: number;
  peer: number;
  /** Above 1: better than the peer. Median of the pairs. */
  ratio: number;
  /** In the order they were made, each with its own ratio. */
  runs: (Pair & { ratio: number })[];
}

/** Which way is better: a rate is better high, a time low. */
export type Better = 'high' | 'low';

export function row(name: string, unit: string, better: Better, pairs: readonly Pair[]): Row {
  const runs = pairs.map((pair) => ({
    ...pair,
    ratio: better === 'high' ? pair.ours / pair.peer : pair.peer / pair.ours,
  }));
  const medianOf = (figure: 'ours' | 'peer' | 'ratio') => median(runs.map((run) => run[figure]));
  return { name, unit, ours: medianOf('ours'), peer: medianOf('peer'), ratio: medianOf('ratio'), runs };
}

export function printRows(rows: readonly Row[], jsonFile: string | undefined): void {
  for (const line of [HEADINGS, ...rows.map(cells)])
    process.stdout.write(`${line.map(padded).join(' ').trimEnd()}\n`);
  if (jsonFile !== undefined) writeFileSync(jsonFile, `${JSON.stringify(rows, null, 2)}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const HEADINGS = ['name', 'unit', 'ours', 'peer', 'ratio', 'worst-best', 'pairs', 'load'];
const WIDTHS = [24, 6, 9, 9, 7, 13, 6, 6];

function cells({ name, unit, ours, peer, ratio, runs }: Row): string[] {
  const ratios = runs.map((run) => run.ratio);
  const range = `${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}`;
  return [
    name,
    unit,
    figure(ours),
    figure(peer),
    ratio.toFixed(2),
    range,
    String(runs.length),
    loadText(runs),
  ];
}

/** Words to the left, figures to the right. */
function padded(text: string, column: number): string {
  const width = WIDTHS[column] ?? 0;
  return column < 2 ? text.padEnd(width) : text.padStart(width);
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** Empty where it was not looked at. */
function loadText(runs: readonly Pair[]): string {
  const known = runs.flatMap(({ load }) => load ?? []);
  return known.length === 0 ? '' : median(known).toFixed(1);
}
