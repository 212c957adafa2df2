import { expect, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';
import { walkOrderLab } from './order-lab.ts';
import { walkAckView } from './walk-ack-view.ts';
import { walkDelayLab } from './walk-delay-lab.ts';
import { walkRecordings } from './walk-recordings.ts';
import { walkTopics } from './walk-topics.ts';

type Words = Record<keyof typeof en, string>;

/**
 * Shows every screen in its states, one after the other, in the language of `words`, and calls `visit` on each.
 * The window is at any page before; afterwards the sandbox runs with one held message.
 */
export async function walkScreens(
  page: Page,
  words: Words,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const link = (name: string) =>
    page.getByRole('navigation', { name: words['frame.main'] }).getByRole('link', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name });

  await link(words['frame.settings']).click();
  await expect(heading(words['settings.title'])).toBeVisible();
  await visit('settings');

  await link(words['frame.operations']).click();
  await expect(heading(words['operations.title'])).toBeVisible();
  await page.getByRole('option', { name: 'SendMessageOrderly' }).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(words['operations.fixFields'])).toBeVisible();
  await visit('operations, fields to mend');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog', { name: words['palette.title'] })).toBeVisible();
  await visit('command palette');
  await page.keyboard.press('Escape');

  await link(words['frame.library']).click();
  await expect(heading(words['library.title'])).toBeVisible();
  await visit('library');
  await page.getByRole('button', { name: new RegExp(`^${words['library.sent']}`) }).click();
  await visit('library, sent');

  await link(words['frame.home']).click();
  await expect(heading(words['home.title'])).toBeVisible();
  await visit('home');
  await page.getByRole('button', { name: words['home.accessKey'] }).click();
  await page.getByRole('textbox', { name: words['home.address'] }).fill('localhost');
  await page.getByRole('button', { name: words['home.connect'], exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await visit('home, no port');
  await page.getByRole('textbox', { name: words['home.address'] }).fill('127.0.0.1:1');
  await page.getByRole('button', { name: words['home.connect'], exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('127.0.0.1:1');
  await visit('home, nobody answers');
  await page.getByRole('button', { name: words['connections.new'] }).click();
  await page.getByRole('checkbox', { name: words['home.tls'] }).check();
  await visit('connection editor');
  await page.keyboard.press('Escape');

  // Its bar stands over every screen from here on.
  await page.getByRole('button', { name: words['tour.take'] }).click();
  await expect(heading('order-events')).toBeVisible();
  await visit('compose, filled');
  await page.keyboard.press('ControlOrMeta+Shift+l');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('region', { name: words['compose.sendResult'] })).toContainText('SEND_OK');
  await visit('compose, stored');
  await page.keyboard.press('ControlOrMeta+t');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText(words['errors.INPUT.empty']).first()).toBeVisible();
  await visit('compose, errors');
  await page.getByRole('tab', { name: new RegExp(`^${words['compose.history']}`) }).click();
  await visit('compose, history');
  await walkRecordings(page, words, visit);

  await link(words['frame.consume']).click();
  await expect(page.getByRole('row').filter({ hasText: words['state.held'] })).toHaveCount(1);
  await visit('consume, held');
  await walkAckView(page, words, visit);
  for (const tab of ['message.tab.properties', 'message.tab.life', 'message.tab.raw'] as const) {
    await page.getByRole('tab', { name: new RegExp(`^${words[tab]}`) }).click();
    await visit(`consume, ${tab}`);
  }
  await walkTopics(page, words, visit);
  await walkDelayLab(page, words, visit);
  await walkOrderLab(page, words, visit);
  await link(words['frame.consume']).click();
  await page.getByRole('button', { name: words['frame.newConsumer'] }).click();
  await expect(page.getByRole('region', { name: words['frame.newConsumer'] })).toBeVisible();
  await visit('new consumer');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation', { name: words['frame.main'] }).focus();
}
