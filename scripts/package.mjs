/**
 * `npm run package [-- electron-builder's options]`: installers. With `--unpacked` only the folder of the app, packed
 * with the Electron that is at hand; with `--try` its fuses are read back, and it is started once until its window is usable.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ensureTestElectron, findElectron } from './lib/electron-runtime.mjs';
import { inRoot, main, Stop, say, toolchain } from './lib/ground.mjs';
import { checkFuses } from './lib/packed-fuses.mjs';
import { become } from './lib/run.mjs';
import { setUp } from './lib/setup.mjs';
import { tryPacked } from './lib/try-packed.mjs';

/** Fuses that the Electron for tests does not have: naming one stops the build. */
const NEWER_FUSES = ['grantFileProtocolExtraPrivileges'];

/** Of electron-builder, for an unpacked app of this platform. */
async function unpackedOptions() {
  if (findElectron({ tests: true }) === null) await ensureTestElectron();
  const electron = findElectron({ tests: true });
  if (electron === null)
    throw new Stop('No Electron is at hand; set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds one.');
  const options = [
    '--dir',
    '-c.electronDist',
    dirname(electron.path),
    '-c.electronVersion',
    electron.version,
  ];
  return electron.source === 'tests' ? [...options, '--config', configWithout(NEWER_FUSES)] : options;
}

/** The configuration without lines that set these, in a file of its own. */
function configWithout(names) {
  const lines = readFileSync(inRoot('electron-builder.yml'), 'utf8').split('\n');
  const kept = lines.filter((text) => !names.some((name) => text.trim().startsWith(`${name}:`)));
  const file = join(toolchain, 'electron-builder.yml');
  writeFileSync(file, kept.join('\n'));
  return file;
}

await main(async () => {
  await setUp({ build: true });
  const own = ['--unpacked', '--try'];
  const args = process.argv.slice(2).filter((arg) => !own.includes(arg));
  const given = (option) => process.argv.includes(option);
  const options = given('--unpacked') ? await unpackedOptions() : [];
  const cli = inRoot('node_modules', 'electron-builder', 'cli.js');
  const code = await become(process.execPath, [cli, '--publish', 'never', ...args, ...options]);
  process.exitCode = code;
  if (code !== 0 || !given('--try')) return;
  const program = inRoot('dist', 'linux-unpacked', 'gantry');
  if (!existsSync(program)) throw new Stop(`${program} is not there: only Linux is tried.`);
  if (!existsSync(join(dirname(program), 'resources', 'app.asar'))) throw new Stop('It holds no app.asar.');
  await checkFuses(program);
  await tryPacked(program);
  say('The packed app started, and its window was usable.');
});
