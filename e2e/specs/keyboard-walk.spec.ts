import { en } from '../../renderer/i18n/catalogue.ts';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Home } from '../screens/home.ts';
import { keyboardFaults } from '../screens/keyboard-audit.ts';
import { Topics } from '../screens/topics.ts';
import { walkScreens } from '../screens/walk.ts';

/** Of the walk, the first state of each page and the dialogs: what else it shows has the same controls. */
const GONE_ROUND = [
  'settings',
  'operations, fields to mend',
  'command palette',
  'library',
  'library, sent',
  'home',
  'connection editor',
  'compose, filled',
  'compose, errors',
  'consume, held',
  'topics',
  'topic, messages',
  'resend',
  'topic, queues',
  'group',
  'topic, info',
  'new topic',
  'delay lab, waiting',
  'order lab, judged',
  'new consumer',
];
const WALK_MS = 240_000;

test('every control of every page is reached by Tab and shows it @keyboard @browser-only', async ({
  page,
}) => {
  test.setTimeout(WALK_MS);
  const seen = new Set<string>();
  /** Each fault with the first screen that shows it: the frame is on all of them. */
  const found = new Map<string, string>();
  await walkScreens(page, en, async (screen) => {
    seen.add(screen);
    if (!GONE_ROUND.includes(screen)) return;
    for (const fault of await keyboardFaults(page)) if (!found.has(fault)) found.set(fault, screen);
  });
  expect(GONE_ROUND.filter((screen) => !seen.has(screen))).toEqual([]);
  expect(Object.fromEntries(found)).toEqual({});
});

test('a control that Tab passes by, and one that does not show it, are found @keyboard @browser-only', async ({
  page,
}) => {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<div role="button" tabindex="-1">passed by</div><button style="all: unset">unseen</button>',
    );
  });
  const faults = (await keyboardFaults(page)).join('\n');
  expect(faults).toContain('not reached: button "passed by"');
  expect(faults).toContain('no visible focus: button "unseen"');
});

test('a topic is found, read, resent and looked at by keys @keyboard @topics', async ({ page }) => {
  const topics = new Topics(page);
  const press = (...keys: string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  await new Home(page).startSandbox();
  await new Compose(page).sendStored();

  await press('ControlOrMeta+2');
  await expect(topics.option('order-events')).toBeVisible();
  await press('/');
  await expect(topics.find).toBeFocused();
  await page.keyboard.type('order');
  await press('ArrowDown', 'Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();
  await expect(topics.rows()).toHaveCount(1);
  await topics.grid.focus();
  await press('j');
  await expect(topics.rows()).toHaveAttribute('aria-selected', 'true');
  await expect(topics.message).toBeVisible();

  await press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('menu')).toBeHidden();
  await expect(topics.grid).toBeFocused();

  await press('Shift+e');
  await expect(page.getByRole('alertdialog').or(page.getByRole('dialog'))).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(topics.grid).toBeFocused();
});
