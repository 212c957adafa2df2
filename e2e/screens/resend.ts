import { expect, type Locator, type Page } from '@playwright/test';

/** What is asked before messages are sent again, and what became of them. */
export class Resend {
  readonly page: Page;
  readonly dialog: Locator;
  readonly fields: Locator;
  readonly topic: Locator;
  readonly link: Locator;
  readonly result: Locator;
  readonly outcomes: Locator;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: /^Resend / });
    this.fields = page.getByRole('table', { name: 'Fields' });
    this.topic = this.dialog.getByRole('combobox', { name: 'Topic' });
    this.link = this.dialog.getByRole('checkbox', { name: /^Link to the original/ });
    this.result = this.dialog.getByRole('region', { name: 'Send result' });
    this.outcomes = this.dialog.getByRole('grid', { name: 'Outcomes' });
  }

  /** Asks about the row under the cursor, or the checked ones. */
  async ask(): Promise<void> {
    await this.page.keyboard.press('Shift+E');
    await expect(this.fields).toBeVisible();
    // The dialog hears keys once it has the focus.
    await expect(this.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  }

  /** A field of the preview: its original, what will be sent, why. */
  async field(name: string): Promise<string[]> {
    const row = this.fields
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
    return await row.getByRole('cell').allInnerTexts();
  }

  /** Types it and takes the suggestion. */
  async chooseTopic(topic: string): Promise<void> {
    await this.topic.fill(topic);
    await this.page.getByRole('option', { name: topic, exact: true }).click();
    await expect(this.topic).toHaveValue(topic);
  }

  /** By the keyboard, and waits for the broker's word. */
  async sendStored(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
    await expect(this.result.getByText('SEND_OK')).toBeVisible();
  }

  async close(): Promise<void> {
    await this.dialog.getByRole('button', { name: 'Close' }).click();
    await expect(this.dialog).toHaveCount(0);
  }
}
