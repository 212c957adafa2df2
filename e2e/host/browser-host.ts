import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import {
  bundle,
  ENDS_WITHIN_MS,
  hostEnv,
  type RunningHost,
  root,
  type SavedFile,
  untilReady,
} from './app.ts';
import { exitOf, firstLine, within } from './process.ts';

const STARTS_WITHIN_MS = 15_000;

interface StartOptions {
  /** Before the program. */
  nodeArgs?: readonly string[];
  /** Behind it. */
  hostArgs?: readonly string[];
}

/** The browser host's own process, without a page: for tests that speak to it themselves. */
export async function startBrowserHost(
  dataFolder: string,
  { nodeArgs = [], hostArgs = [] }: StartOptions = {},
) {
  const args = [...nodeArgs, bundle('browser-host.cjs'), '--port', '0', '--no-open', ...hostArgs];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: hostEnv(dataFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  const url = await within(STARTS_WITHIN_MS, 'the browser host prints its address', firstLine(child));
  return {
    url,
    pid: child.pid ?? 0,
    log: () => log,
    async stop(): Promise<void> {
      const ended = exitOf(child);
      child.kill('SIGTERM');
      await within(ENDS_WITHIN_MS, 'the browser host ends', ended).catch((error: unknown) => {
        child.kill('SIGKILL');
        throw error;
      });
    },
  };
}

/** Starts the browser host and opens the address it prints. */
export async function startInBrowser(
  dataFolder: string,
  browser: Browser,
  options: StartOptions = {},
): Promise<RunningHost> {
  const host = await startBrowserHost(dataFolder, options);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
  // Playwright keeps the context's trace by itself.
  const close = async (): Promise<void> => {
    await context.close();
    await host.stop();
  };
  try {
    const page = await context.newPage();
    await page.goto(host.url);
    await untilReady(page);
    return { page, pid: host.pid, log: host.log, fileSavedBy: (act) => fileSavedBy(page, act), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fileSavedBy(page: Page, act: () => Promise<void>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}
