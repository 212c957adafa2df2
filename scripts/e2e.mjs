/** `npm run e2e [-- --grep @TAG ...]`: the Playwright specs in both hosts; what follows `--` goes to Playwright. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withDisplay } from './lib/display.mjs';
import { ci, inRoot, main, Stop, say } from './lib/ground.mjs';
import { chromiumForTests, electronForTests } from './lib/hosts-for-tests.mjs';
import { run } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystem } from './lib/system.mjs';
import { failuresOf, forget, fromPlaywright, line, sum, totals } from './lib/totals.mjs';

const resultsOf = (host) => inRoot('test-results', `e2e-${host}`);
const reportOf = (host) => `${resultsOf(host)}.json`;

/** The specs in one host, in a Playwright of its own: its counts. */
async function runIn(host, args, env) {
  forget(reportOf(host));
  const cli = inRoot('node_modules', '@playwright', 'test', 'cli.js');
  // A tag may be of the other host alone.
  const plain = [process.execPath, [cli, 'test', `--project=${host}`, '--pass-with-no-tests', ...args]];
  // Chromium runs without a display; Electron never does.
  const call = host === 'electron' ? withDisplay(...plain) : { command: plain[0], args: plain[1] };
  if (!call)
    throw new Stop('There is no display and no xvfb-run: install Xvfb, or run with -- --host browser.');
  const { code } = await run(call.command, call.args, {
    show: 'live',
    env: { ...process.env, ...env, GANTRY_E2E_RESULTS: resultsOf(host) },
  });
  return fromPlaywright(reportOf(host), code);
}

await main(async () => {
  // --yes and --host are ours; the rest is Playwright's.
  const { values, tokens } = parseArgs({
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: { yes: { type: 'boolean' }, host: { type: 'string' } },
  });
  const own = tokens.filter((t) => t.kind === 'option' && (t.name === 'yes' || t.name === 'host'));
  const dropped = new Set(
    own.flatMap((t) => (t.name === 'host' && !t.inlineValue ? [t.index, t.index + 1] : [t.index])),
  );
  const rest = process.argv.slice(2).filter((_, index) => !dropped.has(index));
  await setUp({ build: true });
  if (!existsSync(inRoot('e2e'))) throw new Stop('There is no folder e2e/, so there is nothing to run.');

  const fonts = await ensureSystem(['fonts'], { yes: values.yes });
  if (fonts) say(`Chinese text may show as boxes in pictures. ${fonts}`);

  const wanted = values.host ? [values.host] : ['electron', 'browser'];
  const electron = wanted.includes('electron') ? await electronForTests(values.yes) : {};
  const chromium = wanted.includes('browser') ? await chromiumForTests(values.yes) : {};
  const present = { electron: electron.found, browser: chromium.found };
  const why = { electron: electron.why, browser: chromium.why };
  const hosts = wanted.filter((name) => present[name]);

  const counts = {};
  for (const name of wanted.filter((name) => !present[name])) {
    say(`${ci ? 'FAILED' : 'SKIPPED'}: no ${name} host. ${why[name] ?? ''}`);
    counts[name] = ci ? totals(0, 1, 0) : totals(0, 0, 1);
  }
  const env = { GANTRY_ELECTRON: electron.found?.path ?? '', GANTRY_CHROMIUM: chromium.found ?? '' };
  // One after the other: some specs tell of times, and two cores are few.
  for (const name of hosts) counts[name] = await runIn(name, rest, env);
  const version = electron.found?.version ?? 'none';
  if (counts.electron) console.log(`electron ${version}: ${counts.electron.passed} passed`);
  if (counts.browser) console.log(`browser: ${counts.browser.passed} passed`);
  for (const failure of hosts.flatMap((host) => failuresOf(reportOf(host)))) say(`FAILED: ${failure}`);
  const all = sum(Object.values(counts));
  if (all.passed + all.failed + all.skipped === 0) {
    say('No spec was run.');
    all.failed = 1;
  }
  console.log(line(all));
  process.exitCode = all.failed === 0 && !(ci && all.skipped > 0) ? 0 : 1;
});
