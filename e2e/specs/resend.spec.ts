import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { giveUp } from '../peers/dead-letter.ts';
import { produce, shownNameServer } from '../peers/produce.ts';
import { Compose } from '../screens/compose.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';
import { Library } from '../screens/library.ts';
import { Message } from '../screens/message.ts';
import { Resend } from '../screens/resend.ts';
import { Topics } from '../screens/topics.ts';

const TOPIC = 'payment-callback';

/** Clicks and keys as a person counts them; typing into a field is none. */
class Actions {
  readonly #page: Page;
  count = 0;

  constructor(page: Page) {
    this.#page = page;
  }

  async click(target: Locator): Promise<void> {
    this.count++;
    await target.click();
  }

  async press(key: string): Promise<void> {
    this.count++;
    await this.#page.keyboard.press(key);
  }
}

async function sendPayments(page: Page, count: number): Promise<void> {
  const payments = Array.from({ length: count }, (_, n) => ({
    key: `PAY-${n + 1}`,
    tag: 'failed',
    body: JSON.stringify({ paymentId: `PAY-${n + 1}`, result: 'TIMEOUT' }),
  }));
  await produce(await shownNameServer(page), TOPIC, payments);
}

async function openTopic(page: Page, rows: number): Promise<Topics> {
  const topics = new Topics(page);
  await topics.open(TOPIC);
  await expect(topics.rows()).toHaveCount(rows);
  return topics;
}

test('the first message in the sandbox is sent and seen in 3 clicks @resend', async ({ page }) => {
  const actions = new Actions(page);
  for (const name of ['Start the sandbox', 'Send', 'Show in order-events'])
    await actions.click(page.getByRole('button', { name, exact: true }));
  await expect(new Topics(page).rows('ORD-20931')).toHaveCount(1);
  expect(actions.count).toBe(3);
});

test('an edited copy of a row of a pinned topic is sent in 3 actions @resend', async ({ page }) => {
  await new Home(page).startSandbox();
  await sendPayments(page, 3);
  const topics = await openTopic(page, 3);
  await page.getByRole('button', { name: 'Pin topic' }).click();
  await new Frame(page).goTo('Home');

  const actions = new Actions(page);
  await actions.click(page.getByRole('link', { name: TOPIC }));
  // The pointer has to get there; the button is then under it.
  await topics.rows('PAY-2').hover();
  await actions.click(topics.rows('PAY-2').getByRole('button', { name: 'Edit and resend' }));
  const compose = new Compose(page);
  await expect(compose.topic).toHaveValue(TOPIC);
  await compose.tag.fill('ok');
  await actions.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('SEND_OK')).toBeVisible();
  expect(actions.count).toBe(3);

  await expect(page.getByText(/Copy of PAY-2, .*Not copied: UNIQ_KEY/)).toBeVisible();
  await page.getByRole('button', { name: 'What differs' }).click();
  const resend = new Resend(page);
  await expect.poll(() => resend.field('Tag')).toEqual(['failed', 'ok', 'You changed it']);
  expect(await resend.field('Body')).toEqual([expect.any(String), expect.any(String), 'Same bytes']);
  await page.keyboard.press('Escape');
  await topics.open(TOPIC);
  await topics.live.click();
  await topics.filter.fill('key:PAY-2 tag:ok');
  await expect(topics.rows()).toHaveCount(1);
});

test('a row is sent again as it is, and says what differs and who gets it @resend', async ({ page }) => {
  await new Home(page).startSandbox();
  await new Compose(page).sendStored();
  await new Compose(page).result.getByRole('button', { name: 'Show in order-events' }).click();
  const topics = new Topics(page);
  await topics.rows('ORD-20931').click();
  const resend = new Resend(page);
  await resend.ask();
  await expect(resend.dialog).toHaveAccessibleName('Resend ORD-20931');
  expect(await resend.field('Topic')).toEqual(['order-events', 'order-events', 'Same bytes']);
  expect(await resend.field('source')).toEqual(['gantry', 'gantry', 'Same bytes']);
  expect(await resend.field('Delay level')).toEqual(['none', 'none', 'Not set']);
  expect((await resend.field('UNIQ_KEY')).slice(1)).toEqual(['new at send', 'Reserved, not copied']);
  const [, link, why] = await resend.field('GANTRY_ORIGIN');
  expect([link, why]).toEqual([
    expect.stringMatching(/^order-events\/[0-9A-F]{32}$/),
    'Added: link to the original',
  ]);
  await expect(resend.dialog.getByText('The original stays.')).toBeVisible();
  await expect(resend.dialog.getByText(/gantry-.* reads order-events and gets the copy/)).toBeVisible();

  await resend.link.uncheck();
  await expect.poll(() => resend.field('GANTRY_ORIGIN')).toEqual([]);
  await resend.link.check();
  await expect.poll(() => resend.field('GANTRY_ORIGIN')).toHaveLength(3);
  await resend.sendStored();
  await resend.close();
  await topics.live.click();
  await expect(topics.rows('ORD-20931')).toHaveCount(2);
  await topics.rows('ORD-20931').first().click();
  const message = new Message(page);
  await message.show('Properties');
  await expect(message.panel.getByText('GANTRY_ORIGIN')).toBeVisible();
  await page.keyboard.press('d');
  await topics.rows('ORD-20931').last().click();
  await page.keyboard.press('d');
  await expect(new Library(page).fields.getByRole('row', { name: /GANTRY_ORIGIN/ })).toContainText('Only');
  await resend.ask();
  await expect(resend.dialog).toHaveAccessibleName('Resend ORD-20931');
});

