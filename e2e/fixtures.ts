import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, chromium, expect, type Page, type TestInfo } from '@playwright/test';
import { type HostName, type RunningHost, type SavedFile, untilReady } from './host/app.ts';
import { startInBrowser } from './host/browser-host.ts';
import { type Keychain, startElectron } from './host/electron-host.ts';
import { crashesIn, Problems } from './host/problems.ts';
import { removeFolder } from './host/remove-folder.ts';
import { Peers } from './peers/peers.ts';

export { expect };

/** One Gantry of a test: its window, and the ways to start it over. */
export class Gantry {
  readonly host: HostName;
  readonly dataFolder: string;
  readonly problems = new Problems();
  readonly #start: () => Promise<RunningHost>;
  #running: RunningHost;

  static async start(host: HostName, dataFolder: string, start: () => Promise<RunningHost>): Promise<Gantry> {
    return new Gantry(host, dataFolder, start, await start());
  }

  private constructor(
    host: HostName,
    dataFolder: string,
    start: () => Promise<RunningHost>,
    running: RunningHost,
  ) {
    this.host = host;
    this.dataFolder = dataFolder;
    this.#start = start;
    this.#running = running;
    this.problems.watch(running.page);
  }

  get page(): Page {
    return this.#running.page;
  }

  get pid(): number {
    return this.#running.pid;
  }

  log(): string {
    return this.#running.log();
  }

  /** The file that the window hands to the person when `act` is done. */
  fileSavedBy(act: () => Promise<void>): Promise<SavedFile> {
    return this.#running.fileSavedBy(act);
  }

  /** As the window's own reload: the page starts over, the host goes on. */
  async reload(): Promise<void> {
    await this.page.reload();
    await untilReady(this.page);
  }

  /** Ends the host and starts it again on the same data folder. The page is another one afterwards. */
  async relaunch(): Promise<Page> {
    await this.#running.close(false);
    this.#running = await this.#start();
    this.problems.watch(this.page);
    return this.page;
  }

  async close(failed: boolean): Promise<void> {
    await this.#running.close(failed);
  }
}

interface WorkerFixtures {
  /** Which host a project's tests drive; playwright.config.ts sets it. */
  host: HostName;
  /** Chromium for the browser host. Not Playwright's own `browser`: that would be started for Electron as well. */
  ownChromium: Browser | undefined;
}

interface TestFixtures {
  /** Of Electron; the browser host has none. */
  keychain: Keychain;
  /** What the host is started with, as a person would write it behind its name. */
  hostArgs: readonly string[];
  gantry: Gantry;
  page: Page;
  /** Brokers and peers beside Gantry; they end with the test. */
  peers: Peers;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  host: ['browser', { scope: 'worker', option: true }],

  ownChromium: [
    async ({ host }, use) => {
      if (host !== 'browser') {
        await use(undefined);
        return;
      }
      const executablePath = process.env.GANTRY_CHROMIUM;
      if (!executablePath)
        throw new Error('GANTRY_CHROMIUM names no Chromium: start the specs with `npm run e2e`.');
      const browser = await chromium.launch({ executablePath });
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],

  keychain: ['system', { option: true }],
  hostArgs: [[], { option: true }],

  gantry: async ({ host, ownChromium, keychain, hostArgs }, use, testInfo) => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'gantry-e2e-'));
    const start = (): Promise<RunningHost> =>
      ownChromium === undefined
        ? startElectron(dataFolder, testInfo, { keychain, hostArgs })
        : startInBrowser(dataFolder, ownChromium, { hostArgs });
    const gantry = await Gantry.start(host, dataFolder, start);
    await use(gantry);
    const failed = testInfo.status !== testInfo.expectedStatus;
    if (failed) await attachLog(gantry, testInfo);
    await gantry.close(failed);
    removeFolder(dataFolder);
    expect([...gantry.problems.unexpected(), ...crashesIn(gantry.log())]).toEqual([]);
  },

  page: async ({ gantry }, use) => {
    await use(gantry.page);
  },

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern
  peers: async ({}, use) => {
    const peers = new Peers();
    await use(peers);
    await peers.close();
  },
});

async function attachLog(gantry: Gantry, testInfo: TestInfo): Promise<void> {
  await testInfo.attach('host-stderr', { body: gantry.log() || '(empty)', contentType: 'text/plain' });
}
