import { BrowserWindow, nativeTheme, type Session, screen, session, type WebContents } from 'electron';
import { CALL_NAMES } from '../core/contract/contract.ts';
import { NAMES_ARGUMENT } from './channels.ts';

/** `--bg-0` of each theme: what shows until the page has drawn. */
const BACKGROUND = { dark: '#0e1014', light: '#eceef2' } as const;

const MIN_WIDTH = 960;
const MIN_HEIGHT = 640;

export interface WindowOptions {
  preload: string;
  url: string;
}

/** A window with nothing of Node in it; shown when its first frame is drawn. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const { width, height } = screen.getPrimaryDisplay().workAreaSize;
  const window = new BrowserWindow({
    title: 'Gantry',
    width: Math.max(MIN_WIDTH, Math.min(1440, width)),
    height: Math.max(MIN_HEIGHT, Math.min(900, height)),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    useContentSize: true,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    show: false,
    webPreferences: {
      preload: options.preload,
      additionalArguments: [`${NAMES_ARGUMENT}${CALL_NAMES.join(',')}`],
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  confine(window.webContents, new URL(options.url));
  reloadAfterCrash(window.webContents);
  void window.loadURL(options.url);
  return window;
}

/** Copying a message id is all the page may ask for. */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write'];

/** Electron grants everything by default. */
export function denyPermissions(target: Session = session.defaultSession): void {
  target.setPermissionRequestHandler((_contents, permission, callback) =>
    callback(ALLOWED_PERMISSIONS.includes(permission)),
  );
  target.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission));
  target.setDevicePermissionHandler(() => false);
}

/** The page stays the page: it goes nowhere, opens nothing, embeds nothing. */
export function confine(contents: WebContents, page: URL): void {
  contents.on('will-navigate', (event, url) => {
    if (!isPage(url, page)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** A reload is a navigation to where the page already is. */
function isPage(url: string, page: URL): boolean {
  try {
    const to = new URL(url);
    return to.protocol === page.protocol && to.host === page.host && to.pathname === page.pathname;
  } catch {
    return false;
  }
}

const RELOAD_AT_MOST_EVERY_MS = 10_000;

/** Messages and decisions live in the host, so a page that died loses nothing by starting over. */
function reloadAfterCrash(contents: WebContents): void {
  let lastMs = Number.NEGATIVE_INFINITY;
  contents.on('render-process-gone', (_event, { reason }) => {
    const nowMs = performance.now();
    if (reason === 'clean-exit' || nowMs - lastMs < RELOAD_AT_MOST_EVERY_MS) return;
    lastMs = nowMs;
    contents.reload();
  });
}
