import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { PRELOAD_KEY } from '../../core/contract/bridge.ts';
import type { Settings } from '../../core/contract/views.ts';
import { root } from '../host/app.ts';
import { launchElectron, windowOf } from '../host/electron-host.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { ConsumeRules } from '../screens/consume-rules.ts';
import { DelayLab } from '../screens/delay-lab.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';
import { Library } from '../screens/library.ts';
import { OrderLab } from '../screens/order-lab.ts';
import { Recordings } from '../screens/recordings.ts';
import { Topics } from '../screens/topics.ts';
import { PAYMENTS, sendAll } from './sample-messages.ts';

const folder = join(root, 'docs', 'screenshots');
const TOPIC = 'payment-callback';

/** Endings of the pictures of each screen, and how the window stands for them. */
const LOOKS: { ending: string; settings: Pick<Settings, 'theme' | 'language'> }[] = [
  { ending: 'light', settings: { theme: 'light', language: 'en' } },
  { ending: 'zh', settings: { theme: 'dark', language: 'zh' } },
  { ending: 'dark', settings: { theme: 'dark', language: 'en' } },
];

async function draw(page: Page, screen: string): Promise<void> {
  for (const { ending, settings } of LOOKS) {
    await setLook(page, settings);
    await page.screenshot({ path: join(folder, `${screen}-${ending}.png`) });
  }
}

async function setLook(page: Page, settings: Pick<Settings, 'theme' | 'language'>): Promise<void> {
  await page.evaluate(
    ({ key, settings }) => {
      const api = (window as unknown as Record<string, Record<string, (input: object) => Promise<unknown>>>)[
        key
      ];
      return api?.['app.settings.set']?.(settings);
    },
    { key: PRELOAD_KEY, settings },
  );
  await expect(page.locator('html')).toHaveAttribute('data-theme', settings.theme);
  await expect(page.locator('html')).toHaveAttribute('lang', settings.language);
}

/** A delayed send with its result beside it. */
async function composeScreen(page: Page): Promise<void> {
  const compose = new Compose(page);
  await compose.sendStored();
  await compose.chooseDelay('Level 5, 1 m');
  await compose.sendStored();
}

/** Seats full, one message back as attempt 2, one on its way back, some decided. */
async function consumeScreen(page: Page): Promise<void> {
  const frame = new Frame(page);
  const consume = new Consume(page);
  await frame.setClock(60);
  await consume.join('payment-worker', TOPIC);
  await sendAll(page, TOPIC, PAYMENTS.slice(0, 4));
  await expect(consume.rows('Held')).toHaveCount(4);
  await consume.choose('PAY-88209');
  await consume.later.click();
  await expect(consume.rows('Held', 'PAY-88209,.*attempt 2$')).toHaveCount(1);
  await frame.setClock(1);
  for (const key of ['PAY-88207', 'PAY-88208', 'PAY-88210']) await consume.ackKey(key);
  await sendAll(page, TOPIC, PAYMENTS.slice(4));
  await expect(consume.rows('Held')).toHaveCount(4);
  // What is new shows at the top, without the pill that counts it.
  await page.keyboard.press('g');
  await consume.choose('PAY-88213');
  await consume.later.click();
  await expect(consume.rows('Later', 'PAY-88213,')).toHaveCount(1);
  await consume.choose('PAY-88209');
  await expect(consume.message.getByText(/attempt 3 of 17/)).toBeVisible();
}

/** A stand-in for a service that fails some payments, at work and recorded. */
async function rulesScreen(page: Page): Promise<void> {
  const consume = new Consume(page);
  const rules = new ConsumeRules(page);
  await new Recordings(page).toggle();
  await consume.join('payment-stand-in', TOPIC);
  await rules.choose();
  await rules.add('Later if tag is failed');
  await rules.add('Ack after 3 s');
  // A new group of a small topic starts at its beginning: the seats are taken already.
  await rules.region.getByRole('button', { name: 'Apply to 4 held' }).click();
  await expect(consume.rows('Acked').nth(4)).toBeVisible({ timeout: 20_000 });
  await consume.rows('Later').first().click();
}

/** What was recorded meanwhile. */
async function recordingScreen(page: Page): Promise<void> {
  const recordings = new Recordings(page);
  await recordings.toggle();
  await recordings.open();
  await recordings.look();
  await recordings.events
    .getByRole('row', { name: /PAY-88213/ })
    .first()
    .click();
}

/** A topic's messages, read without a group, one of them opened. */
async function topicScreen(page: Page): Promise<void> {
  const topics = new Topics(page);
  await topics.open(TOPIC);
  await topics.rows('PAY-88210').first().click();
  await expect(topics.message.getByText('PAY-88210').first()).toBeVisible();
}

/** Every level under way, the first two arrived. */
async function delayLabScreen(page: Page): Promise<void> {
  const lab = new DelayLab(page);
  await lab.open();
  await lab.button('All').click();
  await lab.send();
  await lab.expectLanded(2, 18, 9_000);
}

/** Stored in order, handled out of order. */
async function orderLabScreen(page: Page): Promise<void> {
  const lab = new OrderLab(page);
  await lab.open();
  await lab.choosePreset('Broken by concurrent handling');
  await lab.run(1);
}

/** What was sent, also in earlier runs. */
async function sentScreen(page: Page): Promise<void> {
  const library = new Library(page);
  await library.openSent();
  await expect(library.sent.getByRole('row').nth(1)).toBeVisible();
}

const LATER_SCREENS = {
  rules: rulesScreen,
  recording: recordingScreen,
  topic: topicScreen,
  'delay-lab': delayLabScreen,
  'order-lab': orderLabScreen,
  sent: sentScreen,
};

mkdirSync(folder, { recursive: true });
const dataFolder = mkdtempSync(join(tmpdir(), 'gantry-screenshots-'));
const app = await launchElectron(dataFolder);
try {
  const page = await windowOf(app);
  await draw(page, 'home');
  await new Home(page).startSandbox();
  await composeScreen(page);
  await draw(page, 'compose');
  await consumeScreen(page);
  await draw(page, 'consume');
  for (const [screen, show] of Object.entries(LATER_SCREENS)) {
    await show(page);
    await draw(page, screen);
  }
} finally {
  await app.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
