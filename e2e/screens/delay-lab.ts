import { expect, type Locator, type Page } from '@playwright/test';

/** The delay lab: levels and Send above, the drawing with its countdown on the left, the same messages as a grid beside it. */
export class DelayLab {
  readonly page: Page;
  readonly levels: Locator;
  readonly topic: Locator;
  readonly grid: Locator;

  constructor(page: Page) {
    this.page = page;
    this.levels = page.getByRole('group', { name: 'Levels' });
    this.topic = page.getByRole('combobox', { name: 'Topic' });
    this.grid = page.getByRole('grid', { name: 'Delayed messages' });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+5');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Delay lab' })).toBeVisible();
  }

  async chooseTopic(topic: string): Promise<void> {
    await this.topic.fill(topic);
    // The list of topics hides the page behind it.
    await this.topic.press('Escape');
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** These and no others. */
  async choose(...names: string[]): Promise<void> {
    await this.button('None').click();
    for (const name of names) await this.levels.getByRole('checkbox', { name, exact: true }).check();
  }

  async send(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
  }

  async setClock(name: 'Pause clock' | '×1' | '×10' | '×60'): Promise<void> {
    const radio = this.page.getByRole('radio', { name, exact: true });
    await radio.click();
    await expect(radio).toBeChecked();
  }

  async expectLanded(landed: number, total: number, timeout?: number): Promise<void> {
    const drawing = this.page.getByRole('img', { name: `Delay timeline, ${landed} of ${total} landed` });
    await expect(drawing).toBeVisible(timeout === undefined ? {} : { timeout });
  }

  /** Rows in this state. */
  rows(state: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(`^Level \\d+, ${state}, `) });
  }

  /** Drift in milliseconds as the grid shows it, by unique key. */
  async shownDrifts(): Promise<Map<string, number>> {
    const texts = await this.grid
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('aria-label') ?? '', (row as HTMLElement).innerText] as const),
      );
    return new Map(
      texts.flatMap(([name, text]) => {
        const key = name.split(', ')[2];
        const drift = /([+−])([\d,]+) ms/.exec(text);
        if (key === undefined || drift?.[2] === undefined) return [];
        return [[key, Number(drift[2].replace(/,/g, '')) * (drift[1] === '−' ? -1 : 1)] as const];
      }),
    );
  }
}
