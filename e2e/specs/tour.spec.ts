import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { DelayLab } from '../screens/delay-lab.ts';
import { Frame } from '../screens/frame.ts';
import { OrderLab } from '../screens/order-lab.ts';
import { Tour } from '../screens/tour.ts';

test('each step is done by the person, by keyboard alone, and ticked when it really happened @tour', async ({
  gantry,
  page,
}) => {
  test.setTimeout(120_000);
  const tour = new Tour(page);
  await tour.take('Take the five-minute tour');
  await expect(page.getByRole('heading', { level: 1, name: 'order-events' })).toBeVisible();
  await new Frame(page).setClock(60);
  await tour.expectDone();

  await new Compose(page).sendStored();
  await tour.expectDone('Send');
  await expect(tour.bar.getByText('Open Consume')).toBeVisible();

  await page.keyboard.press('ControlOrMeta+4');
  const consume = new Consume(page);
  await expect(consume.rows('Held')).toHaveCount(1);
  await tour.expectDone('Send', 'Hold');
  await gantry.reload();
  await tour.expectDone('Send', 'Hold');

  await page.keyboard.press('j');
  await expect(consume.rows('Held')).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('r');
  await tour.expectDone('Send', 'Hold', 'Later');
  const returned = consume.rows('Held', 'attempt 2$');
  await expect(returned).toHaveCount(1);

  await tour.bar.getByRole('button', { name: 'Leave the tour' }).press('Enter');
  await expect(tour.bar).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+1');
  await tour.take('Go on with the tour');
  await page.keyboard.press('ControlOrMeta+4');
  await expect(returned).toHaveCount(1);
  await page.keyboard.press('k');
  await expect(returned).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('a');
  await tour.expectDone('Send', 'Hold', 'Later', 'Ack');

  const delayLab = new DelayLab(page);
  await delayLab.open();
  await delayLab.choose('Level 1, 1 s', 'Level 2, 5 s');
  await delayLab.send();
  await tour.expectDone('Send', 'Hold', 'Later', 'Ack', 'Delay lab');

  const orderLab = new OrderLab(page);
  await orderLab.open();
  await orderLab.choosePreset('Spread by plain sends');
  await orderLab.run(1);
  await tour.expectDone('Send', 'Hold', 'Later', 'Ack', 'Delay lab', 'Order lab');
  await expect(tour.bar.getByText('All six done.')).toBeVisible();
  await tour.bar.getByRole('button', { name: 'Close' }).click();
  await expect(tour.bar).toHaveCount(0);
});
