import { expect, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';

/** A running consumer's queues and members, and a filter that cannot be read; its page is in front, before and after. */
export async function walkAckView(
  page: Page,
  words: Record<keyof typeof en, string>,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const queues = page.getByRole('button', { name: new RegExp(`^${words['queuesPanel.title']}`) });
  const filter = page.getByRole('searchbox', { name: words['topics.filter'] });
  await queues.click();
  await expect(
    page.getByRole('grid', { name: words['queuesPanel.members'] }).getByRole('row').nth(1),
  ).toBeVisible();
  await filter.fill('state:gone');
  await expect(page.getByRole('alert')).toHaveText(words['topics.filterFault.state']);
  await visit('consume, queues and an invalid filter');
  await filter.fill('');
  await queues.click();
}
