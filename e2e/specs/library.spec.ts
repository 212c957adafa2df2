import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Home } from '../screens/home.ts';
import { Library } from '../screens/library.ts';

const template = (tag: string, body: string[]): string =>
  `${JSON.stringify({ schema: 1, topic: 'payment-callback', tag, keys: ['PAY-1'], body }, null, 2)}\n`;

/** The folder a person would see: it stands at the foot of the tree. */
async function folderOf(page: Page): Promise<string> {
  const dir = await page.locator('.library-folder [title]').getAttribute('title');
  if (dir === null) throw new Error('the library names no folder');
  return dir;
}

async function sendOne(page: Page): Promise<Compose> {
  await new Home(page).startSandbox();
  const compose = new Compose(page);
  await compose.sendStored();
  return compose;
}

test('a draft is saved as a file, changed on disk, and opened from there @library', async ({ page }) => {
  await sendOne(page);
  const library = new Library(page);
  await library.saveDraftAs('Checkout/Order paid');
  await library.open();
  const file = join(await folderOf(page), 'Checkout', 'Order paid.json');
  await expect(library.item('Order paid')).toBeVisible();
  const saved = readFileSync(file, 'utf8');
  expect(saved).toContain('"topic": "order-events"');

  writeFileSync(file, saved.replace('"tag": "paid"', '"tag": "refunded"'));
  await library.item('Order paid').click();
  await expect(page.getByText('refunded')).toBeVisible();
  writeFileSync(join(await folderOf(page), 'Broken.json'), '{\n  "schema": 1,\n  oops\n}\n');
  await page.getByRole('treeitem', { name: 'Broken, cannot be read' }).click();
  await expect(page.getByRole('alert')).toContainText('Line 3');

  await library.item('Order paid').click();
  await page.keyboard.press('e');
  await expect(new Compose(page).tag).toHaveValue('refunded');
});

test('a draft goes back to its file after a reload and a restart @library', async ({ gantry, page }) => {
  await sendOne(page);
  const library = new Library(page);
  await library.saveDraftAs('Mine');
  await library.open();
  const file = join(await folderOf(page), 'Mine.json');
  const saveTag = async (tag: string, on: Page): Promise<void> => {
    await on.getByRole('tab', { name: /order-events/ }).click();
    await new Compose(on).tag.fill(tag);
    await on.keyboard.press('ControlOrMeta+s');
    // The draft knows what its file is now.
    await expect(on.getByText('Saved to Mine')).toBeVisible();
    expect(readFileSync(file, 'utf8')).toContain(`"tag": "${tag}"`);
  };
  await gantry.reload();
  await saveTag('reloaded', page);
  await saveTag('restarted', await gantry.relaunch());
});

test('a file that changed after it was opened is a question @library', async ({ page }) => {
  await sendOne(page);
  const library = new Library(page);
  await library.saveDraftAs('Mine');
  await library.open();
  const file = join(await folderOf(page), 'Mine.json');
  await page.getByRole('tab', { name: /order-events/ }).click();
  const compose = new Compose(page);
  await compose.tag.fill('mine');
  const theirs = readFileSync(file, 'utf8').replace('"tag": "paid"', '"tag": "theirs"');
  writeFileSync(file, theirs);
  await page.keyboard.press('ControlOrMeta+s');
  const question = page.getByRole('alertdialog', { name: 'Mine.json changed on disk' });
  await question.getByRole('button', { name: 'Diff' }).click();
  await expect(new Library(page).fields.getByRole('row', { name: /Tag/ })).toContainText('theirs');
  expect(readFileSync(file, 'utf8')).toBe(theirs);

  await page.getByRole('tab', { name: /order-events/ }).click();
  await page.keyboard.press('ControlOrMeta+s');
  await question.getByRole('button', { name: 'Keep mine' }).click();
  await expect.poll(() => readFileSync(file, 'utf8')).toContain('"tag": "mine"');
});

test('two messages are compared by value, by bytes and by field @library', async ({ page }) => {
  const library = new Library(page);
  await library.open();
  const dir = await folderOf(page);
  mkdirSync(join(dir, 'a'), { recursive: true });
  writeFileSync(join(dir, 'a', 'one.json'), template('failed', ['{"id":7,"route":"b","amount":249.90}']));
  writeFileSync(join(dir, 'a', 'two.json'), template('ok', ['{"route":"b","id":7,"amount":199.90}']));
  await library.item('one').click();
  await page.keyboard.press('d');
  await library.item('two').click();
  await page.keyboard.press('d');
  await expect(page.getByText('1 change in the body')).toBeVisible();
  await expect(page.getByText(/Key order differs in the document/)).toBeVisible();
  await expect(library.bodies.getByRole('row', { name: /249\.90/ })).toContainText('199.90');
  await expect(library.fields.getByRole('row', { name: /Tag/ })).toContainText('Differs');
  await page.keyboard.press('n');
  await expect(library.bodies.locator('[data-current]')).toContainText('249.90');
  await page.getByRole('radio', { name: 'Unified' }).click();
  await expect(library.bodies.getByRole('row', { name: /249\.90/ })).not.toContainText('199.90');
  await page.getByRole('radio', { name: 'Bytes' }).click();
  await expect(page.getByText(/\d changes in the body/)).toBeVisible();
});

test('the send history outlives the app, is searched, opened again and cleared @library', async ({
  gantry,
  page,
}) => {
  const compose = await sendOne(page);
  await compose.newDraft();
  await compose.write({ topic: 'payment-callback', keys: 'PAY-77', body: 'binary to come' });
  await compose.sendStored();
  const again = await gantry.relaunch();
  const library = new Library(again);
  await library.openSent();
  await expect(library.sent.getByRole('row')).toHaveCount(3);
  await again.getByRole('searchbox', { name: 'Find by topic, tag, key or ID' }).fill('pay-77');
  await expect(again.getByText('1 of 2')).toBeVisible();
  await library.sent.getByRole('row', { name: /PAY-77/ }).dblclick();
  await expect(new Compose(again).topic).toHaveValue('payment-callback');
  await expect(new Compose(again).body).toContainText('binary to come');

  await library.openSent();
  await again.getByRole('button', { name: 'Clear…' }).click();
  await again
    .getByRole('alertdialog', { name: 'Forget 2 sends?' })
    .getByRole('button', { name: 'Clear' })
    .click();
  await expect(again.getByText('Nothing was sent yet.')).toBeVisible();
});
