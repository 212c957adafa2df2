import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { launchElectron, windowOf } from '../host/electron-host.ts';
import { exitOf } from '../host/process.ts';
import { removeFolder } from '../host/remove-folder.ts';
import { produce } from '../peers/produce.ts';
import { takeOver } from '../peers/take-over.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

const GROUP = 'gantry-e2e-held';
const TOPIC = 'held-events';
const COUNT = 500;
const KEYS = Array.from({ length: COUNT }, (_, n) => `H-${n}`);
/** Heartbeats and retries of a lost broker go every few seconds. */
const NOTICED_WITHIN_MS = 40_000;

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gantry-e2e-'));
});
test.afterEach(() => removeFolder(folder));

/** A group with a seat for each of 500 messages, all of them held. */
async function holdAll(page: Page, nameServer: string): Promise<Consume> {
  const consume = new Consume(page);
  await new Home(page).connectTo(nameServer);
  await consume.join(GROUP, TOPIC, COUNT);
  await produce(
    nameServer,
    TOPIC,
    KEYS.map((key) => ({ key, tag: 'held', body: '{}' })),
  );
  await expectAllHeld(consume);
  return consume;
}

function tabIsKept(): boolean {
  const file = join(folder, 'windows.json');
  return existsSync(file) && readFileSync(file, 'utf8').includes(GROUP);
}

const expectAllHeld = (consume: Consume): Promise<void> => consume.expectCounters({ held: COUNT, acked: 0 });

test('500 held messages outlive the renderer, the app and the window @ack @electron-only', async ({
  peers,
}) => {
  test.setTimeout(120_000);
  const { nameServer } = await peers.sandbox('--topics', `${TOPIC}:4`);
  let app = await launchElectron(folder);
  let program = app.process();
  try {
    await test.step('the renderer crashes: they stay held here', async () => {
      await holdAll(await windowOf(app), nameServer);
      // The consumer's tab is kept half a second after it was opened: it is looked for in the next run.
      await expect.poll(tabIsKept).toBe(true);
      await crashRenderer(app);
      await expect.poll(() => countersOf(app)).toMatch(new RegExp(`^${COUNT}\\s*held`));
    });

    await test.step('the app is killed: they come back to the next run', async () => {
      program.kill('SIGKILL');
      await exitOf(program);
      app = await launchElectron(folder);
      program = app.process();
      const page = await windowOf(app);
      const consume = new Consume(page);
      await page.keyboard.press('ControlOrMeta+1');
      await new Home(page).open(nameServer);
      await new Frame(page).tabs.getByRole('tab', { name: GROUP }).click();
      await page.getByRole('button', { name: 'Start again' }).click();
      await consume.form.getByRole('button', { name: 'Start', exact: true }).click();
      await expectAllHeld(consume);
    });

    await test.step('the window is closed: they go to another member', async () => {
      await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
      await exitOf(program);
      const keys = await takeOver(nameServer, { group: GROUP, topic: TOPIC, count: COUNT });
      expect([...keys].sort()).toEqual([...KEYS].sort());
    });
  } finally {
    program.kill('SIGKILL');
  }
});

// With a few messages in both hosts: faults-broker.spec.ts.
test('500 held messages outlive the broker @ack @electron-only', async ({ page, peers }) => {
  test.setTimeout(120_000);
  const sandbox = await peers.sandbox('--topics', `${TOPIC}:4`, '--data', folder);
  const consume = await holdAll(page, sandbox.nameServer);
  await sandbox.kill();
  await expect(page.getByText(/Lost the broker at/).first()).toBeVisible({ timeout: NOTICED_WITHIN_MS });
  await expectAllHeld(consume);
  await sandbox.restart();
  await expect(page.getByText(/Lost the broker at/)).toHaveCount(0, { timeout: NOTICED_WITHIN_MS });
  await expectAllHeld(consume);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('heading', { name: '500 held will be delivered again' })).toBeVisible();
  await question.getByRole('button', { name: 'Stop', exact: true }).click();
  await consume.expectCounters({ held: 0, acked: 0, 'moved away': COUNT });
  await expect(consume.message.getByText('Moved away', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expectAllHeld(consume);
});

/** As a fault of the machine would; the app loads the page again by itself. */
async function crashRenderer(app: ElectronApplication): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        contents?.once('render-process-gone', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
}

/** Asked by the main process: a page that has crashed once is gone for Playwright. */
async function countersOf(app: ElectronApplication): Promise<string> {
  return await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const script = `document.querySelector('ul[aria-label="Counters"]')?.innerText ?? ''`;
    return String(await contents?.executeJavaScript(script));
  });
}
