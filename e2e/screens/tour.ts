import { expect, type Locator, type Page } from '@playwright/test';

type Step = 'Send' | 'Hold' | 'Later' | 'Ack' | 'Delay lab' | 'Order lab';

/** The bar of the tour, over whatever page there is. */
export class Tour {
  readonly page: Page;
  readonly bar: Locator;

  constructor(page: Page) {
    this.page = page;
    this.bar = page.getByRole('region', { name: 'The tour' });
  }

  async take(button: 'Take the five-minute tour' | 'Go on with the tour'): Promise<void> {
    await this.page.getByRole('button', { name: button }).click();
    await expect(this.bar).toBeVisible();
  }

  /** Done so far, and no others. */
  async expectDone(...steps: Step[]): Promise<void> {
    const items = this.bar.getByRole('listitem', { name: /: done$/ });
    await expect(items).toHaveCount(steps.length);
    for (const step of steps)
      await expect(this.bar.getByRole('listitem', { name: `${step}: done` })).toBeVisible();
  }
}
