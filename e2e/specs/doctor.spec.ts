import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Home } from '../screens/home.ts';

/** An address of loopback where the sandbox does not listen: as private as a container's. */
const elsewhere = (broker: string): string => broker.replace('127.0.0.1', '127.9.9.9');

test('Connect examines first and opens when nothing is wrong @doctor', async ({ page, peers }) => {
  const home = new Home(page);
  const sandbox = await peers.sandbox('--topics', 'orders:4');
  await home.connectTo(sandbox.nameServer);
  await expect(home.step('Name', 'passed')).toBeVisible();
  await expect(home.step('Name server', 'passed')).toContainText(`${sandbox.nameServer} answers`);
  await expect(home.step('TLS', 'skipped')).toContainText('TLS is off');
  await expect(home.step('Cluster', 'passed')).toContainText('1 broker');
  await expect(home.step('Broker address', 'passed')).toContainText(sandbox.broker);
  await expect(home.step('Credentials', 'passed')).toBeVisible();
  await expect(home.step('Round trip', 'not run')).toBeVisible();
  await expect(home.connection(sandbox.nameServer)).toContainText('Connected');
});

test('the round trip asks, sends one message and reads it back @doctor', async ({ page, peers }) => {
  const home = new Home(page);
  const sandbox = await peers.sandbox('--topics', 'orders:4');
  await home.connectTo(sandbox.nameServer);
  await home.doctor.getByRole('textbox', { name: 'Topic for the round trip' }).fill('orders');
  await home.button('Check the topic').click();
  await expect(home.step('Topic readable and writable', 'passed')).toContainText('4 queues');
  await expect(home.step('Round trip', 'not run')).toBeVisible();
  await home.button('Send and read back').click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send one message' }).click();
  await expect(home.step('Round trip', 'passed')).toContainText('offset 0');
});

test('a private broker address is mapped in one press, and a send arrives @doctor', async ({
  gantry,
  page,
  peers,
}) => {
  const home = new Home(page);
  const sandbox = await peers.sandbox();
  const nameServer = await peers.nameServerWithBrokerAt(elsewhere(sandbox.broker));
  await home.connect(nameServer.address);
  await expect(home.step('Broker address', 'failed')).toContainText('announces a private address');
  await expect(home.connection(nameServer.address)).toContainText('Needs a fix');
  await home.button('Set brokerIP1 instead').click();
  await expect(home.doctor.getByText('brokerIP1=127.0.0.1')).toBeVisible();
  await home.button('Map the address and go on').click();
  await home.expectConnected();
  const compose = new Compose(page);
  await compose.newDraft();
  await compose.write({ topic: 'order-events', body: 'mapped' });
  await compose.sendStored();

  const window = await gantry.relaunch();
  const again = new Home(window);
  await window.keyboard.press('ControlOrMeta+1');
  await again.open(nameServer.address);
  await again.expectConnected();
});

test('a connection is named, marked as production, and asks once per tab @doctor', async ({
  page,
  peers,
}) => {
  const home = new Home(page);
  const compose = new Compose(page);
  const sandbox = await peers.sandbox();
  await page.getByRole('button', { name: 'New connection' }).click();
  await home.editor.getByRole('textbox', { name: 'Connection name' }).fill('orders-prod');
  await home.editor.getByRole('textbox', { name: 'Name server address' }).fill(sandbox.nameServer);
  await home.editor.getByRole('combobox', { name: 'Kind' }).selectOption('production');
  await home.editor.getByRole('button', { name: 'Save and connect' }).click();
  await home.expectConnected();
  await expect(page.getByRole('button', { name: 'Connection: orders-prod production' })).toBeVisible();

  await compose.newDraft();
  await compose.write({ topic: 'order-events', body: 'asked' });
  const send = page.getByRole('button', { name: 'Send to orders-prod', exact: true });
  await send.click();
  const question = page.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Cancel' }).click();
  // Its button has the page's button's name: both are there while it goes.
  await expect(question).toHaveCount(0);
  await expect(compose.result).not.toContainText('SEND_OK');
  await send.click();
  await question.getByRole('button', { name: 'Send to orders-prod' }).click();
  await expect(question).toHaveCount(0);
  await expect(compose.result.getByText('SEND_OK')).toBeVisible();
  const before = await compose.shownId();
  await send.click();
  await expect.poll(async () => [undefined, before].includes(await compose.shownId())).toBe(false);
  await expect(question).toHaveCount(0);
});

test('connections go into a file without secrets, and come back from it @doctor', async ({
  gantry,
  page,
  peers,
}) => {
  const home = new Home(page);
  const sandbox = await peers.sandbox('--acl', 'reader:planted-secret');
  await page.getByRole('button', { name: 'Access key', exact: true }).click();
  await page.getByRole('textbox', { name: 'Access key' }).fill('reader');
  await page.getByRole('textbox', { name: 'Secret key' }).fill('planted-secret');
  await home.connectTo(sandbox.nameServer);
  const listMenu = home.connections.getByRole('button', { name: 'Import and export' });
  await listMenu.click();
  const { bytes: file } = await gantry.fileSavedBy(() =>
    page.getByRole('menuitem', { name: 'Export connections without secrets' }).click(),
  );
  expect(file.toString('utf8')).toContain(sandbox.nameServer);
  expect(file.toString('utf8')).not.toContain('planted-secret');

  await home.choose(sandbox.nameServer, 'Remove');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(home.connection(sandbox.nameServer)).toHaveCount(0);
  await listMenu.click();
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('menuitem', { name: 'Import connections' }).click(),
  ]);
  await chooser.setFiles({ name: 'connections.json', mimeType: 'application/json', buffer: file });
  await expect(home.connection(sandbox.nameServer)).toHaveCount(1);
});
