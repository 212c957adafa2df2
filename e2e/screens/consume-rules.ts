import { expect, type Locator, type Page } from '@playwright/test';

type Part = 'Then' | 'If' | 'First attempts' | 'Share, %' | 'After, ms';

/** The rules of a consumer: one line each, in their order. */
export class ConsumeRules {
  readonly page: Page;
  readonly region: Locator;

  constructor(page: Page) {
    this.page = page;
    this.region = page.getByRole('region', { name: 'Rules', exact: true });
  }

  /** Nothing that is held is decided by it. */
  async choose(): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Decide' }).getByRole('radio', { name: 'Rules' }).click();
    await expect(this.region).toBeVisible();
  }

  async add(preset: string): Promise<void> {
    await this.region.getByRole('button', { name: 'Add rule' }).click();
    await this.page.getByRole('menuitem', { name: preset, exact: true }).click();
  }

  part(part: Part, number: number): Locator {
    return this.region.getByLabel(`${part}, rule ${number}`, { exact: true });
  }

  line(number: number): Locator {
    return this.region.getByRole('listitem', { name: new RegExp(`^Rule ${number}:`) });
  }

  async expectHits(number: number, hits: number): Promise<void> {
    await expect(this.line(number).getByTitle(`${hits} ${hits === 1 ? 'hit' : 'hits'}`)).toBeVisible();
  }
}
