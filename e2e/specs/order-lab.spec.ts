import { expect, test } from '../fixtures.ts';
import { Home } from '../screens/home.ts';
import { OrderLab } from '../screens/order-lab.ts';

test.beforeEach(async ({ page }) => {
  await new Home(page).startSandbox();
});

/** Each preset by its name, with the verdicts it promises. */
const PRESETS: [name: string, stored: RegExp, handled: RegExp][] = [
  ['Order kept', /^Stored: In order$/, /^Handled: In order$/],
  ['Spread by plain sends', /^Stored: Spread over \d queues$/, /^Handled: /],
  ['Broken by concurrent handling', /^Stored: In order$/, /^Handled: \d+ inversions? in 120$/],
  ['Broken by a retry that moves', /^Stored: Moved queue at #\d+ of ORD-\d+$/, /^Handled: /],
  ['Kept by a strict retry', /^Stored: In order$/, /^Handled: In order$/],
];

test('every preset ends with the verdict it promises @order', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = new OrderLab(page);
  await lab.open();
  await expect(page.getByText('Run to see whether each key keeps its order.')).toBeVisible();
  for (const [index, [name, stored, handled]] of PRESETS.entries()) {
    await lab.choosePreset(name);
    await lab.run(index + 1);
    await lab.expectVerdicts(stored, handled);
  }
  await expect(page.getByText(/further copy or delivery of a message is a duplicate/)).toBeVisible();
});

test('the sentence names the cause, and its button removes it @order', async ({ page }) => {
  const lab = new OrderLab(page);
  await lab.open();
  await lab.choosePreset('Spread by plain sends');
  await lab.run(1);
  await expect(page.getByText(/Plain sends go round the queues.* Choose Orderly sends/)).toBeVisible();
  await page.getByRole('button', { name: 'Set it' }).click();
  await expect(page.getByRole('radio', { name: 'Orderly sends' })).toBeChecked();
  await lab.run(2);
  await lab.expectVerdicts(/^Stored: In order$/, /^Handled: In order$/);

  await page.getByRole('button', { name: 'Compare with run 1' }).click();
  const differs = page.getByRole('table', { name: 'What differs' });
  await expect(differs.getByRole('row', { name: 'Send Plain sends Orderly sends' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Verdicts' })).toContainText(/Spread over \d queues/);
});

test('keys and their messages are read by the keyboard alone @order', async ({ page }) => {
  const lab = new OrderLab(page);
  await lab.open();
  await lab.set('Keys', 2);
  await lab.set('Messages per key', 30);
  await lab.set('Queues', 1);
  await lab.run(1);
  await expect(lab.keys.getByRole('row', { name: /^ORD-20931, stored in order, handled/ })).toBeVisible();
  await expect(lab.bead('ORD-20931', 1)).toHaveCount(2);
  await lab.keys.focus();
  await page.keyboard.press('j');
  const second = page.getByRole('region', { name: 'ORD-20932' });
  await expect(second.getByRole('grid')).toHaveAttribute('aria-rowcount', '30');
  await page.keyboard.press('k');
  await expect(page.getByRole('region', { name: 'ORD-20931' })).toBeVisible();
  await page.getByRole('tab', { name: /^Messages/ }).click();
  await expect(lab.messages).toHaveAttribute('aria-rowcount', '60');
});

test('a run goes out as a picture and as JSON @order', async ({ gantry, page }) => {
  const lab = new OrderLab(page);
  await lab.open();
  await lab.run(1);
  const exported = async (entry: string) => {
    await page.getByRole('button', { name: 'Export run' }).click();
    return await gantry.fileSavedBy(() => page.getByRole('menuitem', { name: entry }).click());
  };
  const json = await exported('Run as JSON');
  expect(json.name).toMatch(/^gantry-order-.*-run-1\.json$/);
  const run = JSON.parse(json.bytes.toString()) as { rows: unknown[]; storedVerdict: { kind: string } };
  expect([run.rows.length, run.storedVerdict.kind]).toEqual([120, 'inOrder']);
  const png = await exported('Lanes as PNG');
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(png.bytes.length).toBeGreaterThan(20_000);
});

test('too many messages are said beside their field, and a run that is stopped is incomplete @order', async ({
  page,
}) => {
  const lab = new OrderLab(page);
  await lab.open();
  await lab.set('Keys', 100);
  await lab.set('Messages per key', 2_000);
  await expect(page.getByText(/1 to 1,?000/)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByText('Run to see whether each key keeps its order.')).toBeVisible();
  await lab.set('Messages per key', 1_000);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(lab.state).toHaveText(/^Sending: [1-9]/);
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(lab.state).toHaveText(/were deleted\.$/, { timeout: 60_000 });
  await lab.expectVerdicts(/^Stored: Incomplete [\d,]+ of 100,000$/, /^Handled: Incomplete /);
});
