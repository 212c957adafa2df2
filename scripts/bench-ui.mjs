/**
 * `npm run bench:ui [-- --parts start,live,painted,pause,ack,rows,json --hosts electron,browser --json FILE --name-server HOST:PORT
 * --starts N --seconds N --rate N --body BYTES --keep ROWS --rows N]`: the window beside a bare one, in both hosts.
 */
import { withDisplay } from './lib/display.mjs';
import { inRoot, main, Stop, say } from './lib/ground.mjs';
import { chromiumForTests, electronForTests } from './lib/hosts-for-tests.mjs';
import { become } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({ build: true });
  const electron = await electronForTests(false);
  const chromium = await chromiumForTests(false);
  for (const { why } of [electron, chromium]) if (why) say(`Not measured: ${why}`);
  if (!electron.found && !chromium.found) throw new Stop('There is no host to measure.');
  if (electron.found) say(`Electron ${electron.found.version}`);
  const call = withDisplay(process.execPath, [inRoot('bench', 'ui', 'main.ts'), ...process.argv.slice(2)]);
  if (!call) throw new Stop('There is no display and no xvfb-run: install Xvfb.');
  const env = {
    ...process.env,
    GANTRY_ELECTRON: electron.found?.path ?? '',
    GANTRY_CHROMIUM: chromium.found ?? '',
  };
  process.exitCode = await become(call.command, call.args, { env });
});
