import { expect, test } from '../fixtures.ts';
import { produce, shownNameServer } from '../peers/produce.ts';
import { AckView } from '../screens/ack-view.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

const TOPIC = 'order-events';
const message = (key: string, tag: string) => ({ key, tag, body: `{"result":"${tag}"}` });

test('the filter counts what it does not show, and a paused view shows everything at once @ack', async ({
  page,
}) => {
  const consume = new Consume(page);
  const view = new AckView(page);
  await new Home(page).startSandbox();
  const nameServer = await shownNameServer(page);
  await new Frame(page).goTo('Consume');
  await produce(nameServer, TOPIC, [
    message('K-1', 'paid'),
    message('K-2', 'failed'),
    message('K-3', 'paid'),
  ]);
  await expect(consume.rows('Held')).toHaveCount(3);

  await page.keyboard.press('f');
  await page.keyboard.type('tag:failed body~"fail"');
  await expect(consume.rows('Held')).toHaveCount(1);
  await expect(page.getByText('1 of 3')).toBeVisible();
  await expect(page.getByText('and 2 held not shown')).toBeVisible();
  await view.filter.fill('tag:failed state:gone');
  await expect(page.getByRole('alert')).toContainText('No such state');
  await expect(consume.rows('Held')).toHaveCount(1);
  await view.filter.fill('');
  await expect(consume.rows('Held')).toHaveCount(3);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Space');
  await produce(nameServer, TOPIC, [message('K-4', 'paid'), message('K-5', 'paid')]);
  await expect(page.getByText('Paused, 2 new')).toBeVisible();
  await new Frame(page).goTo('Compose');
  await new Frame(page).goTo('Consume');
  await expect(page.getByText('Paused, 2 new')).toBeVisible();
  await expect(consume.rows('Held')).toHaveCount(3);
  await consume.ackKey('K-1');
  await expect(consume.rows('Held', 'K-4,')).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(consume.rows('Held')).toHaveCount(4);
  await expect(view.attempts.getByRole('button', { name: 'Attempt 1: 5 rows' })).toBeVisible();
  await view.showQueues();
  await expect(view.queues.getByRole('row', { name: `${TOPIC} queue 0: yours` })).toContainText('Pulls');
  await expect(view.members.getByRole('row').nth(1)).toContainText('Concurrent');
});

test('two consumers are compared, and a private group is used again or deleted @ack', async ({ page }) => {
  const consume = new Consume(page);
  const view = new AckView(page);
  await new Home(page).startSandbox();
  const nameServer = await shownNameServer(page);
  await consume.join('paid-only', TOPIC, 4, 'paid');
  await produce(nameServer, TOPIC, [
    message('K-1', 'paid'),
    message('K-2', 'failed'),
    message('K-3', 'paid'),
  ]);
  await expect(consume.rows('Held')).toHaveCount(2);

  const compared = await view.compareWith('gantry-kim-1');
  await expect(compared.getByRole('tab', { name: 'Only paid-only' })).toContainText('0');
  await expect(compared.getByRole('tab', { name: 'Only gantry-kim-1' })).toContainText('1');
  await expect(compared.getByRole('row', { name: `K-2, ${TOPIC}` })).toContainText('not received');
  await compared.getByRole('tab', { name: 'Both' }).click();
  await expect(compared.getByRole('row', { name: /^K-[13], / })).toHaveCount(2);
  await page.keyboard.press('Escape');
  await expect(consume.rows('Held')).toHaveCount(2);

  await page.getByRole('button', { name: 'New consumer' }).click();
  await expect(view.privateGroups).toContainText('1 member online');
  await expect(view.privateGroups.getByRole('button', { name: 'Delete gantry-kim-1' })).toBeDisabled();
  await expect(consume.form.getByRole('textbox', { name: 'Group' })).toHaveValue('gantry-kim-2');
  await new Frame(page).tabs.getByRole('tab', { name: 'gantry-kim-1' }).click();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('button', { name: 'New consumer' }).click();
  await expect(consume.form.getByRole('textbox', { name: 'Group' })).toHaveValue('gantry-kim-1');
  await view.deletePrivateGroup('gantry-kim-1');
  await expect(view.privateGroups).toContainText('No private group on this cluster yet.');
});
