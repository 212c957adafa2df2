import { expect, test } from '../fixtures.ts';
import { shownNameServer } from '../peers/produce.ts';
import { storedDrifts } from '../peers/stored-drifts.ts';
import { Compose } from '../screens/compose.ts';
import { DelayLab } from '../screens/delay-lab.ts';
import { Home } from '../screens/home.ts';

const TOPIC = 'order-events';
/** Two hours at ×60 are two minutes. */
const ALL_LAND_WITHIN_MS = 180_000;

// Two minutes of clock, the same in any window: once is enough.
test('18 of 18 land at ×60, each as late as the broker’s own records say @delay @electron-only', async ({
  page,
}) => {
  test.setTimeout(ALL_LAND_WITHIN_MS + 60_000);
  await new Home(page).startSandbox();
  const lab = new DelayLab(page);
  await lab.open();
  await lab.button('All 18 at ×60').click();
  await lab.send();
  await lab.expectLanded(18, 18, ALL_LAND_WITHIN_MS);
  const shown = await lab.shownDrifts();
  expect(shown.size).toBe(18);
  const stored = await storedDrifts(await shownNameServer(page), TOPIC);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(stored));
  await expect(page.locator('.lab-timeline [data-unique-key]')).toHaveCount(18);
});

test('a delayed send is followed from its result in Compose @delay', async ({ page }) => {
  await new Home(page).startSandbox();
  const compose = new Compose(page);
  await compose.chooseDelay('Level 1, 1 s');
  await compose.sendStored();
  await page.getByRole('button', { name: 'Follow in Delay lab' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Delay lab' })).toBeVisible();
  await new DelayLab(page).expectLanded(1, 1);
});

test('a paused clock holds what waits, and each step brings it nearer @delay', async ({ page }) => {
  await new Home(page).startSandbox();
  const lab = new DelayLab(page);
  await lab.open();
  await lab.setClock('Pause clock');
  await lab.choose('Level 1, 1 s', 'Level 2, 5 s');
  await lab.send();
  await expect(lab.rows('Waiting')).toHaveCount(2);
  await expect(page.getByText('until level 1 (1 s) comes due, the clock is paused')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByText('next 1.0 s')).toBeVisible();
  await lab.button('Step 1 s').click();
  await lab.expectLanded(1, 2);
  await expect(page.getByText('until level 2 (5 s) comes due, the clock is paused')).toBeVisible();
  for (let second = 0; second < 4; second++) await lab.button('Step 1 s').click();
  await lab.expectLanded(2, 2);
});

test('is worked by keyboard alone, and its table and drawing are saved @delay', async ({ gantry, page }) => {
  await new Home(page).startSandbox();
  const lab = new DelayLab(page);
  await lab.open();
  await lab.button('None').press('Enter');
  await lab.levels.getByRole('checkbox', { name: 'Level 1, 1 s' }).press('Space');
  await page.getByRole('textbox', { name: 'Other level' }).fill('40');
  await expect(page.getByText("The broker's highest level is 18; it will use 18")).toBeVisible();
  await lab.send();
  await lab.expectLanded(1, 2);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('j');
  await expect(page.getByRole('region', { name: 'Level 40 (2 h)' })).toContainText(
    'Level 40 was asked for; the broker used level 18, its highest.',
  );
  const saved = async (entry: string) => {
    await lab.button('Export run').press('Enter');
    return await gantry.fileSavedBy(() => page.getByRole('menuitem', { name: entry }).click());
  };
  const table = await saved('Table as CSV');
  expect(table.name).toBe('delay-run-1.csv');
  expect(table.bytes.toString('utf8').split('\r\n')).toHaveLength(4);
  const drawing = await saved('Timeline as PNG');
  expect([...drawing.bytes.subarray(1, 4)]).toEqual([...Buffer.from('PNG')]);
  expect(drawing.bytes.length).toBeGreaterThan(5_000);
});

test('what waits comes back after a restart, and what came due meanwhile is found @delay', async ({
  gantry,
  peers,
  page,
}) => {
  test.setTimeout(120_000);
  // The restart takes some seconds: one comes due meanwhile, the other after it.
  const broker = await peers.sandbox('--delay-levels', '1s 5s 10s 40s');
  await new Home(page).connectTo(broker.nameServer);
  const lab = new DelayLab(page);
  await lab.open();
  await expect(page.getByRole('radio', { name: 'Pause clock' })).toHaveCount(0);
  await lab.chooseTopic('made-by-the-lab');
  await lab.choose('Level 2, 5 s', 'Level 4, 40 s');
  await lab.send();
  await expect(lab.rows('Waiting')).toHaveCount(2);
  const again = await gantry.relaunch();
  const home = new Home(again);
  await again.keyboard.press('ControlOrMeta+1');
  await home.open(broker.nameServer);
  await home.expectConnected();
  const same = new DelayLab(again);
  await same.open();
  await same.expectLanded(1, 2, 20_000);
  await expect(same.rows('Waiting')).toHaveCount(1);
  await same.expectLanded(2, 2, 60_000);
});
