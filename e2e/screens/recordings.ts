import { expect, type Locator, type Page } from '@playwright/test';
import { Library } from './library.ts';

/** What is recorded, looked into and replayed; it stands in the library. Names are the English ones. */
export class Recordings {
  readonly page: Page;
  /** In the status bar. */
  readonly mark: Locator;
  readonly list: Locator;
  readonly events: Locator;
  readonly differences: Locator;

  constructor(page: Page) {
    this.page = page;
    this.mark = page.getByRole('status', { name: 'Connection' }).getByRole('button', { name: /^Recording / });
    this.list = page.getByRole('grid', { name: 'Recordings' });
    this.events = page.getByRole('grid', { name: 'Events' });
    this.differences = page.getByRole('grid', { name: 'Differences' });
  }

  /** Begins, or ends, by the key that works on every page. */
  async toggle(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Shift+l');
  }

  async open(): Promise<void> {
    await new Library(this.page).open();
    await this.page.getByRole('button', { name: 'Recordings', exact: true }).click();
  }

  /** Imports a file: it is what the person chooses in the dialog. */
  async take(name: string, buffer: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Import…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/x-ndjson', buffer });
  }

  /** Opens the only recording, or the one of this name. */
  async look(name: RegExp | string = /^recording-/): Promise<void> {
    const row = this.list.getByRole('row', { name });
    // One under way is not opened.
    await expect(row).not.toHaveAccessibleName(/Recording$/);
    await row.dblclick();
    await expect(this.page.getByRole('button', { name: /^Replay/ })).toBeVisible();
  }
}
