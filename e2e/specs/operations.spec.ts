import { expect, test } from '../fixtures.ts';
import { Home } from '../screens/home.ts';
import { Operations } from '../screens/operations.ts';

const TOPIC = 'payment-callback';

test('a message is made, sent, received and answered by documented names, from the keyboard @operations', async ({
  page,
  peers,
}) => {
  const sandbox = await peers.sandbox('--topics', `${TOPIC}:4`);
  const operations = new Operations(page);
  await operations.open();

  await operations.call('CreatePushConsumer', { group: 'operations-group' });
  const consumer = await operations.madeHandle();
  await operations.callOk('SetPushConsumerNameServerAddress', { namesrv: sandbox.nameServer });
  await operations.callOk('Subscribe', { topic: TOPIC, tagPattern: '*' });
  await operations.callOk('RegisterMessageCallback');
  await operations.callOk('StartPushConsumer');

  await operations.call('CreateProducer', { name: 'operations-producer' });
  await operations.madeHandle();
  await operations.callOk('SetProducerNameServerAddress', { namesrv: sandbox.nameServer });
  await operations.callOk('StartProducer');
  await operations.call('CreateMessage', { topic: TOPIC });
  await operations.madeHandle();
  await operations.callOk('SetMessageBody', { body: '{"paid": true}' });
  await operations.call('SendMessageSync');
  await expect(operations.answer.getByText('E_SEND_OK')).toBeVisible();

  const came = operations.transcript
    .getByRole('listitem')
    .filter({ hasText: `came to consumer ${consumer}` });
  await expect(came).toHaveCount(1, { timeout: 20_000 });
  await operations.call('GetMessageBody');
  await expect(operations.answer.getByText('{"paid": true}')).toBeVisible();
  await came.getByRole('button', { name: /^Return 0/ }).click();
  await expect(came.getByText('returned 0')).toBeVisible();
  await operations.call('GetMessageBody', { message: '' });
  await expect(operations.answer.getByRole('alert')).toContainText('NULL_POINTER');
});

test('a transcript is copied as Python and made again, its secret typed anew @operations', async ({
  page,
}) => {
  const operations = new Operations(page);
  await operations.open();
  const python = `p = CreateProducer('operations-producer')
SetProducerSessionCredentials(p, 'kim', '******', 'ALIYUN')
m = CreateMessage('${TOPIC}')
SetMessageKeys(m, 'PAY-1 PAY-2')`;
  const dialog = await operations.paste(python);
  await expect(dialog.getByText('4 calls will be made:')).toBeVisible();
  const make = dialog.getByRole('button', { name: 'Make 4 calls' });
  await expect(make).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Secret key').fill('Sesame-4711');
  await make.click();
  await expect(dialog).toBeHidden();
  await expect(operations.transcript.getByRole('listitem')).toHaveCount(4);
  await expect(operations.handles.getByRole('row').filter({ hasText: TOPIC })).toHaveCount(1);
  expect(await page.content()).not.toContain('Sesame-4711');
});

test('Python that would do more is refused with its line, and nothing is called @operations', async ({
  page,
}) => {
  const operations = new Operations(page);
  await operations.open();
  const dialog = await operations.paste("CreateMessage('a')\nimport os");
  await expect(dialog.getByText('Line 2: os is not read. Only the client itself is.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Make/ })).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Nothing was called yet.')).toBeVisible();
});

test('what is wrong stands at its field, and what was typed stays @operations', async ({ page }) => {
  const operations = new Operations(page);
  await operations.open();
  await operations.call('CreateMessage', { topic: 'no blanks here' });
  const topic = page.getByRole('textbox', { name: 'topic' });
  await expect(topic).toHaveAttribute('aria-invalid', 'true');
  await expect(topic).toHaveValue('no blanks here');
});

test('nothing is sent or joined by the address of a connection that is read only @operations', async ({
  page,
  peers,
}) => {
  const sandbox = await peers.sandbox('--topics', `${TOPIC}:4`);
  const home = new Home(page);
  await page.getByRole('button', { name: 'Read only' }).click();
  await home.connectTo(sandbox.nameServer);
  const operations = new Operations(page);
  await operations.open();
  await operations.call('CreateProducer', { name: 'operations-producer' });
  await operations.madeHandle();
  await operations.callOk('SetProducerNameServerAddress', { namesrv: sandbox.nameServer });
  await operations.call('StartProducer');
  const refusal = operations.answer.getByRole('alert');
  await expect(refusal).toContainText(`${sandbox.nameServer} belongs to the connection`);
  await expect(refusal).toContainText('Switch Read only off in its settings');

  await operations.call('CreatePushConsumer', { group: 'operations-group' });
  await operations.madeHandle();
  await operations.callOk('SetPushConsumerNameServerAddress', { namesrv: sandbox.nameServer });
  await operations.callOk('Subscribe', { topic: TOPIC, tagPattern: '*' });
  await operations.callOk('RegisterMessageCallback');
  await operations.call('StartPushConsumer');
  await expect(refusal).toContainText('which is read only');
});

test('the palette goes to places, and does what has a key @operations', async ({ page }) => {
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const field = palette.getByRole('combobox', { name: 'Command or place' });
  await expect(field).toBeFocused();
  await field.fill('operat');
  await field.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await field.fill('> theme: light');
  await field.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('topics are found by # once there is a connection @operations', async ({ page }) => {
  await new Home(page).startSandbox();
  await page.keyboard.press('ControlOrMeta+k');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('combobox').fill('#pay');
  await expect(palette.getByRole('option', { name: TOPIC })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { selected: true, name: TOPIC })).toBeVisible();
});

test('open work comes back after a restart, consumers stopped @operations', async ({ gantry, page }) => {
  await new Home(page).startSandbox();
  await page.keyboard.press('ControlOrMeta+8');
  await page.keyboard.press('ControlOrMeta+,');
  const heading = page.getByRole('heading', { level: 1, name: 'Settings' });
  await expect(heading).toBeVisible();
  const work = (of: typeof page) => of.getByRole('tablist', { name: 'Open work' }).getByRole('tab');
  const before = await work(page).allInnerTexts();
  const again = await gantry.relaunch();
  await expect(again.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await expect(work(again)).toHaveText(before);
  await again.getByRole('tab', { name: /^gantry-kim-/ }).click();
  await expect(again.getByText('Stopped', { exact: true })).toBeVisible();
  await again.getByRole('button', { name: 'Start again' }).click();
  await expect(again.getByRole('region', { name: 'New consumer' })).toBeVisible();
  await expect(again.getByRole('button', { name: /^Connection: Sandbox/ })).toBeVisible();
});
