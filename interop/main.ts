import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot, main } from '../scripts/lib/ground.mjs';
import type { Row } from './jvm.ts';
import { allLegs, type Leg, realLeg, runLeg, sandboxLeg, stopAll } from './legs.ts';
import { countOf, type LegResult, tableOf } from './table.ts';

/**
 * `npm run interop`: the official Java client and mqadmin on the sandbox. `--real`: on a real broker of the same release
 * instead; `--all`: on that and on the sandbox, by the jars of two releases, with the table written to
 * docs/interop.md. `--grep TEXT`: only behaviours whose names hold it. Last line: `N passed, N failed, N skipped`.
 */
const { values } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    grep: { type: 'string', default: '' },
  },
});

function print({ ok, ms, name, reason }: Row): void {
  const seconds = (ms / 1_000).toFixed(1).padStart(5);
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${seconds} s  ${name}\n`);
  if (!ok) process.stdout.write(`     ${reason}\n`);
}

async function resultOf(leg: Leg): Promise<LegResult> {
  process.stdout.write(`\n${leg.title}\n`);
  const startMs = Date.now();
  const rows = await runLeg(leg, values.grep, print);
  const { passed, failed } = countOf([{ title: leg.title, rows }]);
  const seconds = Math.round((Date.now() - startMs) / 1_000);
  process.stdout.write(`${leg.title}: ${passed} passed, ${failed} failed, in ${seconds} s\n`);
  return { title: leg.title, rows };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => void stopAll().finally(() => process.exit(1)));

await main(async () => {
  const legs = values.all ? allLegs : [values.real ? realLeg : sandboxLeg];
  const results: LegResult[] = [];
  for (const leg of legs) results.push(await resultOf(leg));
  if (values.all && values.grep === '') writeFileSync(inRoot('docs', 'interop.md'), tableOf(results));
  const { passed, failed } = countOf(results);
  process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});
