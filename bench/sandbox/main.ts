import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ensureBuild } from '../../scripts/lib/build.mjs';
import { main, Stop } from '../../scripts/lib/ground.mjs';
import { levels } from './levels.ts';
import { load } from './load.ts';
import { SandboxProcess } from './sandbox-process.ts';

/**
 * `npm run bench:sandbox`: what the sandbox must reach, from a process outside. `--only start|idle|load|levels`;
 * `--per-second N` and `--seconds N` for the load; `--json FILE`. Needs /proc. Ends with 1 when a figure is beyond its
 * limit.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'per-second': { type: 'string', default: '20000' },
    seconds: { type: 'string', default: '60' },
    json: { type: 'string' },
  },
});

const STARTS = 5;
const IDLE_SECONDS = 20;
const RATE = 60;
const MIB = 1_048_576;
/** 256 MiB of messages, what each costs beside its bytes, and what the collector has not looked at yet. */
const MAX_MEMORY_MIB = 1_024;
/** The store is full by half; from then on as much goes as comes. */
const MAX_GROWTH_MIB = 64;

interface Figure {
  name: string;
  unit: string;
  value: number;
  /** At most, or for a rate at least. */
  limit: number;
  ok: boolean;
}

const atMost = (name: string, unit: string, value: number, limit: number): Figure => ({
  name,
  unit,
  value,
  limit,
  ok: value <= limit,
});

async function withSandbox<T>(
  options: readonly string[],
  use: (sandbox: SandboxProcess) => Promise<T>,
): Promise<T> {
  const sandbox = await SandboxProcess.start(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.stop();
  }
}

/** The process included; the best of some, since what else the machine does is no figure of ours. */
async function startFigures(): Promise<Figure[]> {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run++) times.push(await withSandbox([], async ({ startMs }) => startMs));
  return [atMost('start to ready', 'ms', Math.min(...times), 150)];
}

async function idleFigures(): Promise<Figure[]> {
  const share = await withSandbox([], async (sandbox) => {
    await sleep(2_000);
    const before = sandbox.processorMs;
    await sleep(IDLE_SECONDS * 1_000);
    return (sandbox.processorMs - before) / IDLE_SECONDS / 10;
  });
  return [atMost('idle processor', '%', share, 1)];
}

async function loadFigures(): Promise<Figure[]> {
  const perSecond = Number(values['per-second']);
  const result = await withSandbox(['--topics', 'T:8'], (sandbox) =>
    load(sandbox, perSecond, Number(values.seconds)),
  );
  const rate = (name: string, value: number): Figure => ({
    name,
    unit: '/s',
    value,
    limit: perSecond,
    // The last answers are on their way when the time is over.
    ok: value >= perSecond * 0.99,
  });
  return [
    rate('sent', result.sentPerSecond),
    rate('read', result.readPerSecond),
    atMost('refused', 'messages', result.refused, 0),
    atMost('memory at most', 'MiB', result.mostBytes / MIB, MAX_MEMORY_MIB),
    atMost('its growth after half', 'MiB', (result.mostBytes - result.halfBytes) / MIB, MAX_GROWTH_MIB),
  ];
}

async function levelFigures(): Promise<Figure[]> {
  const all = await withSandbox(['--topics', 'T:1', '--clock', String(RATE)], ({ broker }) =>
    levels(broker, RATE),
  );
  return all.map(({ level, lateMs }) => atMost(`level ${level} late at x${RATE}`, 'ms', lateMs, 20));
}

const PARTS = { start: startFigures, idle: idleFigures, load: loadFigures, levels: levelFigures };

function print({ name, unit, value, limit, ok }: Figure): void {
  process.stdout.write(
    `${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(24)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(9)} limit ${limit}\n`,
  );
}

await main(async () => {
  const parts = Object.entries(PARTS).filter(([name]) => values.only === '' || name === values.only);
  if (parts.length === 0)
    throw new Stop(`--only ${values.only}: is none of ${Object.keys(PARTS).join(', ')}.`);
  await ensureBuild();
  const figures: Figure[] = [];
  for (const [, part] of parts) {
    const found = await part();
    for (const figure of found) print(figure);
    figures.push(...found);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
});
