import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { _electron, type Browser, chromium, type Page } from '@playwright/test';
import { type HostName, hostEnv, root, untilReady } from '../../e2e/host/app.ts';
import { startBrowserHost } from '../../e2e/host/browser-host.ts';

const bareApp = join(root, 'bench', 'ui', 'bare-app');
const VIEWPORT = { width: 1440, height: 900 };
/** Chromium refuses its sandbox to root. */
const chromiumSandbox = process.platform !== 'linux' || process.getuid?.() !== 0;

/** An open window and how long it took from the start of its process until it could be used. */
export interface OpenWindow {
  page: Page;
  startMs: number;
  close(): Promise<void>;
}

/** Gantry on a fresh data folder; usable = the window's own mark after its first frame. */
export async function openGantry(host: HostName): Promise<OpenWindow> {
  return await inFolder(async (folder) => {
    if (host === 'electron') return await openElectron(root, hostEnv(folder), untilReady);
    const startedAt = performance.now();
    const server = await startBrowserHost(folder);
    const window = await openChromium(server.url, untilReady, startedAt);
    return { ...window, close: () => window.close().then(server.stop) };
  });
}

/** The bare list in the same kind of window; usable = its page has drawn. */
export async function openBare(host: HostName): Promise<OpenWindow> {
  return await inFolder(async (folder) => {
    if (host === 'electron')
      return await openElectron(bareApp, { ...hostEnv(folder), BARE_WINDOW_DATA: folder }, untilDrawn);
    const url = pathToFileURL(join(bareApp, 'index.html')).href;
    return await openChromium(url, untilDrawn, performance.now());
  });
}

async function openElectron(
  app: string,
  env: Record<string, string>,
  ready: (page: Page) => Promise<unknown>,
): Promise<OpenWindow> {
  const startedAt = performance.now();
  const electron = await _electron.launch({
    executablePath: process.env.GANTRY_ELECTRON,
    args: [app],
    cwd: root,
    env,
    chromiumSandbox,
  });
  const page = await electron.firstWindow();
  await ready(page);
  return { page, startMs: performance.now() - startedAt, close: () => electron.close() };
}

async function openChromium(
  url: string,
  ready: (page: Page) => Promise<unknown>,
  startedAt: number,
): Promise<OpenWindow> {
  const browser: Browser = await chromium.launch({ executablePath: process.env.GANTRY_CHROMIUM });
  const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en-US' });
  await page.goto(url);
  await ready(page);
  return { page, startMs: performance.now() - startedAt, close: () => browser.close() };
}

async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
}

/** Runs `open` on a temporary folder that goes when the window closes. */
async function inFolder(open: (folder: string) => Promise<OpenWindow>): Promise<OpenWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-'));
  const window = await open(folder);
  return {
    ...window,
    close: async () => {
      await window.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