test('checked rows are sent again to another topic, each with its outcome @resend', async ({ page }) => {
  await new Home(page).startSandbox();
  await sendPayments(page, 4);
  const topics = await openTopic(page, 4);
  await topics.rows('PAY-4').click();
  for (const key of ['x', 'Shift+J', 'Shift+J']) await page.keyboard.press(key);
  const checked = topics.grid.getByRole('checkbox', { checked: true });
  await expect(checked).toHaveCount(3);
  const resend = new Resend(page);
  await resend.ask();
  await expect(resend.dialog).toHaveAccessibleName('Resend 3 messages');
  await resend.dialog.getByRole('button', { name: 'Next message' }).click();
  await expect(resend.dialog.getByText('Message 2 of 3: PAY-3')).toBeVisible();
  await resend.chooseTopic('inventory-sync');
  await expect.poll(() => resend.field('Topic')).toEqual([TOPIC, 'inventory-sync', 'You changed it']);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(resend.dialog.getByText('Resent 3 of 3')).toBeVisible();
  await expect(resend.outcomes.getByRole('row', { name: /^PAY-\d, Stored/ })).toHaveCount(3);
  await resend.close();
  await expect(checked).toHaveCount(0);
  await topics.open('inventory-sync');
  await expect(topics.rows('PAY-')).toHaveCount(3);
});

test('a dead letter goes back to its first topic, and stays @resend', async ({ page }) => {
  await new Home(page).startSandbox();
  const nameServer = await shownNameServer(page);
  await sendPayments(page, 2);
  await giveUp(nameServer, TOPIC, 'payment-worker', 2);
  const topics = await openTopic(page, 2);
  await topics.show('Groups');
  await page.getByRole('row', { name: /payment-worker/ }).click();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Dead letters/ }).click();
  await expect(topics.rows('PAY-')).toHaveCount(2);
  await topics.rows('PAY-1').click();
  const resend = new Resend(page);
  await resend.ask();
  await expect(resend.dialog.getByText(/^From %DLQ%payment-worker q0/)).toBeVisible();
  await expect(resend.dialog.getByText('The dead letter stays: resending does not remove it.')).toBeVisible();
  expect(await resend.field('Topic')).toEqual([TOPIC, TOPIC, 'Same bytes']);
  expect((await resend.field('RETRY_TOPIC')).at(-1)).toBe('Reserved, not copied');
  await expect(resend.dialog.getByRole('button', { name: `Resend to ${TOPIC}` })).toBeVisible();
  await resend.sendStored();
  await resend.close();
  await expect(topics.rows('PAY-')).toHaveCount(2);
  await topics.open(TOPIC);
  await topics.show('Messages');
  await topics.live.click();
  await expect(topics.rows('PAY-1')).toHaveCount(2);
});

test('a send of the history is sent again @resend', async ({ page }) => {
  await new Home(page).startSandbox();
  await new Compose(page).sendStored();
  const library = new Library(page);
  await library.openSent();
  await library.sent.getByRole('row', { name: /ORD-20931/ }).click();
  const resend = new Resend(page);
  await resend.ask();
  await resend.sendStored();
  await resend.close();
  await expect(library.sent.getByRole('row', { name: /ORD-20931/ })).toHaveCount(2);
});

test('a row is sent again on another open connection @resend', async ({ page, peers }) => {
  const other = await peers.sandbox();
  const home = new Home(page);
  await home.startSandbox();
  const compose = new Compose(page);
  await compose.sendStored();
  await new Frame(page).goTo('Home');
  await home.connectTo(other.nameServer);
  await page.getByRole('tab', { name: /order-events/ }).click();
  await compose.result.getByRole('button', { name: 'Show in order-events' }).click();
  const topics = new Topics(page);
  await topics.rows('ORD-20931').click();
  const resend = new Resend(page);
  await resend.ask();
  await resend.dialog.getByRole('combobox', { name: 'Connection' }).selectOption({ label: other.nameServer });
  await resend.sendStored();
  await expect(resend.result.getByText(other.broker)).toBeVisible();
  await resend.result.getByRole('button', { name: 'Show in order-events' }).click();
  await expect(resend.dialog).toHaveCount(0);
  await expect(topics.rows('ORD-20931')).toHaveCount(1);
});
