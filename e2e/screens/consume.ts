import { expect, type Locator, type Page } from '@playwright/test';

export type RowWord = 'Held' | 'Waiting' | 'Later' | 'Acked' | 'Dead letter' | 'Moved away';
type Counter = 'held' | 'waiting' | 'acked' | 'later' | 'dead letter' | 'moved away';

/** One consumer: its seats, its counters, the live table, the message under the cursor. */
export class Consume {
  readonly page: Page;
  readonly grid: Locator;
  readonly seats: Locator;
  readonly message: Locator;
  /** The form that joins a group. */
  readonly form: Locator;
  readonly ack: Locator;
  readonly later: Locator;

  constructor(page: Page) {
    this.page = page;
    this.grid = page.getByRole('grid', { name: 'Messages' });
    this.seats = page.getByRole('list', { name: 'Seats' }).getByRole('listitem');
    this.message = page.getByRole('complementary', { name: 'Message' });
    this.form = page.getByRole('region', { name: 'New consumer' });
    this.ack = this.message.getByRole('button', { name: 'Ack', exact: true });
    this.later = this.message.getByRole('button', { name: 'Later', exact: true });
  }

  /** Rows in a state, newest first; `more` is what else the row's name says, such as its key or `attempt 2`. */
  rows(word: RowWord, more = ''): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^${word},.*${more}`) });
  }

  async expectCounters(expected: Partial<Record<Counter, number>>): Promise<void> {
    const counters = this.page.getByRole('list', { name: 'Counters' }).getByRole('listitem');
    for (const [name, count] of Object.entries(expected))
      await expect(counters.filter({ hasText: name })).toHaveText(new RegExp(`^${count}\\s*${name}`));
  }

  /** Joins a group by the form for a new consumer and waits until it has queues. `seats`: as many as the form offers. */
  async join(group: string, topic: string, seats?: number, tags = '*'): Promise<void> {
    await this.page.getByRole('button', { name: 'New consumer' }).click();
    await this.form.getByRole('combobox', { name: 'Topic' }).fill(topic);
    await this.page.keyboard.press('Escape');
    await this.form.getByRole('textbox', { name: 'Group' }).fill(group);
    await this.form.getByRole('textbox', { name: 'Tags' }).fill(tags);
    if (seats !== undefined) await this.form.getByRole('spinbutton', { name: 'Seats' }).fill(String(seats));
    await this.form.getByRole('button', { name: 'Start', exact: true }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: group })).toBeVisible();
    await expect(this.queues.first()).toBeVisible();
  }

  /** Puts the cursor on the held message with this key. */
  async choose(key: string): Promise<void> {
    await this.rows('Held', `${key},`).click();
    // The panel is drawn behind the table: until then its buttons are of the message before.
    await expect(this.message.getByRole('heading', { level: 2, name: key, exact: true })).toBeVisible();
  }

  /** Acks the held message with this key from the panel beside the table. */
  async ackKey(key: string): Promise<void> {
    await this.choose(key);
    await this.ack.click();
    await expect(this.rows('Acked', `${key},`)).toHaveCount(1);
  }

  get queues(): Locator {
    return this.page.getByRole('list', { name: 'Queues' }).getByRole('listitem');
  }
}
