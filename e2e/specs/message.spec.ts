import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';
import { Message } from '../screens/message.ts';

const TOPIC = 'order-events';

/** The sandbox with one message of this body held; its row under the cursor. */
async function holding(page: Page, body: string): Promise<{ consume: Consume; message: Message }> {
  const compose = new Compose(page);
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'ORD-1', body });
  await compose.sendStored();
  await new Frame(page).goTo('Consume');
  await expect(consume.rows('Held')).toHaveCount(1);
  await consume.rows('Held').click();
  return { consume, message: new Message(page) };
}

/** What the page last put on the clipboard, which is not this machine's. */
async function clipboardOf(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.body.dataset.copied = text;
    };
  });
  return () => page.evaluate(() => document.body.dataset.copied ?? '');
}

test('a body is a tree, text and hex, with its numbers as they were written @topics', async ({ page }) => {
  const { message } = await holding(page, '{"id":12345678901234567890,"amount":1.50,"items":[{"sku":"A"}]}');
  await expect(message.tree.getByRole('treeitem')).toHaveText([
    'id: 12345678901234567890',
    'amount: 1.50',
    'items: 1 item',
    '0',
    'sku: "A"',
  ]);

  await message.tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowLeft');
  await expect(message.tree.getByRole('treeitem')).toHaveCount(3);
  await expect(message.tree.getByRole('treeitem', { expanded: false })).toHaveText('items: 1 item');
  await page.keyboard.press('ArrowRight');
  await expect(message.tree.getByRole('treeitem')).toHaveCount(5);

  await message.view('Text');
  await expect.poll(async () => (await message.lines()).join('')).toContain('"id":12345678901234567890');
  await message.view('Hex');
  await expect(message.panel.getByText('00000000', { exact: true })).toBeVisible();
});

test('a body in another charset is read by it @topics', async ({ page }) => {
  const { message } = await holding(page, 'plain é');
  await message.view('Text');
  await expect.poll(() => message.lines()).toEqual(['plain é']);
  await message.readAs('Latin-1');
  await expect.poll(() => message.lines()).toEqual(['plain Ã©']);
  await message.readAs('UTF-8');
  await expect.poll(() => message.lines()).toEqual(['plain é']);
});

test('a large body stays folded and is read off the window’s thread @topics', async ({ page }) => {
  const items = Array.from({ length: 20_000 }, (_, n) => ({ sku: `SKU-${n}`, qty: n }));
  const { message } = await holding(page, JSON.stringify(items));
  await expect(message.panel.getByText(/body, not shown yet/)).toBeVisible();
  await message.panel.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(message.tree.getByText('sku: "SKU-0"')).toBeVisible();
  await message.tree.focus();
  await page.keyboard.press('End');
  await expect(message.tree.getByText('sku: "SKU-19999"')).toBeVisible();
  expect(await message.tree.getByRole('treeitem').count()).toBeLessThanOrEqual(100);
});

test('a file becomes a body, and the body a file, byte for byte @topics', async ({ gantry, page }) => {
  const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 251));
  const compose = new Compose(page);
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'BYTES-1', body: '-' });
  await compose.chooseFile('bytes.bin', bytes);
  await compose.sendStored();
  await new Frame(page).goTo('Consume');
  await consume.rows('Held').click({ button: 'right' });
  const file = await gantry.fileSavedBy(() => new Message(page).choose('Save body as file'));
  expect(file.name).toBe('BYTES-1.bin');
  expect(file.bytes.equals(bytes)).toBe(true);
});

test('properties and ids are explained, raw fields stand as they are @topics', async ({ page }) => {
  const { message } = await holding(page, '{}');
  await message.show('Properties');
  await message.panel.getByText(/system propert/).click();
  await expect(message.panel.getByText('Keys the broker indexes for look-ups')).toBeVisible();
  await expect(message.panel.getByText(/Every copy keeps it/)).toBeVisible();
  await message.show('Raw');
  await expect(message.panel.getByText('reconsumeTimes')).toBeVisible();
  await expect(message.panel.getByText('no bit set')).toBeVisible();
});

test('Life shows every copy: sent, sent back, delivered again @topics', async ({ page }) => {
  const { consume, message } = await holding(page, '{}');
  await message.show('Life');
  await expect(message.life).toHaveCount(1);
  await consume.later.click();
  await new Frame(page).setClock(60);
  await expect(consume.rows('Held', 'attempt 2')).toHaveCount(1);
  await consume.rows('Held', 'attempt 2').click();
  await expect(message.life).toHaveCount(3);
  await expect(message.life.nth(0)).toContainText(`Stored in ${TOPIC}`);
  await expect(message.life.nth(1)).toContainText('level 3');
  await expect(message.life.nth(2)).toContainText('Attempt 2 for');
  await expect(message.life.nth(2)).toContainText('This is the copy shown here.');
  await expect(message.panel.getByText(/belongs to the schedule queue/)).toBeVisible();
});

test('a row’s menu opens by key and by the other button; C composes to its topic @topics', async ({
  page,
}) => {
  const { consume, message } = await holding(page, '{}');
  await page.keyboard.press('.');
  await expect(message.menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(message.menu).toBeHidden();
  await consume.rows('Held').click({ button: 'right' });
  await message.choose('Show life');
  await expect(message.life).toHaveCount(1);
  await page.keyboard.press('c');
  await expect(new Compose(page).topic).toHaveValue(TOPIC);
});

test('a row is copied as JSON by Ctrl+C, and as code by Y @topics', async ({ page }) => {
  const { message } = await holding(page, '{"id":7}');
  const copied = await clipboardOf(page);
  await page.keyboard.press('ControlOrMeta+c');
  await expect.poll(copied).toContain('"body": "{\\"id\\":7}"');
  await page.keyboard.press('y');
  await message.choose('Copy as Python');
  await expect.poll(copied).toContain("SetMessageKeys(message, 'ORD-1')");
});

test('a message is pushed to one member, whose answer is told @topics', async ({ page }) => {
  const { consume, message } = await holding(page, '{}');
  await page.getByRole('button', { name: 'New consumer' }).click();
  await consume.form.getByRole('radio', { name: 'Auto-ack' }).click();
  await consume.form.getByRole('radio', { name: 'First' }).click();
  await consume.join('pushed-to', TOPIC);
  await expect(consume.rows('Acked')).toHaveCount(1);
  await consume.rows('Acked').click();
  await page.keyboard.press('.');
  await message.choose(/^Push/);
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('combobox', { name: 'Group' }).fill('pushed-to');
  await page.keyboard.press('Tab');
  await expect(dialog.getByText('1 online now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Push', exact: true }).click();
  await expect(dialog.getByText('CR_SUCCESS')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  // The view stands still while its cursor is on a row.
  await expect(page.getByText('1 new', { exact: true })).toBeVisible();
  await page.keyboard.press('g');
  await expect(consume.rows('Acked')).toHaveCount(2);
  await expect(consume.grid.getByText(/^D q/)).toBeVisible();
  await consume.expectCounters({ acked: 1 });
});
