import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

test('send, hold, Later, attempt 2, Ack @first-minute', async ({ page }) => {
  const frame = new Frame(page);
  const compose = new Compose(page);
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  await frame.setClock(60);

  await compose.sendStored();
  await expect(compose.result.getByRole('heading', { name: 'Stored', exact: true })).toBeVisible();
  expect(await compose.fact('Message ID')).toMatch(/^[0-9A-F]{32}$/);
  expect(await compose.fact('Queue')).toMatch(/ q[0-7]$/);
  expect(await compose.fact('Offset')).toBe('0');

  await frame.goTo('Consume');
  const first = consume.rows('Held', 'ORD-20931.*attempt 1$');
  await expect(first).toHaveCount(1);
  await expect(consume.seats.filter({ hasText: 'ORD-20931' })).toHaveCount(1);
  await expect(first.getByText(/to Later/)).toBeVisible();
  await first.click();
  await expect(
    consume.message.getByText(/returns at delay level 3 \(10 s\), as attempt 2 of 17/),
  ).toBeVisible();
  await consume.expectCounters({ held: 1, acked: 0, later: 0 });

  await consume.later.click();
  const sentBack = consume.rows('Later', 'attempt 1$');
  await expect(sentBack).toHaveCount(1);
  await expect(sentBack.getByText(/Returns in|Due, level|Returned as/)).toBeVisible();

  const second = consume.rows('Held', 'ORD-20931.*attempt 2$');
  await expect(second).toHaveCount(1);
  await sentBack.getByRole('button', { name: 'Returned as attempt 2' }).click();
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(consume.message.getByText(/as attempt 3 of 17/)).toBeVisible();
  await second.getByRole('button', { name: '2', exact: true }).click();
  await expect(sentBack).toHaveAttribute('aria-selected', 'true');

  await second.click();
  await consume.ack.click();
  await expect(consume.rows('Acked', 'attempt 2$')).toHaveCount(1);
  await consume.expectCounters({ held: 0, waiting: 0, acked: 1, later: 1, 'dead letter': 0 });
});

test('a countdown to Later stands still for nobody @first-minute', async ({ page }) => {
  const consume = new Consume(page);
  await new Home(page).startSandbox();
  await new Compose(page).sendStored();
  await new Frame(page).goTo('Consume');
  const countdown = consume.rows('Held').getByText(/to Later/);
  const shown = await countdown.innerText();
  await expect(countdown).not.toHaveText(shown);
});

test.describe('started with --sandbox', () => {
  test.use({ hostArgs: ['--sandbox'] });

  test('opens on a filled draft, with a consumer behind it that holds what is sent @first-minute', async ({
    page,
  }) => {
    const frame = new Frame(page);
    await expect(page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();
    await new Compose(page).sendStored();
    await frame.goTo('Consume');
    await expect(new Consume(page).rows('Held', 'ORD-20931')).toHaveCount(1);
  });
});
