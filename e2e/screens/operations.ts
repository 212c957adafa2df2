import { expect, type Locator, type Page } from '@playwright/test';

/** The documented functions: list, form and answer above, handles and transcript below. */
export class Operations {
  readonly page: Page;
  readonly search: Locator;
  readonly answer: Locator;
  readonly handles: Locator;
  readonly transcript: Locator;

  constructor(page: Page) {
    this.page = page;
    this.search = page.getByRole('searchbox', { name: 'Find a function' });
    this.answer = page.getByRole('region', { name: 'Answer' });
    this.handles = page.getByRole('grid', { name: 'Live handles' });
    this.transcript = page.getByRole('log', { name: 'Transcript' });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+8');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Operations' })).toBeVisible();
  }

  /** Chooses a function by the keyboard alone: type its name, Enter goes to its first field. */
  async choose(name: string): Promise<Locator> {
    await this.search.fill(name);
    await this.search.press('Enter');
    const form = this.page.getByRole('region', { name, exact: true });
    await expect(form).toBeVisible();
    return form;
  }

  /** Fills the fields by their documented names, and calls with the key. */
  async call(name: string, fields: Record<string, string> = {}): Promise<void> {
    const form = await this.choose(name);
    for (const [field, value] of Object.entries(fields))
      await form.getByLabel(field, { exact: true }).fill(value);
    await this.page.keyboard.press('ControlOrMeta+Enter');
  }

  async callOk(name: string, fields: Record<string, string> = {}): Promise<void> {
    await this.call(name, fields);
    await expect(this.answer.getByText('OK', { exact: true })).toBeVisible();
  }

  /** The number of the handle that the last call made. */
  async madeHandle(): Promise<string> {
    const number = this.answer.locator('.answer-number');
    await expect(number).toHaveText(/^\d+$/);
    return await number.innerText();
  }

  async paste(python: string): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Paste Python' }).click();
    const dialog = this.page.getByRole('dialog', { name: 'Paste Python' });
    await dialog.getByRole('textbox', { name: 'Python' }).fill(python);
    return dialog;
  }
}
