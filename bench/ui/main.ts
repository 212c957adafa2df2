import { parseArgs } from 'node:util';
import type { HostName } from '../../e2e/host/app.ts';
import { type Pair, printRows, type Row, row } from '../rows.ts';
import type { FrameStats } from './frames.ts';
import { type LiveRun, liveRun } from './live.ts';
import { openBare, openGantry } from './windows.ts';

/**
 * The window beside the least a window can be, in one run: start, and frames while messages stream in. Wants the hosts
 * that scripts/bench-ui.mjs found. Exits 1 when counters disagree or an order is broken: those are facts, not speeds.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '2000' },
    starts: { type: 'string', default: '5' },
  },
});
const seconds = Number(values.seconds);
const rate = Number(values.rate);

const hosts: HostName[] = [];
if (process.env.GANTRY_ELECTRON) hosts.push('electron');
if (process.env.GANTRY_CHROMIUM) hosts.push('browser');

const rows: Row[] = [];
let wrong = 0;
for (const host of hosts) {
  rows.push(row(`start ${host}`, 'ms', 'low', await startPairs(host, Number(values.starts))));
  const live = await liveRun(host, rate, seconds);
  tell(host, live);
  const { ours, peer } = live;
  rows.push(
    row(`frames live ${host}`, 'fps', 'high', [{ ours: ours.fps, peer: peer.fps }]),
    row(`frame p95 live ${host}`, 'ms', 'low', [{ ours: ours.p95Ms, peer: peer.p95Ms }]),
  );
}
printRows(rows, values.json);
process.exitCode = wrong > 0 ? 1 : 0;

function tasks({ tasksOver50Ms, longestTaskMs }: FrameStats): string {
  return tasksOver50Ms === 0 ? '0' : `${tasksOver50Ms}, longest ${Math.round(longestTaskMs)} ms`;
}

/** Alternately, so that whatever else the machine does falls on both. */
async function startPairs(host: HostName, pairs: number): Promise<Pair[]> {
  const runs: Pair[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const ours = await openGantry(host);
    await ours.close();
    const peer = await openBare(host);
    await peer.close();
    runs.push({ ours: ours.startMs, peer: peer.startMs });
  }
  return runs;
}

function tell(host: HostName, { counts, outOfOrder, rowsRead, ours, peer }: LiveRun): void {
  const agree = new Set(Object.values(counts)).size === 1;
  if (!agree) wrong++;
  if (outOfOrder > 0) wrong++;
  process.stdout.write(
    `${host}: ${agree ? 'counters agree' : 'COUNTERS DISAGREE'} ${JSON.stringify(counts)}; ` +
      `${outOfOrder} of ${rowsRead} rows out of order; ` +
      `tasks over 50 ms: ${tasks(ours)} (bare list: ${tasks(peer)})\n`,
  );
}
