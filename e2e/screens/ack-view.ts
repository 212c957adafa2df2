import { expect, type Locator, type Page } from '@playwright/test';

/** What a consumer's page shows beside its rows: the filter, attempts, queues and members, another consumer. */
export class AckView {
  readonly page: Page;
  readonly filter: Locator;
  readonly attempts: Locator;
  readonly queues: Locator;
  readonly members: Locator;
  readonly privateGroups: Locator;

  constructor(page: Page) {
    this.page = page;
    this.filter = page.getByRole('searchbox', { name: 'Filter messages' });
    this.attempts = page.getByRole('list', { name: 'Attempts' });
    this.queues = page.getByRole('grid', { name: 'Queue details' });
    this.members = page.getByRole('grid', { name: 'Members' });
    this.privateGroups = page.getByRole('region', { name: 'Your private groups' });
  }

  async showQueues(): Promise<void> {
    await this.page.getByRole('button', { name: /^Queues and members/ }).click();
    await expect(this.members.getByRole('row').nth(1)).toBeVisible();
  }

  /** Sets the consumer in front against another one. */
  async compareWith(group: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Compare with…' }).click();
    await this.page.getByRole('menuitem', { name: group }).click();
    return this.page.getByRole('region', { name: new RegExp(` and ${group}$`) });
  }

  /** By the list on the form for a new consumer, its name typed. */
  async deletePrivateGroup(group: string): Promise<void> {
    await this.privateGroups.getByRole('button', { name: `Delete ${group}` }).click();
    const dialog = this.page.getByRole('alertdialog', { name: `Delete ${group}?` });
    await dialog.getByRole('button', { name: 'Show what that does' }).click();
    await dialog.getByRole('textbox', { name: `Type ${group} to confirm` }).fill(group);
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(dialog).toBeHidden();
  }
}
