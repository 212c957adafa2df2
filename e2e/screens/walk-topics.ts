import { expect, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';

/** Every screen of Topics, as `walkScreens`: the sandbox runs, and order-events holds a message. */
export async function walkTopics(
  page: Page,
  words: Record<keyof typeof en, string>,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const option = page.getByRole('option', { name: 'order-events', exact: true });
  const part = (name: string) =>
    page
      .getByRole('tablist', { name: words['topics.parts'] })
      .getByRole('tab', { name: new RegExp(`^${name}`) });
  const filter = page.getByRole('searchbox', { name: words['topics.filter'] });

  await page
    .getByRole('navigation', { name: words['frame.main'] })
    .getByRole('link', { name: words['frame.topics'], exact: true })
    .click();
  await expect(option).toBeVisible();
  await visit('topics');
  await option.click();
  const messages = page.getByRole('grid', { name: words['topics.messages'] });
  // The head is the first one.
  await expect(messages.getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await expect(messages.getByRole('row', { selected: true })).toBeVisible();
  await visit('topic, messages');
  await page.keyboard.press('Shift+E');
  await expect(page.getByRole('table', { name: words['resend.fields'] })).toBeVisible();
  await visit('resend');
  await page.keyboard.press('Escape');
  await filter.fill('siz>1');
  await expect(page.getByText(words['topics.filterFault.field'])).toBeVisible();
  await visit('topic, filter wrong');
  await filter.fill('tag:nobody');
  await expect(page.getByRole('button', { name: words['topics.clearFilter'] })).toBeVisible();
  await visit('topic, nothing found');
  await filter.fill('');
  await page.getByRole('button', { name: words['grid.columns'] }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('topic, columns');
  await page.keyboard.press('Escape');
  for (const range of ['time', 'key', 'id', 'offset'] as const) {
    await page.getByRole('radio', { name: words[`topics.range.${range}`], exact: true }).click();
    await visit(`topic, by ${range}`);
  }

  await part(words['topics.queues']).click();
  await expect(page.getByRole('grid', { name: words['topics.queues'] })).toBeVisible();
  await visit('topic, queues');
  await part(words['topics.groups']).click();
  const groups = page.getByRole('grid', { name: words['topics.groups'] });
  await expect(groups.getByRole('row').nth(1)).toBeVisible();
  await visit('topic, groups');
  await groups.getByRole('row').nth(1).dblclick();
  await expect(page.getByRole('grid', { name: words['topics.progress'] })).toBeVisible();
  await visit('group');
  await page.getByRole('button', { name: words['topics.resetOffset'] }).click();
  await page.getByRole('button', { name: words['topics.showPlan'] }).click();
  await expect(page.getByRole('alertdialog').getByRole('listitem').first()).toBeVisible();
  await visit('group, reset');
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: new RegExp(`^${words['topics.deadLetters']}`) }).click();
  await visit('group, dead letters');
  await part(words['topics.info']).click();
  await expect(page.getByText(words['topics.access.readWrite'])).toBeVisible();
  await visit('topic, info');
  await page.getByRole('button', { name: words['topics.newTopic'] }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await visit('new topic');
  await page.keyboard.press('Escape');
  await part(words['topics.messages']).click();
  await messages.getByRole('row').nth(1).click();
  await page.keyboard.press('e');
  await page.getByRole('button', { name: words['resend.differs'] }).click();
  await expect(page.getByRole('table', { name: words['resend.fields'] })).toBeVisible();
  await visit('compose, a copy');
  await page.keyboard.press('Escape');
}
