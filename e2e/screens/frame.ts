import { expect, type Locator, type Page } from '@playwright/test';

export type Place = 'Home' | 'Topics' | 'Compose' | 'Consume' | 'Settings';
export type ClockRate = 1 | 10 | 60;

/** What stands around every page: navigation, tabs, status bar. Names are the English ones. */
export class Frame {
  readonly page: Page;
  readonly status: Locator;
  readonly tabs: Locator;

  constructor(page: Page) {
    this.page = page;
    this.status = page.getByRole('status', { name: 'Connection' });
    this.tabs = page.getByRole('tablist', { name: 'Open work' });
  }

  async goTo(place: Place): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: place, exact: true })
      .click();
  }

  /** The sandbox's clock, set from the status bar. */
  async setClock(rate: ClockRate): Promise<void> {
    await this.status.getByRole('button', { name: 'Sandbox clock' }).click();
    await this.page.getByRole('menuitemradio', { name: `Clock ×${rate}`, exact: true }).click();
    await expect(this.status.getByRole('button', { name: `Sandbox clock: Clock ×${rate}` })).toBeVisible();
  }
}
