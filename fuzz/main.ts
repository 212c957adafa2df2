import { randomInt } from 'node:crypto';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { TARGETS } from './targets.ts';
import { watchTarget } from './watch-target.ts';

/**
 * Mutated bytes for every decoder: recorded frames and our own encoders' output, changed. The seed is printed and makes
 * the same inputs again. Last line: `N passed, N failed, N skipped`, counted in decoders.
 */
const { values } = parseArgs({
  options: {
    /** For each decoder. */
    inputs: { type: 'string', default: '1000000' },
    /** Default: a random one. */
    seed: { type: 'string', default: String(randomInt(1, 2 ** 31 - 1)) },
    /** One decoder, by its name. */
    only: { type: 'string' },
  },
});

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) > 0) return Number(text);
  process.stderr.write(`--${name} ${text}: a whole number from 1 is meant.\n`);
  process.exit(2);
}

const inputs = wholeNumber('inputs', values.inputs);
const seed = wholeNumber('seed', values.seed);
const wanted = TARGETS.filter(({ name }) => values.only === undefined || name === values.only);
if (wanted.length === 0) {
  process.stderr.write(
    `--only ${values.only}: one of ${TARGETS.map(({ name }) => name).join(', ')} is meant.\n`,
  );
  process.exit(2);
}
process.stdout.write(`${inputs} inputs each, --seed ${seed}\n`);
const totals = { passed: 0, failed: 0 };
for (const { name } of wanted) {
  const startedAt = performance.now();
  const failure = await watchTarget({ name, inputs, seed });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  totals[failure === undefined ? 'passed' : 'failed']++;
  process.stdout.write(`${failure === undefined ? 'ok  ' : 'FAIL'} ${seconds.padStart(7)} s  ${name}\n`);
  if (failure !== undefined) process.stdout.write(`     ${failure.replaceAll('\n', '\n     ')}\n`);
}
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, 0 skipped\n`);
process.exit(totals.failed === 0 ? 0 : 1);
