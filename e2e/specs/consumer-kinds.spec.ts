import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Home } from '../screens/home.ts';

const TOPIC = 'payment-callback';

test('an orderly consumer offers a message again in its place, and its queue waits @ack', async ({
  page,
}) => {
  const consume = new Consume(page);
  const compose = new Compose(page);
  await new Home(page).startSandbox();
  await page.getByRole('button', { name: 'New consumer' }).click();
  await consume.form.getByRole('radio', { name: 'Orderly' }).click();
  await consume.join('orderly-1', TOPIC);
  await expect(consume.queues.filter({ hasText: /^q0/ })).toHaveAccessibleName(
    'Queue 0: yours, locked by you',
  );

  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'PAY-1', body: 'one' });
  await compose.sendStored();
  await page.getByRole('tab', { name: /orderly-1/ }).click();
  await consume.rows('Held', 'PAY-1,').click();
  await expect(consume.message.getByText(/Later: tried again here after 1 s, as attempt 2/)).toBeVisible();
  await consume.later.click();
  await expect(consume.rows('Held', 'PAY-1,.*attempt 2$')).toHaveCount(1);
  await expect(consume.rows('Later', 'PAY-1,')).toHaveCount(1);
  await consume.rows('Held', 'PAY-1,').click();
  await consume.ack.click();
  await consume.expectCounters({ held: 0, acked: 1, later: 1 });
});

test('a broadcasting consumer reads every queue, and has no Later @ack', async ({ page }) => {
  const consume = new Consume(page);
  const compose = new Compose(page);
  await new Home(page).startSandbox();
  await page.getByRole('button', { name: 'New consumer' }).click();
  await consume.form.getByRole('radio', { name: 'Broadcasting' }).click();
  await consume.join('broadcast-1', TOPIC);
  await compose.newDraft();
  await compose.write({ topic: TOPIC, keys: 'PAY-1', body: 'one' });
  await compose.sendStored();
  await page.getByRole('tab', { name: /broadcast-1/ }).click();
  await consume.rows('Held', 'PAY-1,').click();
  await expect(consume.later).toHaveAttribute('aria-disabled', 'true');
  await expect(consume.message.getByText(/Later is off/)).toBeVisible();
  await consume.ackKey('PAY-1');

  // Its progress is kept: what was acked does not come again.
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await expect(consume.queues.first()).toBeVisible();
  await expect(consume.rows('Held')).toHaveCount(0);
  await consume.expectCounters({ held: 0, acked: 1 });
});

test('one consumer reads several topics, from the first message on @ack', async ({ page }) => {
  const consume = new Consume(page);
  const compose = new Compose(page);
  await new Home(page).startSandbox();
  for (const topic of [TOPIC, 'inventory-sync']) {
    await compose.newDraft();
    await compose.write({ topic, keys: topic, body: 'before the group was' });
    await compose.sendStored();
  }
  await page.getByRole('button', { name: 'New consumer' }).click();
  await consume.form.getByRole('button', { name: 'Add topic' }).click();
  await consume.form
    .getByRole('group', { name: 'Topic 2' })
    .getByRole('combobox', { name: 'Topic' })
    .fill('inventory-sync');
  await page.keyboard.press('Escape');
  await consume.form.getByRole('radio', { name: 'First' }).click();
  await consume.form
    .getByRole('group', { name: 'Topic 1' })
    .getByRole('combobox', { name: 'Topic' })
    .fill(TOPIC);
  await page.keyboard.press('Escape');
  await consume.form.getByRole('textbox', { name: 'Group' }).fill('several-1');
  await consume.form.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(consume.rows('Held', TOPIC)).toHaveCount(1);
  await expect(consume.rows('Held', 'inventory-sync')).toHaveCount(1);
});
