import type { Better } from '../rows.ts';
import type { Figures } from './figures.ts';

/** One line of the result, from the figures of a run. */
export interface RowOf {
  name: string;
  unit: string;
  better: Better;
  figure: keyof Figures;
}

export interface Case {
  name: string;
  /** What both sides run. */
  run: 'sync' | 'async' | 'batch' | 'oneway' | 'consume' | 'end-to-end';
  /** How many are in flight, in a batch, due in a second, or handed over together; 0 where there is nothing to choose. */
  option: number;
  count: number;
  /** Of the pair that is thrown away, so that broker, Node and JVM are warm on this very path. */
  warmUpCount: number;
  /** The messages wait in the topic beforehand; else the run itself sends them. */
  waiting?: true;
  rows: RowOf[];
}

const rate = (name: string): RowOf => ({ name, unit: 'msg/s', better: 'high', figure: 'perSecond' });
const cpu = (name: string): RowOf => ({ name: `cpu ${name}`, unit: 'us', better: 'low', figure: 'cpuUs' });
const ms = (name: string, figure: keyof Figures): RowOf => ({ name, unit: 'ms', better: 'low', figure });

/** 1,000-byte bodies, 8 queues. Consumers hand over one message at a time, as both do by default, except where a row says more. */
export const CASES: readonly Case[] = [
  {
    name: 'sync 1',
    run: 'sync',
    option: 1,
    count: 15_000,
    warmUpCount: 12_000,
    rows: [rate('sync 1')],
  },
  {
    name: 'sync 16',
    run: 'sync',
    option: 16,
    count: 100_000,
    warmUpCount: 15_000,
    rows: [rate('sync 16'), cpu('sync 16')],
  },
  {
    name: 'sync 64',
    run: 'sync',
    option: 64,
    count: 100_000,
    warmUpCount: 15_000,
    rows: [rate('sync 64')],
  },
  {
    name: 'async 256',
    run: 'async',
    option: 256,
    count: 100_000,
    warmUpCount: 15_000,
    rows: [rate('async 256'), cpu('async 256')],
  },
  {
    name: 'batch 32',
    run: 'batch',
    option: 32,
    count: 320_000,
    warmUpCount: 64_000,
    rows: [rate('batch 32'), cpu('batch 32')],
  },
  {
    name: 'consume',
    run: 'consume',
    option: 1,
    count: 400_000,
    // Both sides still grow faster in a second run of 100,000.
    warmUpCount: 400_000,
    waiting: true,
    rows: [
      rate('consume'),
      cpu('consume'),
      ms('start to first', 'startToFirstMs'),
      { name: 'heap consume', unit: 'MB', better: 'low', figure: 'heapMB' },
    ],
  },
  {
    name: 'consume by 32',
    run: 'consume',
    option: 32,
    count: 400_000,
    warmUpCount: 100_000,
    waiting: true,
    rows: [rate('consume by 32'), cpu('consume by 32')],
  },
  {
    name: 'end-to-end',
    run: 'end-to-end',
    option: 0,
    count: 2_000,
    warmUpCount: 2_000,
    rows: [ms('end-to-end p50', 'p50Ms'), ms('end-to-end p99', 'p99Ms')],
  },
  {
    name: 'oneway 5000/s',
    run: 'oneway',
    option: 5_000,
    count: 50_000,
    warmUpCount: 10_000,
    rows: [cpu('oneway 5000/s')],
  },
];

/** What is also run with bytes made ready beforehand, under names of its own. */
export function forBare(cases: readonly Case[]): Case[] {
  const shared = cases.filter(({ run }) => run === 'batch' || run === 'end-to-end');
  return shared.map((one) => renamed(one, 'bare', one.rows));
}

/** What the native library has in common with us, under names of its own. */
export function forNative(cases: readonly Case[]): Case[] {
  const shared = cases.filter(({ name }) => ['sync 1', 'sync 16', 'consume'].includes(name));
  return shared.map((one) =>
    renamed(
      one,
      'native',
      one.rows.filter(({ figure }) => figure !== 'heapMB'),
    ),
  );
}

function renamed(one: Case, side: string, rows: readonly RowOf[]): Case {
  return {
    ...one,
    name: `${side} ${one.name}`,
    rows: rows.map((row) => ({ ...row, name: `${side} ${row.name}` })),
  };
}

/** A tenth of the work, and a warm-up that leaves the JVM half cold: for looking, not for quoting. */
export function quick(full: Case): Case {
  const { count, warmUpCount } = full;
  return {
    ...full,
    count: Math.max(2_000, Math.round(count / 10)),
    warmUpCount: Math.max(2_000, Math.round(warmUpCount / 3)),
  };
}
