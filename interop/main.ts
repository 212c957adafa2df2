import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { inRoot, main } from '../scripts/lib/ground.mjs';
import { allLegs, type Leg, realLeg, runLeg, sandboxLeg, stopAll } from './legs.ts';
import { goClient, nativeClient, type OtherClient, runOther } from './other-clients.ts';
import type { Row } from './rows.ts';
import { countOf, type LegResult, tableOf } from './table.ts';

/**
 * `npm run interop`: the official Java client and mqadmin on the sandbox. `--real`: on a real broker of the same release
 * instead; `--all`: on that and on the sandbox, by the jars of two releases, with the table written to
 * docs/interop.md. `--grep TEXT`: only behaviours whose names hold it. `--native`, `--go`: those clients on the sandbox
 * instead of the Java client, skipped loudly where they cannot be had. Last line: `N passed, N failed, N skipped`.
 */
const { values } = parseArgs({
  options: {
    real: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    grep: { type: 'string', default: '' },
    native: { type: 'boolean', default: false },
    go: { type: 'boolean', default: false },
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

/** Clients that are no Java. */
async function runOthers(clients: readonly OtherClient[]): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const client of clients) {
    process.stdout.write(`\n${client.title}\n`);
    const rows = await runOther(client, print);
    if (rows === undefined) counts.skipped++;
    for (const { ok } of rows ?? []) counts[ok ? 'passed' : 'failed']++;
  }
  const { passed, failed, skipped } = counts;
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  return failed === 0 ? 0 : 1;
}

await main(async () => {
  const others = [...(values.native ? [nativeClient] : []), ...(values.go ? [goClient] : [])];
  if (others.length > 0) {
    process.exitCode = await runOthers(others);
    return;
  }
  const legs = values.all ? allLegs : [values.real ? realLeg : sandboxLeg];
  const results: LegResult[] = [];
  for (const leg of legs) results.push(await resultOf(leg));
  if (values.all && values.grep === '') writeFileSync(inRoot('docs', 'interop.md'), tableOf(results));
  const { passed, failed } = countOf(results);
  process.stdout.write(`${passed} passed, ${failed} failed, 0 skipped\n`);
  process.exitCode = failed === 0 ? 0 : 1;
});
