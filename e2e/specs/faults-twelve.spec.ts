import type { Locator, Page } from '@playwright/test';
import { en, zh } from '../../renderer/i18n/catalogue.ts';
import { expect, test } from '../fixtures.ts';
import type { Peers } from '../peers/peers.ts';

type Words = Record<keyof typeof en, string>;

/** The parts of the screen that faults are seen in, by the words of either language. */
class Screen {
  readonly page: Page;
  readonly words: Words;
  /** Last connected to. */
  #address = '';

  constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  /** A text with its blanks filled in. */
  say(key: keyof Words, params: Record<string, string> = {}): string {
    return this.words[key].replace(/\{\{(\w+)\}\}/g, (blank, name: string) => params[name] ?? blank);
  }

  button(key: keyof Words, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name: this.words[key], exact: true });
  }

  async connect(address: string): Promise<void> {
    this.#address = address;
    await this.page.keyboard.press('ControlOrMeta+1');
    await this.page.getByRole('textbox', { name: this.words['home.address'] }).fill(address);
    await this.button('home.connect').click();
  }

  async connected(): Promise<void> {
    // The doctor may still speak of the connection before.
    const chosen = this.page.getByRole('banner').getByRole('button', { name: this.#address });
    await expect(chosen).toBeVisible();
    await expect(this.doctor.getByText(this.words['common.connected'], { exact: true })).toBeVisible();
  }

  get doctor(): Locator {
    return this.page.getByRole('region', { name: this.words['doctor.title'] });
  }

  /** The failed step, its cause, and its one action. */
  async expectFailed(step: keyof Words, cause: string, action: keyof Words): Promise<void> {
    const name = this.say('doctor.itemName', {
      step: this.words[step],
      status: this.words['doctor.status.failed'],
    });
    const line = this.doctor.getByRole('listitem', { name, exact: true });
    await expect(line).toContainText(cause);
    await expect(this.button(action, line)).toBeVisible();
  }

  async nameTopic(topic: string): Promise<void> {
    await this.doctor.getByRole('textbox', { name: this.words['doctor.topicField'] }).fill(topic);
  }

  get result(): Locator {
    return this.page.getByRole('region', { name: this.words['compose.sendResult'] });
  }

  async compose(topic: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+t');
    await this.page.getByRole('combobox', { name: this.words['compose.topic'] }).fill(topic);
    await this.page.keyboard.press('Escape');
    await this.page.getByRole('tab', { name: this.words['compose.text'], exact: true }).click();
    await this.write('hello');
  }

  /** Into the body, as by pasting. */
  async write(text: string): Promise<void> {
    const body = this.page.getByRole('textbox', { name: this.words['compose.body'] });
    await body.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    await body.evaluate((editor, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }
}

/** Each of the twelve, and what a person must be told. */
const FAULTS: [name: string, walk: (screen: Screen, peers: Peers) => Promise<void>][] = [
  [
    'bad host',
    async (screen) => {
      const address = 'no-such-host.invalid:9876';
      await screen.connect(address);
      const cause = screen.say('errors.CONNECT.dns', { address });
      await screen.expectFailed('doctor.step.name', cause, 'errors.remedy.checkAddress');
    },
  ],
  [
    'private broker address',
    async (screen, peers) => {
      const sandbox = await peers.sandbox();
      const announced = sandbox.broker.replace('127.0.0.1', '127.9.9.9');
      const { address } = await peers.nameServerWithBrokerAt(announced);
      await screen.connect(address);
      const cause = screen.say('doctor.privateText', { address: '127.9.9.9' });
      await screen.expectFailed('doctor.step.brokerAddress', cause, 'doctor.map');
    },
  ],
  [
    'no topic',
    async (screen, peers) => {
      const sandbox = await peers.sandbox();
      const { address } = await peers.nameServerWithBrokerAt(sandbox.broker);
      await screen.connect(address);
      await screen.connected();
      await screen.nameTopic('no-such-topic');
      await screen.button('doctor.checkTopic').click();
      const cause = screen.say('errors.NO_ROUTE', { topic: 'no-such-topic' });
      await screen.expectFailed('doctor.step.topic', cause, 'errors.remedy.createTopic');
    },
  ],
  [
    'domain unreachable',
    async (screen, peers) => {
      const address = `http://${await peers.nobody()}/rocketmq/nsaddr`;
      await screen.connect(address);
      const cause = screen.say('errors.CONNECT.refused', { address });
      await screen.expectFailed('doctor.step.name', cause, 'errors.remedy.checkAddress');
    },
  ],
  [
    'TLS mismatch',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox();
      await screen.button('home.tls').click();
      await screen.connect(nameServer);
      const cause = screen.say('errors.CONNECT.tls', { address: nameServer });
      await screen.expectFailed('doctor.step.tls', cause, 'errors.remedy.tlsOff');
      await screen.button('home.tls').click();
      await screen.button('errors.remedy.tlsOff', screen.doctor).click();
      await screen.connected();
    },
  ],
  [
    'flush timeout',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox('--fault', 'orders:flush-disk-timeout');
      await screen.connect(nameServer);
      await screen.connected();
      await screen.compose('orders');
      await screen.page.keyboard.press('ControlOrMeta+Enter');
      await expect(screen.result).toContainText('FLUSH_DISK_TIMEOUT');
      await expect(screen.result).toContainText(screen.words['compose.FLUSH_DISK_TIMEOUT']);
      await expect(screen.result).toContainText(screen.words['compose.willBeDelivered']);
    },
  ],
  [
    'slave missing',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox('--fault', 'orders:slave-not-available');
      await screen.connect(nameServer);
      await screen.connected();
      await screen.compose('orders');
      await screen.page.keyboard.press('ControlOrMeta+Enter');
      await expect(screen.result).toContainText('SLAVE_NOT_AVAILABLE');
      await expect(screen.result).toContainText(screen.words['compose.SLAVE_NOT_AVAILABLE']);
      await expect(screen.result).toContainText(screen.words['compose.willBeDelivered']);
    },
  ],
  [
    'body too large',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox();
      await screen.connect(nameServer);
      await screen.connected();
      await screen.compose('orders');
      await screen.write('0123456789abcdef\n'.repeat(250_000));
      await screen.page.keyboard.press('ControlOrMeta+Enter');
      const cause = screen.say('errors.INPUT.tooLarge', { bytes: '4.1 MiB', max: '4 MiB' });
      await expect(screen.page.getByText(cause)).toBeVisible();
    },
  ],
  [
    'wrong key',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox('--acl', 'reader:secret');
      await screen.page.keyboard.press('ControlOrMeta+1');
      await screen.button('home.accessKey').click();
      await keys(screen, 'reader', 'guess');
      await screen.connect(nameServer);
      await screen.expectFailed(
        'doctor.step.credentials',
        screen.words['errors.AUTH'],
        'errors.remedy.checkCredentials',
      );
    },
  ],
  [
    'no permission',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox('--topics', 'orders:2', '--acl', 'reader:secret:orders=SUB');
      await keys(screen, 'reader', 'secret');
      await screen.connect(nameServer);
      await screen.connected();
      await screen.nameTopic('orders');
      await screen.button('doctor.sendAndRead').click();
      await screen.page
        .getByRole('alertdialog')
        .getByRole('button', { name: screen.words['doctor.askButton'], exact: true })
        .click();
      await screen.expectFailed(
        'doctor.step.roundTrip',
        screen.words['errors.AUTH.permission'],
        'errors.remedy.createTopic',
      );
      await keys(screen, '', '');
    },
  ],
  [
    'name server gone midway',
    async (screen, peers) => {
      const sandbox = await peers.sandbox();
      await screen.connect(sandbox.nameServer);
      await screen.connected();
      await sandbox.kill();
      await screen.page.keyboard.press('ControlOrMeta+3');
      const lost = screen.page.getByText(screen.words['frame.lostBar'].split('{{')[0] ?? '');
      await expect(lost.first()).toBeVisible({ timeout: 45_000 });
      await expect(screen.button('common.retryNow')).toBeVisible();
    },
  ],
  [
    'read-only profile',
    async (screen, peers) => {
      const { nameServer } = await peers.sandbox();
      await screen.page.keyboard.press('ControlOrMeta+1');
      await screen.button('home.readOnly').click();
      await screen.connect(nameServer);
      await screen.connected();
      await screen.compose('orders');
      const send = screen.page.getByRole('button', { name: screen.words['compose.send'], exact: true });
      await expect(send).toHaveAttribute('aria-disabled', 'true');
      await expect(screen.page.getByText(screen.words['connections.isReadOnly']).first()).toBeVisible();
    },
  ],
];

async function keys({ page, words }: Screen, accessKey: string, secretKey: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+1');
  await page.getByRole('textbox', { name: words['home.accessKey'] }).fill(accessKey);
  await page.getByRole('textbox', { name: words['home.secretKey'] }).fill(secretKey);
}

for (const [language, words] of [
  ['English', en],
  ['中文', zh],
] as const) {
  test(`twelve faults, each by its cause and one action, in ${language} @faults @doctor`, async ({
    page,
    peers,
  }) => {
    test.setTimeout(240_000);
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('radio', { name: language, exact: true }).click();
    const screen = new Screen(page, words);
    for (const [name, walk] of FAULTS) await test.step(name, () => walk(screen, peers));
  });
}
