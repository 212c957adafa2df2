import type { HostName } from '../../e2e/host/app.ts';
import { type Pair, type Row, row } from '../rows.ts';
import { ackRun } from './ack.ts';
import { type BrowseRun, browseRun, SCROLLS, type Scroll } from './browse.ts';
import type { FrameStats } from './frames.ts';
import { largeJsonRun } from './large-json.ts';
import { liveRun } from './live.ts';
import type { Memory } from './memory.ts';
import { paintedRun } from './painted.ts';
import { pauseRun } from './pause.ts';
import { percentile } from './percentile.ts';
import { type LongTurns, openBare, openGantry } from './windows.ts';

export const BENCH_PARTS = ['start', 'live', 'painted', 'pause', 'ack', 'rows', 'json'] as const;
export type BenchPart = (typeof BENCH_PARTS)[number];
export const isPart = (name: string): name is BenchPart => (BENCH_PARTS as readonly string[]).includes(name);

export interface PartOptions {
  /** Pairs of starts. */
  starts: number;
  /** Of `live` and `pause`; the short parts take at most SHORT_SECONDS. */
  seconds: number;
  /** Of `live`. */
  perSecond: number;
  bodyBytes: number;
  /** Rows a consumer keeps in `live`; undefined: as the app has it. */
  keep: number | undefined;
  /** Of `rows`. */
  rows: number;
  nameServer: string | undefined;
}

export interface PartResult {
  rows: Row[];
  said: string[];
  /** What must not be. */
  wrong: string[];
}

const SHORT_SECONDS = 10;
/** Asked of the 95th percentile, ms, by messages a second. */
const PAINTED_WITHIN_MS = { 200: 150, 5000: 500 } as const;
const PAUSED_PER_SECOND = 1_000;
/** Asked of the 95th percentile. */
const ACKED_WITHIN_MS = 30;
const FIRST_MATCHES_WITHIN_MS = 200;
const SEARCHED_WITHIN_MS = 1_500;
const PANEL_WITHIN_MS = 300;
const TREE_WITHIN_MS = 1_500;
/** Asked of each task of the window while a large body is opened. */
const TASK_WITHIN_MS = 100;

const RUNS: Record<BenchPart, (host: HostName, options: PartOptions) => Promise<PartResult>> = {
  start,
  live,
  painted,
  pause,
  ack,
  rows: browse,
  json,
};

export function runPart(part: BenchPart, host: HostName, options: PartOptions): Promise<PartResult> {
  return RUNS[part](host, options);
}

/** Alternately, so that whatever else the machine does falls on both. */
async function start(host: HostName, { starts }: PartOptions): Promise<PartResult> {
  const pairs: Pair[] = [];
  for (let pair = 0; pair < starts; pair++) {
    const ours = await openGantry(host);
    await ours.close();
    const peer = await openBare(host);
    await peer.close();
    pairs.push({ ours: ours.startMs, peer: peer.startMs });
  }
  return { rows: [row(`start ${host}`, 'ms', 'low', pairs)], said: [], wrong: [] };
}

async function live(host: HostName, options: PartOptions): Promise<PartResult> {
  const run = await liveRun(host, options);
  const { ours, peer, hostTurns, counts, outOfOrder, rowsKept, memory, memoryCurve } = run;
  const agree = new Set(Object.values(counts)).size === 1;
  return {
    rows: [
      row(`frames live ${host}`, 'fps', 'high', [{ ours: ours.fps, peer: peer.fps }]),
      row(`frame p95 live ${host}`, 'ms', 'low', [{ ours: ours.p95Ms, peer: peer.p95Ms }]),
    ],
    said: [
      `counters ${JSON.stringify(counts)}; ${rowsKept} rows kept; ${memoryText(memory)}; ` +
        `${tasks(ours, hostTurns)} (bare list: ${windowTasks(peer)})`,
      ...(ours.tasksOver50Ms > 0 ? [`the window's at ${ours.longTasksAtSeconds.join(', ')} s`] : []),
      `memory every twelfth of the time, MiB: host ${curve(memoryCurve, 'host')}; window heap ${curve(memoryCurve, 'window')}`,
    ],
    wrong: [
      ...(agree ? [] : ['counters disagree']),
      ...(outOfOrder === 0 ? [] : [`${outOfOrder} of ${rowsKept} rows out of order`]),
    ],
  };
}

async function painted(host: HostName, options: PartOptions): Promise<PartResult> {
  const rows: Row[] = [];
  const seconds = Math.min(SHORT_SECONDS, options.seconds);
  for (const [rate, peer] of Object.entries(PAINTED_WITHIN_MS)) {
    const ours = await paintedRun(host, { ...options, perSecond: Number(rate), seconds });
    rows.push(asked(`painted p95 ${rate}/s ${host}`, ours, peer));
  }
  return { rows, said: [], wrong: [] };
}

