import { expect, type Locator, type Page } from '@playwright/test';

/** Home: the sandbox on the left, connecting on the right. */
export class Home {
  readonly page: Page;
  readonly address: Locator;
  readonly error: Locator;
  readonly route: Locator;

  constructor(page: Page) {
    this.page = page;
    this.address = page.getByRole('textbox', { name: 'Name server address' });
    this.error = page.getByRole('alert');
    this.route = page.getByRole('region', { name: 'Route look-up' });
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
    await expect(this.route.getByText(`${address} answers`)).toBeVisible();
  }
}
