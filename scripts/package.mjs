/**
 * `npm run package [-- electron-builder's options]`: installers. With `--unpacked` only the folder of the app, packed
 * with the Electron that is at hand: the way to try a packed build where Electron cannot be downloaded.
 */
import { dirname } from 'node:path';
import { findElectron } from './lib/electron-runtime.mjs';
import { inRoot, main, Stop } from './lib/ground.mjs';
import { become } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';

await main(async () => {
  await setUp({ build: true });
  const args = process.argv.slice(2).filter((arg) => arg !== '--unpacked');
  if (process.argv.includes('--unpacked')) {
    const electron = findElectron({ tests: true });
    if (!electron)
      throw new Stop('No Electron is at hand; set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one.');
    args.push('--dir', '-c.electronDist', dirname(electron.path), '-c.electronVersion', electron.version);
    // A fuse that an older Electron does not have stops the build; Playwright cannot drive a fused one either.
    if (electron.source === 'tests') args.push('-c.electronFuses=null');
  }
  const cli = inRoot('node_modules', 'electron-builder', 'cli.js');
  process.exitCode = await become(process.execPath, [cli, '--publish', 'never', ...args]);
});
