import { findChromium } from './chromium.mjs';
import { downloadElectron, ensureTestElectron, findElectron } from './electron-runtime.mjs';
import { Stop } from './ground.mjs';
import { ensureSystem } from './system.mjs';

/** `{found}`, an Electron that tests may use and all it needs to show a window, or `{why}`, the sentence that says why not. */
export async function electronForTests(yes) {
  const missing = await ensureSystem(['display', 'electron'], { yes });
  if (missing) return { why: missing };
  try {
    if (!findElectron({ tests: true })) await fetchOne(yes);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { why: error.message };
  }
  return { found: findElectron({ tests: true }) };
}

/** The same for the Chromium that looks at the browser host. */
export async function chromiumForTests(yes) {
  const why = await ensureSystem(['chromium'], { yes });
  return why ? { why } : { found: findChromium() };
}

/** Elsewhere the shipped Electron is what tests run on; on Linux its download is left to `npm start`. */
async function fetchOne(yes) {
  if (process.platform !== 'linux' && (await downloadElectron())) return;
  const missing = await ensureSystem(['python'], { yes });
  if (missing) throw new Stop(missing);
  await ensureTestElectron();
}
