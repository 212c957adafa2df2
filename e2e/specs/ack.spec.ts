import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

/** Seats of the consumer that comes with the sandbox. */
const SEATS = 4;

/** The sandbox with `count` messages delivered, their keys K-1, K-2, ... in the order of sending; the consumer in front. */
async function deliver(page: Page, count: number): Promise<Consume> {
  const compose = new Compose(page);
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  for (let n = 1; n <= count; n++) {
    await compose.replaceKey(`K-${n}`);
    await compose.sendStored();
  }
  await new Frame(page).goTo('Consume');
  await expect(consume.rows('Held')).toHaveCount(Math.min(count, SEATS));
  await expect(consume.rows('Waiting')).toHaveCount(Math.max(0, count - SEATS));
  return consume;
}

async function stop(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Start again' }).first()).toBeVisible();
}

test('a reload loses no held message and shows them again @ack', async ({ gantry, page }) => {
  const consume = await deliver(page, 3);
  await consume.ackKey('K-2');
  await gantry.reload();
  await expect(consume.rows('Held')).toHaveCount(2);
  await expect(consume.rows('Acked', 'K-2')).toHaveCount(1);
  await consume.expectCounters({ held: 2, acked: 1 });
  await consume.ackKey('K-1');
});

test('Stop says what will be delivered again, and Start again gets exactly that @ack', async ({ page }) => {
  const consume = await deliver(page, 3);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await expect(question.getByRole('heading', { name: '3 held will be delivered again' })).toBeVisible();
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(consume.rows('Held')).toHaveCount(3);

  await consume.ackKey('K-3');
  await stop(page);
  await expect(consume.rows('Moved away')).toHaveCount(2);
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expect(consume.rows('Held')).toHaveCount(2);
  await expect(consume.rows('Held', 'K-1')).toHaveCount(1);
  await expect(consume.rows('Held', 'K-2')).toHaveCount(1);
  await consume.expectCounters({ held: 2, acked: 1 });
});

test('what was acked behind a held message is told, and comes again @ack', async ({ page }) => {
  // The first and the ninth message share one of the eight queues.
  const consume = await deliver(page, 9);
  for (let n = 2; n <= 9; n++) await consume.ackKey(`K-${n}`);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  const question = page.getByRole('alertdialog');
  await expect(
    question.getByRole('heading', { name: '1 held and 1 already acked behind them will be delivered again' }),
  ).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await stop(page);
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expect(consume.rows('Held', 'K-1,')).toHaveCount(1);
  await expect(consume.rows('Held', 'K-9,')).toHaveCount(1);
  await expect(consume.rows('Held')).toHaveCount(2);
  await expect(consume.rows('Waiting')).toHaveCount(0);
});
