import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

test.beforeEach(async ({ page }) => {
  await new Home(page).startSandbox();
});

test('levels 1 to 3, sent the longest first, arrive in the order of their due times @delay', async ({
  page,
}) => {
  const compose = new Compose(page);
  const consume = new Consume(page);
  const sent: { key: string; dueAt: number }[] = [];
  for (const [level, span] of [
    [3, '10 s'],
    [2, '5 s'],
    [1, '1 s'],
  ] as const) {
    const key = `LEVEL-${level}`;
    await compose.replaceKey(key);
    await compose.chooseDelay(`Level ${level}, ${span}`);
    await compose.sendStored();
    sent.push({ key, dueAt: secondsOfDay(await compose.result.getByRole('heading').innerText()) });
  }
  await new Frame(page).goTo('Consume');
  await expect(consume.rows('Held')).toHaveCount(3, { timeout: 30_000 });
  const arrived = await consume
    .rows('Held')
    .evaluateAll((rows) =>
      rows.map((row) => ({ seq: Number(row.dataset.seq), name: row.getAttribute('aria-label') ?? '' })),
    );
  const keysByArrival = arrived.sort((a, b) => a.seq - b.seq).map(({ name }) => /LEVEL-\d/.exec(name)?.[0]);
  expect(keysByArrival).toEqual(sent.sort((a, b) => a.dueAt - b.dueAt).map(({ key }) => key));
});

test('a delayed send says when it is due and whose its offset is @delay', async ({ page }) => {
  const compose = new Compose(page);
  await compose.chooseDelay('Level 3, 10 s');
  const sentAt = Date.now();
  await compose.sendStored();
  await expect(
    compose.result.getByRole('heading', { name: /^Stored, due at \d\d:\d\d:\d\d\.\d{3}$/ }),
  ).toBeVisible();
  const headline = await compose.result.getByRole('heading').innerText();
  expect(Math.abs(secondsOfDay(headline) - secondsOfDayAt(sentAt + 10_000))).toBeLessThan(3);
  await expect(compose.result.getByText(/^Waiting \d+\.\d s$/)).toBeVisible();
  await expect(compose.result.getByText(/belongs to the schedule queue, not to order-events/)).toBeVisible();
  expect(await compose.fact('Schedule offset')).toMatch(/^\d/);
  expect(await compose.fact('Offset')).toBeUndefined();
  await new Frame(page).setClock(60);
  await expect(compose.result.getByText('Due', { exact: true })).toBeVisible();
});

test('a level above the highest is said and drawn as what the broker makes of it @delay', async ({
  page,
}) => {
  const compose = new Compose(page);
  await compose.levelNumber.fill('40');
  await expect(page.getByRole('radio', { name: 'Level 18, 2 h' })).toBeChecked();
  await expect(
    page.getByText("The broker's highest level is 18; it will use 18 without an error."),
  ).toBeVisible();
  await compose.sendStored();
  await expect(compose.result.getByText(/^Delay level 40, the broker uses 18 \(2 h\)/)).toBeVisible();
  await expect(compose.result.getByText(/^Waiting 1:59:\d\d$/)).toBeVisible();
});

/** Seconds since midnight, local time, of the time a sentence ends with. */
function secondsOfDay(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = (/(\d+):(\d+):([\d.]+)$/.exec(text) ?? [])
    .slice(1)
    .map(Number);
  return hours * 3_600 + minutes * 60 + seconds;
}

function secondsOfDayAt(ms: number): number {
  const date = new Date(ms);
  return (
    date.getHours() * 3_600 + date.getMinutes() * 60 + date.getSeconds() + date.getMilliseconds() / 1_000
  );
}
