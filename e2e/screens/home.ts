import { expect, type Locator, type Page } from '@playwright/test';

export type DoctorStep =
  | 'Name'
  | 'Name server'
  | 'TLS'
  | 'Cluster'
  | 'Broker address'
  | 'Credentials'
  | 'Topic readable and writable'
  | 'Round trip';

/** Home: the sandbox and the connections on the left, connecting and the doctor on the right. */
export class Home {
  readonly page: Page;
  readonly address: Locator;
  readonly error: Locator;
  readonly doctor: Locator;
  readonly connections: Locator;

  constructor(page: Page) {
    this.page = page;
    this.address = page.getByRole('textbox', { name: 'Name server address' });
    this.error = page.getByRole('alert');
    this.doctor = page.getByRole('region', { name: 'Connection doctor' });
    this.connections = page.getByRole('region', { name: 'Connections', exact: true });
  }

  /** Opens a consumer in Hold behind and a filled draft in front, and waits for that draft. */
  async startSandbox(): Promise<void> {
    await this.page.getByRole('button', { name: 'Start the sandbox' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();
  }

  /** Presses Connect; what comes of it is the caller's to expect. */
  async connect(address: string): Promise<void> {
    await this.address.fill(address);
    await this.page.getByRole('button', { name: 'Connect', exact: true }).click();
  }

  async connectTo(address: string): Promise<void> {
    await this.connect(address);
    await this.expectConnected();
  }

  async expectConnected(): Promise<void> {
    await expect(this.doctor.getByText('Connected', { exact: true })).toBeVisible();
  }

  /** One of the eight lines, by what became of it. */
  step(step: DoctorStep, status: 'passed' | 'failed' | 'skipped' | 'not run'): Locator {
    return this.doctor.getByRole('listitem', { name: `${step}: ${status}`, exact: true });
  }

  /** A remedy, or another button of the doctor. */
  button(name: string): Locator {
    return this.doctor.getByRole('button', { name, exact: true });
  }

  /** The line of a kept connection. */
  connection(name: string): Locator {
    return this.connections.getByRole('listitem').filter({ hasText: name });
  }

  /** Connects to a kept connection, or shows the one that is open. */
  async open(name: string): Promise<void> {
    await this.connection(name).getByRole('button').first().click();
  }

  /** An entry of a connection's menu. */
  async choose(name: string, entry: string): Promise<void> {
    await this.connection(name)
      .getByRole('button', { name: /^More of/ })
      .click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  /** The editor, once it is open. */
  get editor(): Locator {
    return this.page.getByRole('dialog');
  }
}
