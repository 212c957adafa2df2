import { app, BrowserWindow, dialog, nativeTheme } from 'electron';
import { systemClock } from '../core/clock.ts';
import { type Console, createConsole } from '../core/console.ts';
import type { AppView, Settings } from '../core/contract/views.ts';
import { desktop } from './desktop.ts';
import { guardDownloads } from './downloads.ts';
import { Ipc } from './ipc.ts';
import { setMenu } from './menu.ts';
import { appPaths, homeFolders } from './paths.ts';
import { createSecretBox } from './secret-box.ts';
import { declareUiScheme, serveUi, UI_URL } from './ui-protocol.ts';
import { createWindow, denyPermissions } from './window.ts';

/** Quitting waits this long for consumers to stop and offsets to be committed. */
const QUIT_WITHIN_MS = 3_000;
/** A page that does not end by then is ended. */
const PAGE_ENDS_WITHIN_MS = 1_000;

/** The main process looks at settings as a window of its own that holds nothing. */
const HOST_WINDOW_ID = 'electron-main';

const paths = appPaths(__dirname);
const { dataDir, chromiumDir } = homeFolders(process.env, app.getPath('userData'));
// Before the lock: its name comes from this folder.
app.setPath('userData', chromiumDir);

if (app.requestSingleInstanceLock()) {
  declareUiScheme();
  // With --no-sandbox (root on Linux has no choice) it would leave the helper processes unable to start.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  void app.whenReady().then(run).catch(refuseToStart);
} else {
  app.exit(0);
}

async function run(): Promise<void> {
  const gantry = await createConsole({
    host: 'electron',
    clock: systemClock,
    dataDir,
    version: app.getVersion(),
    electronVersion: process.versions.electron,
    secrets: await createSecretBox(),
    sandboxWorkerFile: paths.sandboxWorker,
    desktop,
    searchWorkerFile: paths.searchWorker,
    diffWorkerFile: paths.diffWorker,
  });
  await followSettings(gantry);

  const pageUrl = windowUrl(process.argv, process.env);
  serveUi(paths.renderer);
  denyPermissions();
  guardDownloads(pageUrl);
  const ipc = new Ipc(gantry, pageUrl);
  const open = (): void => ipc.add(createWindow({ preload: paths.preload, url: pageUrl.href }).webContents);

  app.on('second-instance', () => focusWindow(open));
  app.on('activate', () => focusWindow(open));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  closeBeforeQuit(gantry);
  open();
}

/** app://ui, or electron-vite's server during development; `--sandbox` asks the page to start the sandbox at once. */
function windowUrl(argv: readonly string[], env: NodeJS.ProcessEnv): URL {
  const served = app.isPackaged ? undefined : env.ELECTRON_RENDERER_URL;
  const url = new URL(served ?? UI_URL);
  if (argv.includes('--sandbox')) url.searchParams.set('sandbox', '1');
  return url;
}

function focusWindow(open: () => void): void {
  const window = BrowserWindow.getAllWindows()[0];
  if (window === undefined) {
    open();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

/** Theme of native parts and language of the menu follow the settings. */
async function followSettings(gantry: Console): Promise<void> {
  let shown: Pick<Settings, 'theme' | 'language'> | undefined;
  const apply = ({ settings }: AppView): void => {
    if (shown?.theme !== settings.theme) nativeTheme.themeSource = settings.theme;
    if (shown?.language !== settings.language) {
      setMenu({ language: settings.language, mac: process.platform === 'darwin', devTools: !app.isPackaged });
    }
    shown = settings;
  };
  const answer = await gantry.call(HOST_WINDOW_ID, 'app.open', { windowId: HOST_WINDOW_ID });
  if (answer.ok) apply(answer.value as AppView);
  gantry.attach(HOST_WINDOW_ID, (message) => {
    if (message.event === 'app.changed') apply(message.data);
  });
}

/** As their own close buttons would: a page says what it has not saved yet while its host still listens. */
async function closeWindows(): Promise<void> {
  const closing = BrowserWindow.getAllWindows().map(
    (window) =>
      new Promise<void>((resolve) => {
        window.once('closed', () => resolve());
        window.close();
      }),
  );
  const timeUp = new Promise<void>((resolve) => setTimeout(resolve, PAGE_ENDS_WITHIN_MS));
  await Promise.race([Promise.all(closing), timeUp]);
}

function closeBeforeQuit(gantry: Console): void {
  let state: 'open' | 'closing' | 'closed' = 'open';
  app.on('before-quit', (event) => {
    if (state === 'closed') return;
    event.preventDefault();
    if (state === 'closing') return;
    state = 'closing';
    const timeUp = new Promise<void>((resolve) => setTimeout(resolve, QUIT_WITHIN_MS));
    void Promise.race([closeWindows().then(() => gantry.close()), timeUp])
      .catch(() => undefined)
      .then(() => {
        state = 'closed';
        for (const window of BrowserWindow.getAllWindows()) window.destroy();
        app.quit();
      });
  });
}

function refuseToStart(error: unknown): void {
  dialog.showErrorBox('Gantry cannot start', error instanceof Error ? error.message : String(error));
  app.exit(1);
}
