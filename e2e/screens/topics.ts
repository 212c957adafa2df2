import { expect, type Locator, type Page } from '@playwright/test';

export type TopicPart = 'Messages' | 'Queues' | 'Groups' | 'Info';

/** The list of topics, and the one that is open. */
export class Topics {
  readonly page: Page;
  readonly find: Locator;
  readonly list: Locator;
  readonly grid: Locator;
  readonly filter: Locator;
  readonly live: Locator;
  readonly message: Locator;

  constructor(page: Page) {
    this.page = page;
    this.find = page.getByRole('searchbox', { name: 'Find a topic' });
    this.list = page.getByRole('listbox', { name: 'Topics' });
    this.grid = page.getByRole('grid', { name: 'Messages' });
    this.filter = page.getByRole('searchbox', { name: 'Filter messages' });
    this.live = page.getByRole('switch', { name: 'Live' });
    this.message = page.getByRole('complementary', { name: 'Message' });
  }

  option(topic: string): Locator {
    return this.list.getByRole('option', { name: topic, exact: true });
  }

  /** Opens it from the list, and waits until its messages were asked for. */
  async open(topic: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+2');
    await this.option(topic).click();
    await expect(this.page.getByRole('heading', { level: 1, name: topic })).toBeVisible();
  }

  /** Rows of the table, newest first; `name` is part of what a row is called: its keys, its tag, its place. */
  rows(name = ''): Locator {
    return this.grid.getByRole('row', { name: new RegExp(name === '' ? '@' : name) });
  }

  async show(part: TopicPart): Promise<void> {
    await this.page.getByRole('tab', { name: new RegExp(`^${part}`) }).click();
  }

  async chooseRange(name: string): Promise<void> {
    await this.page.getByRole('radio', { name, exact: true }).click();
  }

  async read(): Promise<void> {
    await this.page.getByRole('button', { name: 'Read', exact: true }).click();
  }
}
