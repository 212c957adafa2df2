import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { hasJava } from '../peers/real-broker.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Home } from '../screens/home.ts';

/** Heartbeats and retries of a lost broker go every few seconds, a request may wait for 3 s. */
const NOTICED_WITHIN_MS = 40_000;
const TOPIC = 'order-events';

/** A draft on a connection to a broker, sent once so that routes and sockets are there. */
async function composeOn(page: Page, { nameServer }: { nameServer: string }): Promise<Compose> {
  const compose = new Compose(page);
  await new Home(page).connectTo(nameServer);
  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'FIRST', body: 'kept' });
  await compose.sendStored();
  // The route of the topic that this send made is known from now on.
  await expect(page.getByText(/^\d+ queues$/)).toBeVisible();
  return compose;
}

/** Two held messages of a broker in a process of its own. */
async function holdOn(
  page: Page,
  broker: { nameServer: string },
): Promise<{ compose: Compose; consume: Consume }> {
  const compose = await composeOn(page, broker);
  const consume = new Consume(page);
  await consume.join('gantry-e2e', TOPIC);
  for (const key of ['K-1', 'K-2']) {
    await page.keyboard.press('ControlOrMeta+3');
    await compose.replaceKey(key);
    await compose.sendStored();
  }
  await page.keyboard.press('ControlOrMeta+4');
  await expect(consume.rows('Held', 'K-')).toHaveCount(2);
  return { compose, consume };
}

async function expectLost(page: Page, consume: Consume): Promise<void> {
  await expect(page.getByText(/Lost the broker at/).first()).toBeVisible({ timeout: NOTICED_WITHIN_MS });
  await expect(consume.rows('Held', 'K-')).toHaveCount(2);
  await consume.rows('Held', 'K-1').click();
  await expect(consume.ack).toHaveAttribute('aria-disabled', 'true');
  await expect(consume.later).toHaveAttribute('aria-disabled', 'true');
  await expect(consume.message.getByText(/broker/i).first()).toBeVisible();
  await page.keyboard.press('a');
  await expect(consume.rows('Held', 'K-')).toHaveCount(2);
}

async function expectBack(page: Page, consume: Consume): Promise<void> {
  await expect(page.getByText(/Lost the broker at/)).toHaveCount(0, { timeout: NOTICED_WITHIN_MS });
  await expect(consume.rows('Held', 'K-')).toHaveCount(2);
  for (const key of ['K-1', 'K-2']) await consume.ackKey(key);
}

test('a broker killed during a send leaves it unknown, never failed @faults', async ({ page, peers }) => {
  const sandbox = await peers.sandbox();
  const compose = await composeOn(page, sandbox);
  // Frozen first, so that the request is on its way and unanswered when the process dies.
  sandbox.freeze();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('Sending')).toBeVisible();
  await sandbox.kill();
  await expect(compose.result.getByText('No answer', { exact: true })).toBeVisible();
  await expect(compose.result).toContainText('May or may not be stored');
  await expect(compose.result).not.toContainText('Not stored');
  expect(await compose.shownId()).toMatch(/^[0-9A-F]{32}$/);
  await expect(compose.body).toHaveText('kept');
});

test('a broker that is asleep leaves a send unknown, and later ones are stored again @faults', async ({
  page,
  peers,
}) => {
  const sandbox = await peers.sandbox();
  const compose = await composeOn(page, sandbox);
  sandbox.freeze();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('No answer', { exact: true })).toBeVisible();
  await expect(compose.result).toContainText(/No answer in \d+(\.\d)? s/);
  sandbox.thaw();
  await compose.sendStored();
});

test('a killed broker: held rows stay, decisions are refused with the reason, nothing is lost @faults', async ({
  page,
  peers,
}) => {
  test.setTimeout(120_000);
  const sandbox = await peers.sandbox();
  const { compose, consume } = await holdOn(page, sandbox);
  await sandbox.kill();
  await expectLost(page, consume);
  await sandbox.restart();
  await expectBack(page, consume);
  // What is sent after the restart arrives: the consumer reads again.
  await page.keyboard.press('ControlOrMeta+3');
  await compose.replaceKey('AFTER');
  await compose.sendStored();
  await page.keyboard.press('ControlOrMeta+4');
  await expect(consume.rows('Held', 'AFTER')).toHaveCount(1, { timeout: NOTICED_WITHIN_MS });
});

test('a real broker killed and back on its store delivers again exactly what was undecided @faults', async ({
  page,
  peers,
}) => {
  test.skip(!hasJava(), 'Java 17 is needed to run RocketMQ');
  test.setTimeout(240_000);
  const broker = await peers.realBroker();
  const { consume } = await holdOn(page, broker);
  await broker.kill();
  await expectLost(page, consume);
  await broker.restart();
  await expect(page.getByText(/Lost the broker at/)).toHaveCount(0, { timeout: NOTICED_WITHIN_MS });
  await expect(consume.rows('Held', 'K-')).toHaveCount(2);
  await consume.ackKey('K-1');
  // What a second member of the group would get: the one that was not acked.
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expect(consume.rows('Held', 'K-2,')).toHaveCount(1, { timeout: NOTICED_WITHIN_MS });
  await expect(consume.rows('Held', 'K-')).toHaveCount(1);
});

test('a broker asleep with held rows: noticed, and healed when it wakes @faults', async ({ page, peers }) => {
  test.setTimeout(120_000);
  const sandbox = await peers.sandbox();
  const { consume } = await holdOn(page, sandbox);
  sandbox.freeze();
  await expectLost(page, consume);
  sandbox.thaw();
  await expectBack(page, consume);
});

test('a host that slept says so and has lost no held row @faults', async ({ gantry, page }) => {
  const compose = new Compose(page);
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  await compose.sendStored();
  await page.keyboard.press('ControlOrMeta+4');
  await expect(consume.rows('Held')).toHaveCount(1);
  const asleepAt = Date.now();
  process.kill(gantry.pid, 'SIGSTOP');
  try {
    // Over 5 s without a tick count as sleep.
    await expect.poll(() => Date.now() - asleepAt, { timeout: 15_000 }).toBeGreaterThan(7_000);
  } finally {
    process.kill(gantry.pid, 'SIGCONT');
  }
  await expect(page.getByText(/asleep for/i).first()).toBeVisible();
  await expect(consume.rows('Held')).toHaveCount(1);
  await consume.rows('Held').click();
  await consume.ack.click();
  await expect(consume.rows('Acked')).toHaveCount(1);
});
