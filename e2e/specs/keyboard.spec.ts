import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';

test('the first minute needs no pointer @keyboard', async ({ page }) => {
  const compose = new Compose(page);
  const consume = new Consume(page);
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  await tabTo(page, 'Start the sandbox');
  await press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();

  await tabTo(page, 'Sandbox clock: Clock ×1');
  await press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await downTo(page, 'Clock ×60');
  await press('Enter');
  await expect(page.getByRole('button', { name: 'Sandbox clock: Clock ×60' })).toBeVisible();

  await press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('SEND_OK')).toBeVisible();

  await press('ControlOrMeta+4');
  await expect(consume.rows('Held')).toHaveCount(1);
  await press('j');
  await expect(consume.rows('Held')).toHaveAttribute('aria-selected', 'true');
  await press('r');
  const second = consume.rows('Held', 'attempt 2$');
  await expect(second).toHaveCount(1);
  await press('g');
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await press('a');
  await expect(consume.rows('Acked', 'attempt 2$')).toHaveCount(1);
});

test('rows are checked, extended and decided together by keys @keyboard', async ({ page }) => {
  const compose = new Compose(page);
  const consume = new Consume(page);
  await tabTo(page, 'Start the sandbox');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();
  for (let n = 0; n < 3; n++) await compose.sendStored();
  await page.keyboard.press('ControlOrMeta+4');
  await expect(consume.rows('Held')).toHaveCount(3);
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await expect(page.getByRole('button', { name: 'Ack 2', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Ack 2', exact: true })).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+J');
  await page.keyboard.press('a');
  await expect(consume.rows('Acked')).toHaveCount(2);
  await expect(consume.rows('Held')).toHaveCount(1);
});

test('a topic is chosen from the suggestions, by keys and by pointer @keyboard', async ({ page }) => {
  const compose = new Compose(page);
  await tabTo(page, 'Start the sandbox');
  await page.keyboard.press('Enter');
  await expect(compose.topic).toHaveValue('order-events');
  await compose.topic.fill('pay');
  await expect(page.getByRole('option', { name: 'payment-callback' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(compose.topic).toHaveValue('payment-callback');

  await compose.topic.fill('inv');
  await page.getByRole('option', { name: 'inventory-sync' }).click();
  await expect(compose.topic).toHaveValue('inventory-sync');
  await expect(page.getByRole('listbox')).toBeHidden();
  await compose.topic.fill('no-such-topic');
  await page.keyboard.press('Escape');
  await expect(compose.topic).toHaveValue('no-such-topic');
});

test('letters belong to the text field that has the focus @keyboard', async ({ page }) => {
  const address = page.getByRole('textbox', { name: 'Name server address' });
  await address.fill('');
  await address.pressSequentially('rag?');
  await expect(address).toHaveValue('rag?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await address.blur();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'All keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('work is opened, walked and closed by keys @keyboard', async ({ page }) => {
  const tabs = page.getByRole('tablist', { name: 'Open work' }).getByRole('tab');
  const active = page.getByRole('tablist', { name: 'Open work' }).getByRole('tab', { selected: true });
  await page.keyboard.press('ControlOrMeta+t');
  await expect(active).toHaveText(/New message/);
  await page.keyboard.press('ControlOrMeta+,');
  await expect(active).toHaveText(/Settings/);
  await expect(tabs).toHaveCount(3);
  await active.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(active).toHaveText(/New message/);
  await page.keyboard.press('ControlOrMeta+1');
  await expect(active).toHaveText(/Home/);
  await page.keyboard.press('ControlOrMeta+3');
  await expect(active).toHaveText(/New message/);
  await page.keyboard.press('Escape');
  await active.focus();
  await page.keyboard.press('Delete');
  await expect(tabs).toHaveCount(2);
});

/** Presses the down arrow until the menu's entry with this name has the focus. */
async function downTo(page: Page, name: string): Promise<void> {
  const entry = page.getByRole('menuitemradio', { name, exact: true });
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('ArrowDown');
    if (await entry.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`no entry "${name}" in the menu`);
}

/** Presses Tab until the control with this name has the focus. Far more presses than there are controls mean it has none. */
async function tabTo(page: Page, name: string): Promise<void> {
  const control = page.getByRole('button', { name, exact: true });
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    if (await control.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not come to ${name}.`);
}
