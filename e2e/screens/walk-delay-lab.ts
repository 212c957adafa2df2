import { expect, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';

/** The delay lab in its states, as `walkScreens`: the sandbox runs. Its clock runs at ×1 before and after. */
export async function walkDelayLab(
  page: Page,
  words: Record<keyof typeof en, string>,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const grid = page.getByRole('grid', { name: words['delayLab.grid'] });
  await page.keyboard.press('ControlOrMeta+5');
  await expect(page.getByRole('heading', { level: 1, name: words['delayLab.title'] })).toBeVisible();
  await visit('delay lab');
  await page.getByRole('button', { name: words['delayLab.all'], exact: true }).click();
  await page.getByRole('textbox', { name: words['delayLab.otherLevel'] }).fill('40');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(grid.getByRole('row')).toHaveCount(20);
  await grid.focus();
  await page.keyboard.press('j');
  await visit('delay lab, waiting');
  await expect(grid.getByText(words['delayLab.state.landed'])).not.toHaveCount(0);
  await visit('delay lab, some landed');
  await page.getByRole('tab', { name: words['delayLab.levelTable'], exact: true }).click();
  await visit('delay lab, levels');
  await page.getByRole('button', { name: words['delayLab.export'] }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await visit('delay lab, export');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await page.getByRole('textbox', { name: words['delayLab.otherLevel'] }).fill('');
}
