import { expect, type Locator, type Page } from '@playwright/test';
import type { en } from '../../renderer/i18n/catalogue.ts';

type Words = Record<keyof typeof en, string>;

/** Scenario above, lanes and verdicts, tables beside them. Names are the English ones. */
export class OrderLab {
  readonly page: Page;
  readonly verdicts: Locator;
  readonly keys: Locator;
  readonly messages: Locator;
  /** How far a run is, and what became of its topic. */
  readonly state: Locator;

  constructor(page: Page) {
    this.page = page;
    this.verdicts = page.getByRole('region', { name: 'Verdicts' });
    this.keys = page.getByRole('grid', { name: 'Verdict by key' });
    this.messages = page.getByRole('grid', { name: 'Messages' });
    this.state = page.getByRole('status').filter({ hasText: /topic/i });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+6');
    await expect(this.page.getByRole('heading', { level: 1, name: 'Order lab' })).toBeVisible();
  }

  async choosePreset(name: string): Promise<void> {
    await this.page.getByLabel('Preset').selectOption({ label: name });
  }

  /** A setting with a value box. */
  async set(label: string, value: number): Promise<void> {
    const box = this.page.getByRole('spinbutton', { name: label, exact: true });
    await box.fill(String(value));
    await box.press('Enter');
  }

  /** Runs by the key, and waits until what the run made is deleted. `run`: its number. */
  async run(run: number): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Enter');
    await expect(this.page.getByLabel('Shown run')).toHaveValue(String(run));
    await expect(this.state).toHaveText(/were deleted\.$/, { timeout: 60_000 });
  }

  async expectVerdicts(stored: RegExp, handled: RegExp): Promise<void> {
    await expect(this.verdicts.getByText(stored)).toBeVisible();
    await expect(this.verdicts.getByText(handled)).toBeVisible();
  }

  bead(key: string, seq: number): Locator {
    return this.page.locator(`[data-unique-key="${key}-${seq}"]`);
  }
}

/** Shows the lab empty, with a run, with its messages and compared, in the language of `words`. The sandbox must run. */
export async function walkOrderLab(
  page: Page,
  words: Words,
  visit: (screen: string) => Promise<void>,
): Promise<void> {
  const main = page.getByRole('navigation', { name: words['frame.main'] });
  await main.getByRole('link', { name: words['orderLab.title'], exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: words['orderLab.title'] })).toBeVisible();
  await visit('order lab, empty');
  for (const run of ['1', '2']) {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByLabel(words['orderLab.shownRun'])).toHaveValue(run);
    await expect(page.getByRole('status').filter({ hasText: words['orderLab.cleanup.deleted'] })).toBeVisible(
      { timeout: 60_000 },
    );
  }
  await visit('order lab, judged');
  const side = page.getByRole('complementary', { name: words['orderLab.side'] });
  await side.getByRole('tab', { name: new RegExp(`^${words['orderLab.messages']}`) }).click();
  await visit('order lab, messages');
  const compare = words['orderLab.compareWith'].replace('{{run}}', '1');
  await page.getByRole('button', { name: compare }).click();
  await expect(side.getByRole('tab', { name: words['orderLab.compare'], exact: true })).toBeVisible();
  await visit('order lab, compared');
}
