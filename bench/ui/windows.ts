import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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

/** Writes down the long turns of a host's event loop. */
const hostTurns = join(root, 'bench', 'ui', 'host-turns.cjs');

/** Turns of a host's event loop over 50 ms. */
export interface LongTurns {
  count: number;
  longestMs: number;
}

/** What a person waits for, and what is asked about it afterwards. */
interface LiveWindow {
  page: Page;
  /** From the start of its process until it could be used. */
  startMs: number;
  /** Of the host; of the bare list its window's. */
  pid: number;
  close(): Promise<void>;
}

export interface OpenWindow extends LiveWindow {
  /** Of the host since a time, epoch ms; the bare list has none. */
  longTurns(since: number): LongTurns;
}

/** Gantry on a fresh data folder; usable = the window's own mark after its first frame. */
export async function openGantry(host: HostName): Promise<OpenWindow> {
  return await inFolder(async (folder) => {
    const nodeArgs = ['-r', hostTurns];
    if (host === 'electron') return await openElectron([...nodeArgs, root], hostEnv(folder), untilReady);
    const startedAt = performance.now();
    const server = await startBrowserHost(folder, { nodeArgs });
    const window = await openChromium(server.url, untilReady, startedAt);
    return { ...window, pid: server.pid, close: () => window.close().then(server.stop) };
  });
}

/** The bare list in the same kind of window; usable = its page has drawn. */
export async function openBare(host: HostName): Promise<OpenWindow> {
  return await inFolder(async (folder) => {
    if (host === 'electron')
      return await openElectron([bareApp], { ...hostEnv(folder), BARE_WINDOW_DATA: folder }, untilDrawn);
    const url = pathToFileURL(join(bareApp, 'index.html')).href;
    return await openChromium(url, untilDrawn, performance.now());
  });
}

async function openElectron(
  args: string[],
  env: Record<string, string>,
  ready: (page: Page) => Promise<unknown>,
): Promise<LiveWindow> {
  const startedAt = performance.now();
  const electron = await _electron.launch({
    executablePath: process.env.GANTRY_ELECTRON,
    args,
    cwd: root,
    env,
    chromiumSandbox,
  });
  const page = await electron.firstWindow();
  await ready(page);
  const pid = electron.process().pid ?? 0;
  return { page, startMs: performance.now() - startedAt, pid, close: () => electron.close() };
}

async function openChromium(
  url: string,
  ready: (page: Page) => Promise<unknown>,
  startedAt: number,
): Promise<LiveWindow> {
  const browser: Browser = await chromium.launch({ executablePath: process.env.GANTRY_CHROMIUM });
  const page = await browser.newPage({ viewport: VIEWPORT, locale: 'en-US' });
  await page.goto(url);
  await ready(page);
  return { page, startMs: performance.now() - startedAt, pid: 0, close: () => browser.close() };
}

async function untilDrawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(undefined))));
}

/** Runs `open` on a temporary folder that goes when the window closes. */
async function inFolder(open: (folder: string) => Promise<LiveWindow>): Promise<OpenWindow> {
  const folder = mkdtempSync(join(tmpdir(), 'gantry-bench-'));
  const window = await open(folder);
  return {
    ...window,
    longTurns: (since) => longTurns(join(folder, 'long-turns'), since),
    close: async () => {
      await window.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What host-turns.cjs wrote. */
function longTurns(file: string, since: number): LongTurns {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  const turns = lines.map((line) => line.split(' ').map(Number)).filter(([at = 0]) => at >= since);
  return { count: turns.length, longestMs: Math.max(0, ...turns.map(([, ms = 0]) => ms)) };
}
