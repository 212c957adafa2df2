import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Home } from '../screens/home.ts';
import { Recordings } from '../screens/recordings.ts';

test('what was sent and held is recorded, replayed, and its differences told @recording', async ({
  gantry,
  page,
}) => {
  await new Home(page).startSandbox();
  const recordings = new Recordings(page);
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByRole('combobox', { name: 'Command or place' }).fill('> record');
  await page.keyboard.press('Enter');
  await expect(recordings.mark).toBeVisible();
  const compose = new Compose(page);
  await page.getByRole('radio', { name: 'Orderly' }).click();
  await page.getByRole('textbox', { name: 'Sharding key' }).fill('ORD-7');
  for (let sent = 0; sent < 3; sent++) await compose.sendStored();
  await expect(recordings.mark).toHaveText(/^Recording 6 events, /);
  await recordings.open();
  await expect(recordings.list.getByRole('row', { name: /6 events, Recording$/ })).toBeVisible();
  await recordings.toggle();
  await expect(recordings.mark).toBeHidden();
  const [file = ''] = readdirSync(join(gantry.dataFolder, 'recordings'));
  expect(readFileSync(join(gantry.dataFolder, 'recordings', file), 'utf8').split('\n')).toHaveLength(9);

  await recordings.look();
  await expect(recordings.events).toHaveAttribute('aria-rowcount', '6');
  await recordings.events.focus();
  await page.keyboard.press('j');
  await expect(page.getByRole('complementary', { name: 'Event' })).toContainText('SEND_OK');
  await page.keyboard.press('ControlOrMeta+Enter');
  const dialog = page.getByRole('alertdialog', { name: 'Replay 3 messages to Sandbox' });
  await expect(dialog.getByText('3 messages to order-events')).toBeVisible();
  await dialog.getByRole('radio', { name: '×10' }).click();
  await dialog.getByRole('button', { name: 'Step' }).click();
  await expect(page.getByText('Paused: 1 of 3 sent to Sandbox')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText(/^All 3 messages were stored as then/)).toBeVisible();
  await expect(recordings.differences).toHaveAttribute('aria-rowcount', '3');
  const report = await gantry.fileSavedBy(() => page.getByRole('button', { name: 'Export report' }).click());
  expect(JSON.parse(report.bytes.toString())).toMatchObject({ report: { compared: 3, same: 3 } });
});

test('a damaged recording of a newer Gantry opens without any broker, as far as it is known @recording', async ({
  gantry,
  page,
}) => {
  const lines = [
    '{"gantry":"recording","version":9,"startedAtMs":1700000000000}',
    '{"kind":"decision","atMs":40,"profileId":"p","connection":"orders-prod","group":"g","topic":"orders","keys":"ORD-9",' +
      '"queue":{"topic":"orders","brokerName":"a","queueId":1},"queueOffset":7,"attempt":2,"uniqueKey":"","result":"acked"}',
    'rubbish',
    '{"kind":"hologram"}',
  ];
  const recordings = new Recordings(page);
  await recordings.open();
  await recordings.take('theirs.ndjson', Buffer.from(lines.join('\n')));
  await recordings.look(/^theirs, .*, Cut off$/);
  await expect(recordings.events.getByRole('row', { name: 'Decided, ORD-9, orders, Acked' })).toBeVisible();
  await expect(page.getByText(/newer Gantry \(version 9/)).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('line 3 is damaged, line 4 breaks off');
  await expect(page.getByRole('button', { name: /^Replay/ })).toHaveAttribute('aria-disabled', 'true');
  const saved = await gantry.fileSavedBy(() => page.getByRole('button', { name: 'Export' }).click());
  expect(saved).toEqual({ name: 'theirs.ndjson', bytes: Buffer.from(lines.join('\n')) });
});
