import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { ENDS_WITHIN_MS, hostEnv, type RunningHost, root, type SavedFile, untilReady } from './app.ts';
import { exitOf, within } from './process.ts';

/** Chromium refuses its sandbox to root; every other user tests with it. */
const hasSandbox = process.platform !== 'linux' || process.getuid?.() !== 0;

/** `reversible` stands in for the one that the system lacks. */
export type Keychain = 'system' | 'reversible';

interface LaunchOptions {
  /** Default: system. */
  keychain?: Keychain;
  /** What stands behind the app on its command line. */
  hostArgs?: readonly string[];
}

/** The desktop app from out/, in the Electron that the scripts found. */
export function launchElectron(
  dataFolder: string,
  { keychain = 'system', hostArgs = [] }: LaunchOptions = {},
): Promise<ElectronApplication> {
  const executablePath = process.env.GANTRY_ELECTRON;
  if (!executablePath)
    throw new Error('GANTRY_ELECTRON names no Electron: start the specs with `npm run e2e`.');
  return _electron.launch({
    executablePath,
    args: [join(root, 'e2e', 'host', 'app-under-test'), ...hostArgs],
    cwd: root,
    env: { ...hostEnv(dataFolder), GANTRY_E2E_KEYCHAIN: keychain },
    chromiumSandbox: hasSandbox,
  });
}

/** Its window, usable. An app that does not come to it is ended. */
export async function windowOf(app: ElectronApplication): Promise<Page> {
  try {
    const page = await app.firstWindow();
    await untilReady(page);
    return page;
  } catch (error) {
    app.process().kill('SIGKILL');
    throw error;
  }
}

export async function startElectron(
  dataFolder: string,
  testInfo: TestInfo,
  options: LaunchOptions,
): Promise<RunningHost> {
  const app = await launchElectron(dataFolder, options);
  const child = app.process();
  let log = '';
  child.stderr?.on('data', (chunk) => {
    log += String(chunk);
  });
  // Playwright's own trace of a test holds no snapshots of an Electron window.
  const traced = testInfo.project.use.trace !== 'off';
  if (traced) await app.context().tracing.start({ screenshots: true, snapshots: true });
  return {
    page: await windowOf(app),
    pid: child.pid ?? 0,
    log: () => log,
    fileSavedBy: (act) => fileSavedBy(app, testInfo.outputPath('saved-file'), act),
    async close(failed) {
      if (traced) await keepTrace(app, testInfo, failed);
      const ended = exitOf(child);
      await within(ENDS_WITHIN_MS, 'Electron ends', app.close());
      await within(ENDS_WITHIN_MS, 'the process of Electron ends', ended);
    },
  };
}

async function keepTrace(app: ElectronApplication, testInfo: TestInfo, failed: boolean): Promise<void> {
  const path = testInfo.outputPath('electron-trace.zip');
  await app.context().tracing.stop(failed ? { path } : {});
  if (failed) await testInfo.attach('electron-trace', { path, contentType: 'application/zip' });
}

/** No test can press the system's dialog: a path that is set beforehand answers it. */
async function fileSavedBy(
  app: ElectronApplication,
  file: string,
  act: () => Promise<void>,
): Promise<SavedFile> {
  const saved = await app.evaluateHandle(
    ({ session }, path) => ({
      name: new Promise<string>((resolve, reject) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(path);
          item.once('done', (_done, state) =>
            state === 'completed' ? resolve(item.getFilename()) : reject(new Error(state)),
          );
        });
      }),
    }),
    file,
  );
  await act();
  const name = await within(
    ENDS_WITHIN_MS,
    'the file is saved',
    saved.evaluate((one) => one.name),
  );
  return { name, bytes: await readFile(file) };
}
