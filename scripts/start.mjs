/** `npm start`: sets up and opens Gantry in Electron, or in a browser where there is no Electron or no display. */
import { parseArgs } from 'node:util';
import { hasDisplay } from './lib/display.mjs';
import { downloadElectron, findElectron } from './lib/electron-runtime.mjs';
import { inRoot, main, root, Stop, say } from './lib/ground.mjs';
import { become } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

const usage = 'npm start [-- --sandbox --browser --port N --no-open]';

/** An Electron that ends badly within this time never showed a window; later it is a crash, and says so itself. */
const startsWithinMs = 10_000;

function options() {
  try {
    const { values } = parseArgs({
      options: {
        sandbox: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
      },
    });
    if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536)) {
      throw new Error(`--port ${values.port} is not a port`);
    }
    return values;
  } catch (error) {
    throw new Stop(`${error.message.split('. ')[0]}. Usage: ${usage}`);
  }
}

/** The browser host finds a free port itself where the wanted one is taken, and says so. */
function inBrowser({ sandbox, port, 'no-open': noOpen }) {
  const args = [inRoot('out/main/browser-host.cjs')];
  if (port !== undefined) args.push('--port', port);
  if (noOpen) args.push('--no-open');
  if (sandbox) args.push('--sandbox');
  return become(process.execPath, args);
}

/** An Electron to open the window with, or null after saying why there is none. */
async function electron() {
  if (!hasDisplay()) {
    say('There is no display here, so Gantry runs for a browser.');
    return null;
  }
  const found = findElectron() ?? ((await downloadElectron()) ? findElectron() : null);
  if (found) return found;
  const old = findElectron({ tests: true });
  if (old) {
    say(
      `Electron could not be fetched (no network?). Using the old Electron ${old.version} kept for tests; it gets no security fixes.`,
    );
    return old;
  }
  say('Electron could not be fetched (no network?), so Gantry runs for a browser.');
  return null;
}

await main(async () => {
  const chosen = options();
  await setUp({ build: true });
  const found = chosen.browser ? null : await electron();
  if (!found) {
    process.exitCode = await inBrowser(chosen);
    return;
  }
  // Chromium refuses its sandbox to root on Linux; every other user keeps it.
  const asRoot = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
  const began = Date.now();
  process.exitCode = await become(found.path, [...asRoot, root, ...(chosen.sandbox ? ['--sandbox'] : [])]);
  if (process.exitCode === 0 || Date.now() - began > startsWithinMs) return;
  say('Electron could not open a window, so Gantry runs for a browser.');
  process.exitCode = await inBrowser(chosen);
});
