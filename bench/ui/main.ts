import { parseArgs } from 'node:util';
import type { HostName } from '../../e2e/host/app.ts';
import { printRows, type Row } from '../rows.ts';
import { BENCH_PARTS, isPart, type PartOptions, runPart } from './parts.ts';

/**
 * The window beside the least a window can be, in one run: its start, frames while messages stream in, how soon they are
 * painted, a paused view, how soon a press is a decision, a topic of many messages, a large body. Wants the hosts that
 * scripts/bench-ui.mjs found. Exits 1 when counters disagree, rows are missing or an order is broken: those are facts,
 * not speeds.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    /** Some of BENCH_PARTS, with commas between them. */
    parts: { type: 'string', default: BENCH_PARTS.join(',') },
    hosts: { type: 'string', default: 'electron,browser' },
    /** A broker that runs, instead of the sandbox. */
    'name-server': { type: 'string' },
    starts: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '60' },
    rate: { type: 'string', default: '2000' },
    body: { type: 'string', default: '1000' },
    keep: { type: 'string' },
    rows: { type: 'string', default: '200000' },
  },
});
const options: PartOptions = {
  starts: Number(values.starts),
  seconds: Number(values.seconds),
  perSecond: Number(values.rate),
  bodyBytes: Number(values.body),
  keep: values.keep === undefined ? undefined : Number(values.keep),
  rows: Number(values.rows),
  nameServer: values['name-server'],
};
const parts = values.parts.split(',').map((name) => {
  if (!isPart(name)) throw new Error(`--parts: ${name} is none of ${BENCH_PARTS.join(', ')}`);
  return name;
});
const found: Record<HostName, string | undefined> = {
  electron: process.env.GANTRY_ELECTRON,
  browser: process.env.GANTRY_CHROMIUM,
};
const hosts = (['electron', 'browser'] as const).filter(
  (host) => found[host] && values.hosts.split(',').includes(host),
);

const rows: Row[] = [];
for (const host of hosts)
  for (const part of parts) {
    const result = await runPart(part, host, options);
    rows.push(...result.rows);
    for (const line of result.said) process.stdout.write(`${host}: ${line}\n`);
    for (const line of result.wrong) process.stdout.write(`${host}: WRONG: ${line}\n`);
    if (result.wrong.length > 0) process.exitCode = 1;
  }
printRows(rows, values.json);
