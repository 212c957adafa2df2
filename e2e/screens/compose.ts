import { expect, type Locator, type Page } from '@playwright/test';

/** A draft and, beside it, what became of its last send. */
export class Compose {
  readonly page: Page;
  readonly topic: Locator;
  readonly tag: Locator;
  readonly keys: Locator;
  readonly levelNumber: Locator;
  readonly body: Locator;
  readonly propertyName: Locator;
  readonly propertyValue: Locator;
  readonly send: Locator;
  readonly result: Locator;
  readonly repeat: Locator;
  readonly every: Locator;

  constructor(page: Page) {
    this.page = page;
    this.topic = page.getByRole('combobox', { name: 'Topic' });
    this.tag = page.getByRole('textbox', { name: 'Tag' });
    this.keys = page.getByRole('textbox', { name: 'Keys' });
    this.levelNumber = page.getByRole('textbox', { name: 'Level number' });
    this.body = page.getByRole('textbox', { name: 'Body' });
    this.propertyName = page.getByRole('textbox', { name: 'Property name' });
    this.propertyValue = page.getByRole('textbox', { name: 'Property value' });
    this.send = page.getByRole('button', { name: 'Send', exact: true });
    this.result = page.getByRole('region', { name: 'Send result' });
    this.repeat = page.getByRole('spinbutton', { name: 'Repeat' });
    this.every = page.getByRole('textbox', { name: 'every' });
  }

  async newDraft(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+t');
    await expect(this.page.getByText('Draft', { exact: true })).toBeVisible();
  }

  /** A message of plain text. The topic's suggestions are closed again. */
  async write(message: { topic: string; keys?: string; body: string }): Promise<void> {
    await this.topic.fill(message.topic);
    await this.page.keyboard.press('Escape');
    if (message.keys !== undefined) await this.keys.fill(`${message.keys} `);
    await this.page.getByRole('tab', { name: 'Text', exact: true }).click();
    await this.writeBody(message.body);
  }

  async chooseFormat(name: 'JSON' | 'XML' | 'Text' | 'Hex' | 'Base64'): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }

  /** The body as its editor shows it. */
  async bodyText(): Promise<string> {
    return (await this.body.locator('.cm-line').allTextContents()).join('\n');
  }

  /** Makes the file the body: it is what the person chooses in the dialog. */
  async chooseFile(name: string, buffer: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.page.getByRole('tab', { name: 'File…' }).click();
    await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(this.page.getByText(name)).toBeVisible();
  }

  async repeatEvery(count: number, pace: string): Promise<void> {
    await this.repeat.fill(String(count));
    await this.every.fill(pace);
    await this.every.press('Tab');
  }

  async showSide(name: 'Result' | 'History' | 'Code'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
  }

  /** As by pasting: a large text arrives at once. */
  async writeBody(text: string): Promise<void> {
    await this.body.focus();
    await this.page.keyboard.press('ControlOrMeta+a');
    if (text === '') {
      await this.page.keyboard.press('Delete');
      return;
    }
    await this.body.evaluate((editor, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** One key, in place of the one there is. */
  async replaceKey(key: string): Promise<void> {
    await this.keys.focus();
    await this.page.keyboard.press('Backspace');
    await this.keys.fill(`${key} `);
  }

  async chooseDelay(name: string): Promise<void> {
    await this.page.getByRole('radio', { name, exact: true }).click();
  }

  async addProperty(name: string, value: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Add property' }).click();
    await this.propertyName.last().fill(name);
    await this.propertyValue.last().fill(value);
  }

  /** Sends by the keyboard and waits for the broker's word. */
  async sendStored(): Promise<void> {
    const before = await this.shownId();
    await this.page.keyboard.press('ControlOrMeta+Enter');
    // While it is under way none is shown, and another press would be none.
    await expect.poll(async () => [undefined, before].includes(await this.shownId())).toBe(false);
    await expect(this.result.getByText('SEND_OK')).toBeVisible();
  }

  /** A fact under the result, such as `Offset`; undefined while it is not shown. */
  async fact(label: string): Promise<string | undefined> {
    const value = this.result
      .locator('dl > div')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .locator('dd');
    return (await value.count()) === 0 ? undefined : await value.innerText();
  }

  async shownId(): Promise<string | undefined> {
    return await this.fact('Message ID');
  }

  /** The sentence at a field that says what is wrong with it. */
  fieldError(field: Locator): Promise<string> {
    return field.evaluate((element) => {
      const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
      return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
    });
  }
}
