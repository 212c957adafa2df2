import { expect, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';

type Words = Record<keyof typeof en, string>;

/** Ends the recording that is under way, and shows it in the list, opened, and asked about. A connection must be open. */
export async function walkRecordings(
  page: Page,
  words: Words,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const main = page.getByRole('navigation', { name: words['frame.main'] });
  await main.getByRole('link', { name: words['frame.library'], exact: true }).click();
  await page.getByRole('button', { name: words['recordings.title'], exact: true }).click();
  const row = page
    .getByRole('grid', { name: words['recordings.title'] })
    .getByRole('row', { name: /^recording-/ });
  await expect(row).toBeVisible();
  await visit('recordings, recording');
  await page.keyboard.press('ControlOrMeta+Shift+l');
  await expect(row).toHaveAccessibleName(new RegExp(words['recordings.state.whole']));
  await row.dblclick();
  await page.getByRole('grid', { name: words['recordings.events'] }).getByRole('row').nth(1).click();
  await expect(page.getByRole('region', { name: words['recordings.body'] })).toBeVisible();
  await visit('recordings, opened');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('list', { name: words['recordings.targets'] })).toBeVisible();
  await visit('recordings, replay');
  await page.keyboard.press('Escape');
}
