import { expect, type Locator, type Page } from '@playwright/test';

/** The message under the cursor, beside whatever table it stands in. */
export class Message {
  readonly page: Page;
  readonly panel: Locator;
  readonly tree: Locator;
  readonly life: Locator;
  readonly menu: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.getByRole('complementary', { name: 'Message' });
    this.tree = this.panel.getByRole('tree', { name: 'Tree' });
    this.life = this.panel.getByRole('list', { name: 'Life of this message' }).getByRole('listitem');
    this.menu = page.getByRole('menu', { name: 'Message actions' });
  }

  async show(tab: 'Body' | 'Properties' | 'Life' | 'Raw'): Promise<void> {
    await this.panel.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
  }

  async view(view: 'Tree' | 'Text' | 'Hex'): Promise<void> {
    await this.panel.getByRole('tab', { name: view, exact: true }).click();
  }

  /** Lines of the body as they are drawn. */
  async lines(): Promise<string[]> {
    return await this.panel.locator('.line').allInnerTexts();
  }

  async readAs(charset: string): Promise<void> {
    await this.panel.getByRole('button', { name: /^Encoding:/ }).click();
    await this.page.getByRole('menuitemradio', { name: charset }).click();
    await expect(this.panel.getByRole('button', { name: `Encoding: ${charset}` })).toBeVisible();
  }

  async choose(action: string | RegExp): Promise<void> {
    await this.menu.getByRole('menuitem', { name: action }).click();
  }
}
