import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { en } from '../../renderer/i18n/catalogue.ts';
import { expect, test } from '../fixtures.ts';
import { walkScreens } from '../screens/walk.ts';

/** What keeps somebody from using a screen; lesser findings are printed by axe's own tools. */
const BAD = ['serious', 'critical'];
/** Some fifty screens, axe on each. */
const WALK_MS = 240_000;

async function badFindings(page: Page): Promise<string[]> {
  // A page of its own for the last step, as axe does by default, cannot be opened in Electron.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations
    .filter(({ impact }) => BAD.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html} ${any[0]?.message ?? ''}`));
}

test('axe finds a fault where there is one @a11y', async ({ page }) => {
  await page.evaluate(() => {
    document.body.append(document.createElement('button'));
  });
  expect((await badFindings(page)).join('\n')).toContain('button-name');
});

// Both hosts draw the same: each is walked in one of the themes.
for (const [theme, host] of [
  ['Dark', '@electron-only'],
  ['Light', '@browser-only'],
] as const) {
  test(`axe finds nothing serious on any screen in ${theme} @a11y ${host}`, async ({ page }) => {
    test.setTimeout(WALK_MS);
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('radio', { name: theme, exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase());
    /** Each finding with the first screen that shows it: the frame is on all of them. */
    const found = new Map<string, string>();
    await walkScreens(page, en, async (screen) => {
      for (const finding of await badFindings(page)) if (!found.has(finding)) found.set(finding, screen);
    });
    expect(Object.fromEntries(found)).toEqual({});
  });
}
