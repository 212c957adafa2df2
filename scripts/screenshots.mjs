/** `npm run screenshots`: draws the README's pictures into docs/screenshots/ from the desktop app, on the sandbox. */
import { withDisplay } from './lib/display.mjs';
import { inRoot, main, Stop } from './lib/ground.mjs';
import { electronForTests } from './lib/hosts-for-tests.mjs';
import { become } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { ensureSystem } from './lib/system.mjs';

await main(async () => {
  const yes = process.argv.includes('--yes');
  await setUp({ build: true });
  const { found, why } = await electronForTests(yes);
  if (!found) throw new Stop(why);
  const noFonts = await ensureSystem(['fonts'], { yes });
  if (noFonts) throw new Stop(`Chinese text would be drawn as boxes. ${noFonts}`);
  const call = withDisplay(process.execPath, [inRoot('e2e', 'screenshots', 'draw.ts')]);
  if (!call) throw new Stop('There is no display and no xvfb-run: install Xvfb.');
  const env = { ...process.env, GANTRY_ELECTRON: found.path };
  process.exitCode = await become(call.command, call.args, { env });
});
