import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { type Produced, produce, shownNameServer } from '../peers/produce.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';
import { Topics } from '../screens/topics.ts';

const TOPIC = 'inventory-sync';

const send = async (page: Page, messages: readonly Produced[]): Promise<void> =>
  produce(await shownNameServer(page), TOPIC, messages);

/** Orders 1 to `count` in one topic, every third one `refunded`. */
const sendOrders = (page: Page, count: number): Promise<void> =>
  send(
    page,
    Array.from({ length: count }, (_, n) => ({
      key: `ORD-${n + 1}`,
      tag: n % 3 === 2 ? 'refunded' : 'paid',
      body: JSON.stringify({ orderId: `ORD-${n + 1}`, amount: n * 10 }),
    })),
  );

test.beforeEach(async ({ page }) => {
  await new Home(page).startSandbox();
});

test('the newest messages of a topic are browsed, filtered and read @topics', async ({ page }) => {
  const topics = new Topics(page);
  await sendOrders(page, 6);
  await topics.open(TOPIC);
  await expect(topics.rows()).toHaveCount(6);
  await expect(page.getByText('Read without a group, no offset moves.')).toBeVisible();
  await expect(page.getByText('All 6 messages there are.')).toBeVisible();

  await topics.filter.fill('tag:refunded');
  await expect(topics.rows()).toHaveCount(2);
  await expect(page.getByText('2 of 6')).toBeVisible();
  await topics.filter.fill('tag:refunded body~"ORD-[36]" siz>1');
  await expect(page.getByText(/^No such field/)).toBeVisible();
  await expect(topics.rows()).toHaveCount(2);
  await topics.filter.fill('body~"ORD-6"');
  await expect(topics.rows()).toHaveCount(1);

  await topics.rows('ORD-6').click();
  await expect(topics.message.getByRole('heading', { name: 'ORD-6' })).toBeVisible();
  await expect(topics.message.getByText('amount')).toBeVisible();
});

test('live shows what arrives, and stands still while somebody reads @topics', async ({ page }) => {
  const topics = new Topics(page);
  await sendOrders(page, 3);
  await topics.open(TOPIC);
  await expect(topics.rows()).toHaveCount(3);
  await topics.live.click();
  await expect(topics.live).toHaveAttribute('aria-checked', 'true');
  await send(page, [{ key: 'ORD-LIVE', tag: 'paid', body: '{}' }]);
  await expect(topics.rows('ORD-LIVE')).toHaveCount(1);

  await topics.rows('ORD-1').click();
  await send(page, [{ key: 'ORD-LATER', tag: 'paid', body: '{}' }]);
  await expect(page.getByRole('button', { name: '1 new. Show the newest' })).toBeVisible();
  await expect(topics.rows('ORD-LATER')).toHaveCount(0);
  await page.keyboard.press('g');
  await expect(topics.rows('ORD-LATER')).toHaveCount(1);
});

test('a message is looked up by key and by id, and a queue is read from an offset @topics', async ({
  page,
}) => {
  const topics = new Topics(page);
  await sendOrders(page, 5);
  await topics.open(TOPIC);
  await topics.rows('ORD-4').click();
  const id = await topics.message.locator('.message-ids dd [title]').first().getAttribute('title');

  await topics.chooseRange('Key');
  await topics.read();
  await expect(page.getByText('Fill this in to read')).toBeVisible();
  await page.getByRole('textbox', { name: 'Key', exact: true }).fill('ORD-2');
  await topics.read();
  await expect(topics.rows()).toHaveCount(1);
  await expect(topics.rows('ORD-2')).toHaveCount(1);

  await topics.chooseRange('ID');
  await page.getByRole('textbox', { name: 'Message ID' }).fill(id ?? '');
  await topics.read();
  await expect(topics.rows('ORD-4')).toHaveCount(1);
  await expect(page.getByText('Found: 1. Looked up as a message ID.')).toBeVisible();

  await topics.chooseRange('Offset');
  await topics.read();
  await expect(topics.rows(' q0 @')).not.toHaveCount(0);
  await expect(topics.rows(' q1 @')).toHaveCount(0);
});

test('what was cut is said, and 500 more are read @topics', async ({ page }) => {
  const topics = new Topics(page);
  await sendOrders(page, 520);
  await topics.open(TOPIC);
  await expect(page.getByText('Cut: newest 500 of 520.')).toBeVisible();
  await page.getByRole('button', { name: 'Read 500 more' }).click();
  await expect(page.getByText('All 520 messages there are.')).toBeVisible();
  await expect(topics.grid).toHaveAttribute('aria-rowcount', '520');
});