async function pause(host: HostName, options: PartOptions): Promise<PartResult> {
  const { sent, rows, outOfOrder, shownPaused, resumedMs } = await pauseRun(host, {
    ...options,
    perSecond: PAUSED_PER_SECOND,
  });
  return {
    rows: [],
    said: [
      `paused: ${sent} sent, ${shownPaused} rows shown; all of them ${Math.round(resumedMs)} ms after Resume`,
    ],
    wrong: [
      ...(rows === sent ? [] : [`${rows} rows after the pause, ${sent} were sent`]),
      ...(outOfOrder === 0 ? [] : [`${outOfOrder} rows out of order after the pause`]),
    ],
  };
}

async function ack(host: HostName, { nameServer }: PartOptions): Promise<PartResult> {
  const waits = await ackRun(host, nameServer);
  const at = (share: number): string => `${percentile(waits, share).toFixed(1)} ms`;
  return {
    rows: [asked(`ack p95 ${host}`, percentile(waits, 0.95), ACKED_WITHIN_MS)],
    said: [
      `${waits.length} presses of A, until the engine had decided: p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`,
    ],
    wrong: [],
  };
}

async function browse(host: HostName, options: PartOptions): Promise<PartResult> {
  const seconds = Math.min(SHORT_SECONDS, options.seconds);
  const run = await browseRun(host, { ...options, seconds });
  const { firstRowsMs, filter } = run;
  return {
    rows: [
      row(`first rows ${host}`, 'ms', 'low', [{ ours: firstRowsMs.ours, peer: firstRowsMs.broker }]),
      ...(Object.keys(SCROLLS) as Scroll[]).map((scroll) => {
        const pairs = run.scrolls[scroll].map(({ ours, peer }) => ({ ours: ours.fps, peer: peer.fps }));
        return row(`frames ${scroll} ${host}`, 'fps', 'high', pairs);
      }),
      asked(`first matches ${host}`, filter.firstMatchesMs, FIRST_MATCHES_WITHIN_MS),
      asked(`all searched ${host}`, filter.completeMs, SEARCHED_WITHIN_MS),
    ],
    said: [`${run.rows} rows: ${memoryText(run.memory)}`, ...browseTasks(run)],
    wrong: [],
  };
}

async function json(host: HostName, { nameServer }: PartOptions): Promise<PartResult> {
  const { panelMs, treeMs, window } = await largeJsonRun(host, nameServer);
  return {
    rows: [
      asked(`5 MB panel ${host}`, panelMs, PANEL_WITHIN_MS),
      asked(`5 MB tree ${host}`, treeMs, TREE_WITHIN_MS),
    ],
    said: [`5 MB of JSON, no task over ${TASK_WITHIN_MS} ms is asked: ${windowTasks(window)}`],
    wrong: [],
  };
}

function browseTasks({ scrolls, scrollTurns, filter }: BrowseRun): string[] {
  return [
    ...(Object.keys(SCROLLS) as Scroll[]).map((scroll) => {
      const ours = inAll(scrolls[scroll].map((pair) => pair.ours));
      const peer = inAll(scrolls[scroll].map((pair) => pair.peer));
      return `${scroll}: window ${turns(ours)} (bare list: ${turns(peer)})`;
    }),
    `host while scrolling: ${turns(scrollTurns)}`,
    `filter: ${tasks(filter.window, filter.hostTurns)}`,
  ];
}

const inAll = (frames: readonly FrameStats[]): LongTurns => ({
  count: frames.reduce((sum, { tasksOver50Ms }) => sum + tasksOver50Ms, 0),
  longestMs: Math.max(...frames.map(({ longestTaskMs }) => longestTaskMs)),
});

/** Beside what is asked of it instead of a peer. */
const asked = (name: string, ours: number, peer: number): Row => row(name, 'ms', 'low', [{ ours, peer }]);

const tasks = (window: FrameStats, host: LongTurns): string => `${windowTasks(window)}; host ${turns(host)}`;

const windowTasks = (frames: FrameStats): string => `window ${turns(inAll([frames]))}`;

const turns = ({ count, longestMs }: LongTurns): string =>
  count === 0 ? '0 over 50 ms' : `${count} over 50 ms, longest ${Math.round(longestMs)} ms`;

const curve = (memory: readonly Memory[], of: keyof Memory): string =>
  memory.map((each) => Math.round(each[of] ?? Number.NaN)).join(' ');

const memoryText = ({ host, window }: Memory): string =>
  `host ${host === undefined ? 'unknown' : Math.round(host)} MiB, window heap ${Math.round(window)} MiB`;
