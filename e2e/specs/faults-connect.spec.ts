import { expect, test } from '../fixtures.ts';
import { GARBAGE, hugeFrameHead } from '../peers/fake-peers.ts';
import { Compose } from '../screens/compose.ts';
import { Home } from '../screens/home.ts';

test('nobody at the address: the error says so, the address and a draft stay @faults', async ({
  page,
  peers,
}) => {
  const home = new Home(page);
  const compose = new Compose(page);
  await compose.newDraft();
  await compose.write({ topic: 'order-events', body: 'kept' });
  await page.keyboard.press('ControlOrMeta+1');
  const address = await peers.nobody();
  await home.connect(address);
  await expect(home.error).toContainText(`Nothing answers at ${address}.`);
  await expect(home.error).toHaveAttribute('data-code', 'CONNECT');
  await expect(home.address).toHaveValue(address);
  await page.keyboard.press('ControlOrMeta+3');
  await expect(compose.topic).toHaveValue('order-events');
  await expect(compose.body).toHaveText('kept');
});

test('an address without a port is offered :9876 @faults', async ({ page }) => {
  const home = new Home(page);
  await home.connect('localhost');
  await expect(home.error).toContainText('localhost has no port');
  await home.error.getByRole('button', { name: 'Use localhost:9876' }).click();
  await expect(home.address).toHaveValue('localhost:9876');
  await expect(home.address).toBeFocused();
  await expect(home.error).toBeHidden();
});

test('a broker that cannot be reached: the address it was told to dial is named @faults', async ({
  page,
  peers,
}) => {
  const home = new Home(page);
  const compose = new Compose(page);
  const broker = await peers.nobody();
  const nameServer = await peers.nameServerWithBrokerAt(broker);
  await home.connect(nameServer.address);
  await expect(home.step('Broker address', 'failed')).toContainText(`Nothing answers at ${broker}`);
  await home.button('Connect anyway').click();
  await home.expectConnected();

  await compose.newDraft();
  await compose.write({ topic: 'order-events', body: 'kept' });
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(compose.result.getByText('Not sent', { exact: true })).toBeVisible();
  await expect(compose.result).toContainText(`told Gantry to dial ${broker}`);
  await expect(compose.body).toHaveText('kept');
});

for (const [what, bytes] of [
  ['somebody else’s protocol', GARBAGE],
  ['the head of a frame of 100 MiB', hugeFrameHead()],
] as const) {
  test(`${what} is no RocketMQ, and the app lives on @faults`, async ({ page, peers }) => {
    const home = new Home(page);
    const peer = await peers.answering(bytes);
    await home.connect(peer.address);
    await expect(home.error).toContainText('The other side does not speak RocketMQ.');
    await expect(home.error).toHaveAttribute('data-code', 'FRAME');
    await home.startSandbox();
    await new Compose(page).sendStored();
  });
}
