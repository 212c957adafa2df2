import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type Gantry, test } from '../fixtures.ts';
import { filesIn, memoryOf, type Place, placesOf } from '../host/secret-scan.ts';
import { Compose } from '../screens/compose.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';
import { Operations } from '../screens/operations.ts';
import { Topics } from '../screens/topics.ts';

const TOPIC = 'order-events';
const SECRET = 'Sesame-4711-qX7kD9zT2vB8';

test.use({ keychain: 'reversible' });

test('a secret key is in no file, log, export, transcript or code, and not in the page @security', async ({
  gantry,
  page,
  peers,
}) => {
  const { nameServer } = await peers.sandbox('--topics', `${TOPIC}:4`, '--acl', `reader:${SECRET}`);
  await keepCopies(page);
  await writeAllDown(page);
  const home = new Home(page);
  await connect(page, nameServer);
  await home.button('Copy report').click();
  const places: Place[] = [
    ['connections.json', await exportConnections(gantry, page)],
    ['code', await copyCode(page)],
    ['rows.ndjson', await exportRows(gantry, page)],
  ];
  await callWithSecret(page);
  await new Frame(page).goTo('Home');
  const copied = await copies(page);
  expect(copied).toHaveLength(7);
  places.push(['copied', copied.join('\n')], ...(await memoryOf(page)), ['log', gantry.log()]);
  // What is written late is there after the end.
  await gantry.relaunch();
  const files = filesIn(gantry.dataFolder);
  expect(files.map(([name]) => name)).toEqual(expect.arrayContaining(['profiles.json', 'log/gantry.log']));
  expect(placesOf(SECRET, [...places, ...files])).toEqual([]);

  const after = new Home(gantry.page);
  if (gantry.host === 'electron') {
    expect(keptSecrets(gantry)).toContain(SECRET);
    await after.open(nameServer);
    await after.expectConnected();
  } else {
    await after.choose(nameServer, 'Edit');
    await expect(after.editor.getByText('type it again: it was kept until quit only')).toBeVisible();
  }
});

test('a leak is found wherever it is planted @security', async ({ gantry, page }) => {
  const bytes = Buffer.from(`{"key":"${SECRET}"}`);
  const planted: Record<string, string | Buffer> = {
    text: bytes,
    utf16: Buffer.from(SECRET, 'utf16le'),
    hex: bytes.toString('hex'),
    'base64 at 0': Buffer.from(SECRET).toString('base64'),
    'base64 at 1': Buffer.from(`-${SECRET}-`).toString('base64'),
    'base64 at 2': Buffer.from(`--${SECRET}--`).toString('base64url'),
  };
  for (const [name, content] of Object.entries(planted))
    expect([name, placesOf(SECRET, [[name, content]])]).toEqual([name, [name]]);

  await page.evaluate((leak) => {
    Object.assign(window, { leak: { within: leak } });
    sessionStorage.setItem('leak', leak);
    document.body.dataset.leak = leak;
  }, SECRET);
  writeFileSync(join(gantry.dataFolder, 'settings.json.leak'), bytes.toString('base64'));
  const places = [...(await memoryOf(page)), ...filesIn(gantry.dataFolder)];
  expect(placesOf(SECRET, places).sort()).toEqual(['document', 'heap', 'settings.json.leak', 'storage']);
});

/** The log has as much in it as it ever has. */
async function writeAllDown(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('radiogroup', { name: 'Write down' }).getByRole('radio', { name: 'All' }).click();
  await page.keyboard.press('ControlOrMeta+1');
}

async function connect(page: Page, nameServer: string): Promise<void> {
  await page.getByRole('button', { name: 'Access key', exact: true }).click();
  await page.getByRole('textbox', { name: 'Access key' }).fill('reader');
  await typeSecret(page, 'Secret key');
  await new Home(page).connectTo(nameServer);
}

/** Key by key: a test that hands over the whole text would leave it in the page itself. */
async function typeSecret(page: Page, label: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).focus();
  await page.keyboard.type(SECRET);
}

/** Kept by the page instead of the clipboard of this machine. */
async function keepCopies(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: string[] = [];
    Object.assign(window, { kept });
    navigator.clipboard.writeText = async (text) => void kept.push(text);
  });
}

const copies = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { kept: string[] }).kept);

async function exportConnections(gantry: Gantry, page: Page): Promise<Buffer> {
  await new Home(page).connections.getByRole('button', { name: 'Import and export' }).click();
  const entry = page.getByRole('menuitem', { name: 'Export connections without secrets' });
  return (await gantry.fileSavedBy(() => entry.click())).bytes;
}

/** A message that is sent, and its program in every language. */
async function copyCode(page: Page): Promise<string> {
  const compose = new Compose(page);
  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'ORD-1', body: 'paid' });
  await compose.sendStored();
  await compose.showSide('Code');
  const code: string[] = [];
  for (const language of ['Python', 'Java', 'Go', 'Node', 'mqadmin']) {
    await page.getByRole('radio', { name: language, exact: true }).click();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    code.push(await page.getByRole('region', { name: 'Code' }).innerText());
  }
  return code.join('\n');
}

async function exportRows(gantry: Gantry, page: Page): Promise<Buffer> {
  await new Topics(page).open(TOPIC);
  await expect(new Topics(page).rows()).toHaveCount(1);
  await page.getByRole('button', { name: 'Export rows' }).click();
  const { bytes } = await gantry.fileSavedBy(() => page.getByRole('menuitem', { name: 'As NDJSON' }).click());
  // A menu keeps the keys to itself.
  await expect(page.getByRole('menu')).toHaveCount(0);
  return bytes;
}

/** The documented call that takes the secret, and its transcript as Python. */
async function callWithSecret(page: Page): Promise<void> {
  const operations = new Operations(page);
  await operations.open();
  await operations.call('CreateProducer', { name: 'operations-producer' });
  await operations.madeHandle();
  const form = await operations.choose('SetProducerSessionCredentials');
  await form.getByLabel('accessKey', { exact: true }).fill('reader');
  await typeSecret(page, 'secretKey');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(operations.answer.getByText('OK', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Copy as Python' }).click();
}

/** Every text of the file that the keychain turns back into something. */
function keptSecrets({ dataFolder }: Gantry): string[] {
  const file =
    filesIn(dataFolder)
      .find(([name]) => name === 'profiles.json')?.[1]
      .toString('utf8') ?? '';
  return [...file.matchAll(/"([A-Za-z0-9+/=]+)"/g)].map(([, text = '']) =>
    Buffer.from(Buffer.from(text, 'base64').map((byte) => byte ^ 0x5a)).toString('utf8'),
  );
}
