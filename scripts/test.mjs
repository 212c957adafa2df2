/**
 * `npm test`: every check there is, one after the other (two cores gain little from more), and one sum at the end.
 * A missing piece is a loud skip on a person's machine and a failure in CI.
 */
import { existsSync } from 'node:fs';
import { ci, inRoot, main, say } from './lib/ground.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystem } from './lib/system.mjs';
import { forget, fromLastLine, fromVitest, line, sum, totals } from './lib/totals.mjs';

const yes = process.argv.includes('--yes');
const node = process.execPath;
const bin = (...parts) => inRoot('node_modules', ...parts);
const live = { show: 'live' };

const missing = (why) => {
  say(`${ci ? 'FAILED' : 'SKIPPED'}: ${why}`);
  return ci ? totals(0, 1, 0) : totals(0, 0, 1);
};

/** A tool that either passes or not counts as one check. */
const oneCheck = async (...call) => {
  const { code } = await run(node, call, live);
  return code === 0 ? totals(1) : totals(0, 1);
};

const typecheck = () => oneCheck(bin('typescript', 'bin', 'tsc'), '-b', '--noEmit');
const lint = () => oneCheck(bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--max-diagnostics=50', '.');

async function unit() {
  const report = inRoot('test-results', 'unit.json');
  forget(report);
  const args = [
    bin('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code } = await run(node, args, live);
  return fromVitest(report, code);
}

/** A program of ours that ends with the line of counts. */
async function counted(file, ...args) {
  if (!existsSync(inRoot(file))) return missing(`${file} does not exist.`);
  const { code, out } = await run(node, [inRoot(file), ...args], live);
  return fromLastLine(out, code);
}

const suite = () => counted('suite/main.ts');

/** Begins the suite on the sandbox; the result waits for its end, and prints it. */
function suiteBesides() {
  const running = run(node, [inRoot('suite', 'main.ts')]);
  return async () => {
    const { code, out } = await running;
    console.log(out);
    return fromLastLine(out, code);
  };
}

/** Ports of their own, so that a broker started by hand on the usual ones is left alone. */
const nameServer = '127.0.0.1:19876';
const brokerPort = '20911';

async function suiteOnRealBroker() {
  const lacking = await ensureSystem(['java'], { yes });
  if (lacking) return missing(lacking);
  const broker = inRoot('scripts', 'broker.mjs');
  const place = ['--name-server-port', nameServer.split(':')[1], '--broker-port', brokerPort];
  // An interrupted run may have left one behind.
  await run(node, [broker, 'stop', '5.3.3', ...place.slice(2)]);
  const started = await run(node, [broker, 'start', '5.3.3', ...place], live);
  if (started.code !== 0) return totals(0, 1);
  try {
    return await counted('suite/main.ts', '--name-server', nameServer);
  } finally {
    await run(node, [broker, 'stop', '5.3.3', ...place.slice(2)], live);
  }
}

async function interop() {
  const lacking = await ensureSystem(['java'], { yes });
  return lacking ? missing(lacking) : counted('interop/main.ts');
}

/** Packed, fused and started once. */
const packed = () => oneCheck(inRoot('scripts', 'package.mjs'), '--unpacked', '--try');

const e2e = () => counted('scripts/e2e.mjs', ...(yes ? ['--yes'] : []));

await main(async () => {
  await setUp({ build: true });
  const checks = [
    ['type check', typecheck],
    ['lint', lint],
  ];
  let sandboxSuite;
  const inCi = [
    ...checks,
    // Before the unit tests: one of them compiles Java against the jars that come with the broker.
    [
      'suite, RocketMQ 5.3.3',
      () => {
        // A suite mostly waits: two take as long as one.
        sandboxSuite = suiteBesides();
        return suiteOnRealBroker();
      },
    ],
    ['suite, sandbox', () => sandboxSuite()],
    ['unit', unit],
    ['interop', interop],
    ['e2e', e2e],
    ['packed app', packed],
  ];
  const steps = ci ? inCi : [...checks, ['unit', unit], ['suite, sandbox', suite], ['e2e', e2e]];
  const rows = [];
  for (const [name, body] of steps) {
    console.log(`\n== ${name}`);
    const start = Date.now();
    rows.push({ name, counts: await body(), seconds: (Date.now() - start) / 1000 });
  }
  console.log('');
  for (const { name, counts, seconds } of rows) {
    console.log(`${name.padEnd(24)} ${seconds.toFixed(1).padStart(7)} s   ${line(counts)}`);
  }
  const all = sum(rows.map((row) => row.counts));
  console.log(line(all));
  process.exitCode = all.failed === 0 && !(ci && all.skipped > 0) ? 0 : 1;
});