test('queues, groups and info say where a topic lies and who reads it @topics', async ({ page }) => {
  const topics = new Topics(page);
  await topics.open('order-events');
  await topics.show('Queues');
  await expect(page.getByRole('grid', { name: 'Queues' }).getByRole('row').nth(1)).toBeVisible();
  await topics.show('Groups');
  const groups = page.getByRole('grid', { name: 'Groups' });
  await groups.getByRole('row').nth(1).dblclick();
  await expect(page.getByRole('grid', { name: 'Progress by queue' })).toBeVisible();
  await page.getByRole('tab', { name: /^Dead letters/ }).click();
  await expect(page.getByText('This group has no dead letters.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(groups).toBeVisible();
  await topics.show('Info');
  await expect(page.getByText('Read and write')).toBeVisible();
});

test("a topic is created only with its name typed, and an offset reset only with the group's @topics", async ({
  page,
}) => {
  const topics = new Topics(page);
  await topics.open('order-events');
  await page.getByRole('button', { name: 'New topic' }).click();
  const dialog = page.getByRole('alertdialog');
  await dialog.getByRole('textbox', { name: 'Topic name' }).fill('brand-new');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('heading', { name: 'Creates the topic on 1 broker' })).toBeVisible();
  const create = dialog.getByRole('button', { name: 'Create topic' });
  await expect(create).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('textbox', { name: 'Type brand-new to confirm' }).fill('brand-new');
  await create.click();
  await expect(page.getByRole('heading', { level: 1, name: 'brand-new' })).toBeVisible();

  await topics.open('order-events');
  await topics.show('Groups');
  const row = page.getByRole('grid', { name: 'Groups' }).getByRole('row').nth(1);
  const group = (await row.getAttribute('aria-label')) ?? '';
  await row.dblclick();
  await page.getByRole('button', { name: 'Reset offset' }).click();
  await dialog.getByRole('radio', { name: 'Earliest' }).click();
  await dialog.getByRole('button', { name: 'Show what it will do' }).click();
  await dialog.getByRole('textbox', { name: `Type ${group} to confirm` }).fill(group);
  await dialog.getByRole('button', { name: 'Reset offset' }).click();
  await expect(page.getByText(/^Offset reset on/)).toBeVisible();
});

test('topics are worked without a pointer @topics @keyboard', async ({ page }) => {
  const topics = new Topics(page);
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await sendOrders(page, 4);
  await press('ControlOrMeta+2');
  await expect(topics.option(TOPIC)).toBeVisible();
  await press('/');
  await page.keyboard.type('invent');
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: TOPIC })).toBeVisible();
  await expect(topics.rows()).toHaveCount(4);
  await press('Escape');
  await press('Escape');
  await press('j');
  await press('j');
  await press('x');
  await press('Shift+J');
  await expect(page.getByRole('button', { name: 'Export 2 checked rows' })).toBeVisible();
  await press('Escape');
  await press('f');
  await expect(topics.filter).toBeFocused();
  await page.keyboard.type('ORD-3');
  await expect(topics.rows()).toHaveCount(1);
  await press('Escape');
  await press('l');
  await expect(topics.live).toHaveAttribute('aria-checked', 'true');
  await press('Shift+G');
  await expect(topics.rows('ORD-3')).toHaveAttribute('aria-selected', 'true');
});

test('a pinned topic, its columns and filters are there after a reload and a restart @topics', async ({
  gantry,
  page,
}) => {
  const topics = new Topics(page);
  await sendOrders(page, 1);
  await topics.open(TOPIC);
  await page.getByRole('button', { name: 'Pin topic' }).click();
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Size' }).click();
  await page.keyboard.press('Escape');
  await expect(topics.grid.getByRole('columnheader', { name: 'Size' })).toBeHidden();
  await topics.filter.fill('tag:paid');
  await page.getByRole('button', { name: 'Saved filters' }).click();
  await page.getByRole('menuitem', { name: 'Save this filter' }).click();
  await gantry.reload();
  await expect(page.getByRole('heading', { level: 1, name: TOPIC })).toBeVisible();
  await expect(topics.grid.getByRole('columnheader', { name: 'Tag' })).toBeVisible();
  await expect(topics.grid.getByRole('columnheader', { name: 'Size' })).toBeHidden();
  const again = await gantry.relaunch();
  await new Frame(again).goTo('Home');
  await new Home(again).startSandbox();
  await sendOrders(again, 1);
  await again.getByRole('link', { name: TOPIC }).click();
  await expect(again.getByRole('heading', { level: 1, name: TOPIC })).toBeVisible();
  await expect(again.getByRole('columnheader', { name: 'Tag' })).toBeVisible();
  await expect(again.getByRole('columnheader', { name: 'Size' })).toBeHidden();
  await again.getByRole('button', { name: 'Saved filters' }).click();
  await expect(again.getByRole('menuitem', { name: 'tag:paid' })).toBeVisible();
});

test('rows are exported as a file @topics', async ({ gantry, page }) => {
  const topics = new Topics(page);
  await sendOrders(page, 3);
  await topics.open(TOPIC);
  await expect(topics.rows()).toHaveCount(3);
  await page.getByRole('button', { name: 'Export rows' }).click();
  const file = await gantry.fileSavedBy(() => page.getByRole('menuitem', { name: 'As NDJSON' }).click());
  expect(file.name).toBe(`${TOPIC}.ndjson`);
  const lines = file.bytes.toString('utf8').trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).topic)).toEqual([TOPIC, TOPIC, TOPIC]);
  await expect(page.getByText('Exported 3 rows')).toBeVisible();
});
