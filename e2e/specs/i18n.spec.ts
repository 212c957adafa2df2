import type { Page } from '@playwright/test';
import { en, zh } from '../../renderer/i18n/catalogue.ts';
import { expect, test } from '../fixtures.ts';
import { visibleTexts } from '../host/visible-text.ts';
import { walkScreens } from '../screens/walk.ts';

type Key = keyof typeof en;
const KEYS = Object.keys(en) as Key[];
const ZH_TEXTS = new Set<string>(Object.values(zh));

/** Units alone (`{{sec}} s`) are the same in both languages, as the delay levels write them. */
const hasWord = (text: string): boolean => /[a-z]{2}/i.test(text.replace(/\{\{\w+\}\}/g, ''));

/** English texts that have Chinese words of their own, as patterns: `{{count}} topics` fits `8 topics`. */
const ENGLISH = KEYS.filter((key) => en[key] !== zh[key] && !ZH_TEXTS.has(en[key]) && hasWord(en[key])).map(
  (key) => ({
    key,
    pattern: new RegExp(`^${escaped(en[key]).replace(/\\\{\\\{\w+\\\}\\\}/g, '.+')}$`),
  }),
);

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Texts that should not stand on a Chinese screen, each with the key it comes from. */
function faults(texts: string[]): string[] {
  const english = texts.flatMap((text) =>
    ENGLISH.filter(({ pattern }) => pattern.test(text)).map(({ key }) => `${text} (${key})`),
  );
  const raw = texts.filter((text) => (KEYS as string[]).includes(text) || text.includes('{{'));
  return [...english, ...raw];
}

async function speakChinese(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('radio', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1, name: zh['settings.title'] })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh');
}

test('finds English where it stands @i18n', async ({ page }) => {
  expect(faults(await visibleTexts(page))).toContain(`${en['home.title']} (home.title)`);
  expect(faults(['8 topics', 'compose.title', '{{count}}'])).toHaveLength(3);
});

test('every screen speaks Chinese @i18n', async ({ page }) => {
  test.setTimeout(240_000);
  await speakChinese(page);
  // Announcements follow a change after a second: what is wrong must stay so to count.
  const eventually = expect.configure({ soft: true, timeout: 5_000 });
  await walkScreens(page, zh, (screen) =>
    eventually.poll(async () => faults(await visibleTexts(page)), screen).toEqual([]),
  );
});

test('the language outlives the app @i18n', async ({ gantry, page }) => {
  await speakChinese(page);
  const again = await gantry.relaunch();
  await expect(again.getByRole('heading', { level: 1, name: zh['settings.title'] })).toBeVisible();
});
