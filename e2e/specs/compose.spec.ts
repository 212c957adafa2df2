import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

test.beforeEach(async ({ page }) => {
  await new Home(page).startSandbox();
});

test('a body goes through every format, and a file goes out byte for byte @compose', async ({ page }) => {
  const compose = new Compose(page);
  await compose.newDraft();
  await compose.write({ topic: 'order-events', body: '{"名":1}' });
  await compose.chooseFormat('Hex');
  expect(await compose.bodyText()).toBe('7b 22 e5 90 8d 22 3a 31 7d');
  await compose.writeBody('ff 00 0a');
  await compose.chooseFormat('Text');
  await expect(page.getByText('These bytes are no UTF-8 text. They stay as they are.')).toBeVisible();
  await compose.chooseFormat('Base64');
  expect(await compose.bodyText()).toBe('/wAK');
  await compose.sendStored();

  await compose.chooseFile('picture.bin', Buffer.from([1, 2, 254, 255]));
  await compose.sendStored();
  await compose.chooseFormat('Hex');
  expect(await compose.bodyText()).toBe('01 02 fe ff');
});

test('repeat fills variables in for each message, at its pace, and can be stopped @compose', async ({
  page,
}) => {
  const compose = new Compose(page);
  await compose.writeBody('{"seq":{{seq}},"id":"{{uuid}}","of":"{{pick a|b}}"}');
  await expect(page.getByText('Valid JSON')).toBeVisible();
  await compose.replaceKey('trace-{{seq}}');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'Next three messages' });
  await expect(preview.getByText(/trace-3 .*"seq":3/)).toBeVisible();

  await compose.repeatEvery(5, '20 ms');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('Sent: 5 of 5')).toBeVisible();
  await compose.showSide('History');
  for (const seq of [1, 2, 3, 4, 5]) await expect(page.getByText(`paid, trace-${seq}`)).toBeVisible();
  await expect(page.getByText('Next 3: seq 6, 7, 8')).toBeVisible();

  await compose.repeatEvery(1_000, '1 s');
  await page.keyboard.press('ControlOrMeta+Enter');
  await compose.result.getByRole('button', { name: 'Stop' }).click();
  await expect(compose.result.getByText(/^Stopped after \d of 1,000$/)).toBeVisible();
});

test('a batch and a list of drafts are sent in order @compose', async ({ page }) => {
  const compose = new Compose(page);
  await page.getByRole('checkbox', { name: 'Send as one batch' }).check();
  await compose.repeatEvery(3, '');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('Sent: 3 of 3')).toBeVisible();
  await compose.chooseDelay('Level 3, 10 s');
  await expect(page.getByRole('checkbox', { name: 'Send as one batch' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );

  await compose.newDraft();
  await compose.write({ topic: 'payment-callback', keys: 'second', body: '2' });
  await page.getByRole('button', { name: 'Send list' }).click();
  const list = page.getByRole('region', { name: 'Send list' });
  await list.getByRole('checkbox', { name: /order-events/ }).check();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('Sent: 2 of 2')).toBeVisible();
  await compose.showSide('History');
  const sends = page.locator('.sent-item');
  await expect(sends.nth(0)).toContainText('order-events, due');
  await expect(sends.nth(1)).toContainText('payment-callback');
});

test('the environment is read when the person allows it, and not before @compose', async ({ page }) => {
  const compose = new Compose(page);
  await compose.writeBody('"{{env PATH}}"');
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await compose.shownId()).toBeUndefined();
  await page.keyboard.press('ControlOrMeta+Enter');
  await page.getByRole('button', { name: 'Read PATH' }).click();
  await expect(compose.result.getByText('SEND_OK')).toBeVisible();
});

test('copied Python comes back as the same draft @compose', async ({ page }) => {
  const compose = new Compose(page);
  await compose.showSide('Code');
  const code = await page.getByRole('region', { name: 'Code', exact: true }).innerText();
  await page.getByRole('button', { name: 'Paste as message' }).click();
  const field = page.getByRole('textbox', { name: 'Paste Python calls' });
  await expect(field).toBeFocused();
  await field.fill(`${code}\nimport os`);
  await page.getByRole('button', { name: 'Fill the form' }).click();
  await expect(page.getByRole('alert')).toContainText('importing os is not taken');
  const body = await compose.bodyText();
  await field.fill(code);
  await page.getByRole('button', { name: 'Fill the form' }).click();
  await expect(new Frame(page).tabs.getByRole('tab', { name: 'order-events' })).toHaveCount(2);
  expect(await compose.bodyText()).toBe(body);
  await expect(compose.tag).toHaveValue('paid');
});

test('drafts survive a restart of the app, to the last byte @compose', async ({ gantry, page }) => {
  const compose = new Compose(page);
  await compose.newDraft();
  await compose.write({ topic: 'payment-callback', keys: 'KEPT-1', body: 'half a {{thought' });
  await compose.addProperty('source', 'here');
  await expect(page.getByText(/^Draft, saved /)).toBeVisible();
  // One more change: what is not saved yet is saved as the app ends.
  await compose.tag.fill('late');
  await expect.poll(() => page.getByText(/^Draft, saved /).count()).toBe(1);

  const again = await gantry.relaunch();
  const frame = new Frame(again);
  const after = new Compose(again);
  await frame.tabs.getByRole('tab', { name: 'payment-callback' }).click();
  expect(await after.bodyText()).toBe('half a {{thought');
  await expect(after.tag).toHaveValue('late');
  await expect(after.propertyValue).toHaveValue('here');
  await expect(again.getByRole('button', { name: 'Remove key KEPT-1' })).toBeVisible();
});
