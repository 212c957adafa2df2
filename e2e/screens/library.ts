import { expect, type Locator, type Page } from '@playwright/test';

/** Templates, variables and what was sent; and the diff that is opened from there. */
export class Library {
  readonly page: Page;
  readonly tree: Locator;
  readonly search: Locator;
  readonly sent: Locator;
  readonly bodies: Locator;
  readonly fields: Locator;

  constructor(page: Page) {
    this.page = page;
    this.tree = page.getByRole('tree', { name: 'Library' });
    this.search = page.getByRole('searchbox', { name: 'Find a message' });
    this.sent = page.getByRole('grid', { name: 'Sent messages' });
    this.bodies = page.getByRole('table', { name: 'Bodies' });
    this.fields = page.getByRole('table', { name: 'Fields' });
  }

  async open(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: 'Library', exact: true })
      .click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible();
  }

  item(name: string): Locator {
    return this.tree.getByRole('treeitem', { name, exact: true });
  }

  async openSent(): Promise<void> {
    await this.open();
    await this.page.getByRole('button', { name: /^Sent \d/ }).click();
  }

  /** The draft in front, under a name of its own. */
  async saveDraftAs(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+s');
    await this.page.getByRole('dialog', { name: 'Save to library' }).getByRole('combobox').fill(name);
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByText(`Saved to ${name}`)).toBeVisible();
  }
}
