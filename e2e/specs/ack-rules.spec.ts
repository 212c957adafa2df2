import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { ConsumeRules } from '../screens/consume-rules.ts';
import { Frame } from '../screens/frame.ts';
import { Home } from '../screens/home.ts';

/** The sandbox's consumer, and a draft to send with, of which each send has a key and a tag of its own. */
async function open(page: Page) {
  await new Home(page).startSandbox();
  const [compose, consume, frame, rules] = [
    new Compose(page),
    new Consume(page),
    new Frame(page),
    new ConsumeRules(page),
  ];
  const send = async (...keys: string[]): Promise<void> => {
    await frame.goTo('Compose');
    for (const key of keys) {
      await compose.replaceKey(key);
      await compose.sendStored();
    }
    await frame.goTo('Consume');
  };
  await frame.goTo('Consume');
  return { consume, frame, rules, send };
}

test('rules decide in their order, say what is wrong with them, and stay over a stop @ack', async ({
  page,
}) => {
  const { consume, rules, send } = await open(page);
  await rules.choose();
  await rules.add('Later on the first 2 attempts');
  await rules.part('If', 1).fill('key:K-1');
  await rules.part('Then', 1).selectOption('Later at 5 (1 m)');
  await rules.add('Ack if …');
  await rules.part('If', 2).fill('key:K-2');
  await send('K-1', 'K-2', 'K-3');
  await expect(consume.rows('Later', 'K-1,')).toContainText('rule 1');
  await expect(consume.rows('Later', 'K-1,')).toContainText('level 5');
  await expect(consume.rows('Acked', 'K-2,')).toContainText('Rule 2: key:K-2');
  await expect(consume.rows('Held', 'K-3,')).toHaveCount(1);
  await rules.expectHits(1, 1);

  await rules.part('If', 2).fill('colour:red');
  await expect(rules.region.getByRole('alert')).toContainText('No such field');
  await rules.part('If', 2).fill('');
  await rules.add('To dead letter if …');
  await expect(rules.line(3)).toContainText('Never decides: rule 2 takes all of it before.');
  await rules.region.getByRole('button', { name: 'Move rule 3 up' }).press('Enter');
  await expect(rules.line(2)).toHaveAccessibleName(/Dead letter: attempt>3/);
  await rules.region.getByRole('button', { name: 'Apply to 1 held' }).click();
  await expect(consume.rows('Acked', 'K-3,')).toContainText('Rule 3');

  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await page.getByRole('button', { name: 'Start again' }).first().click();
  await send('K-4');
  await expect(consume.rows('Acked', 'K-4,')).toContainText('Rule 3');
});

test('Later at a level, dead letter now, and a decision taken back in its grace @ack', async ({ page }) => {
  const { consume, frame, send } = await open(page);
  await send('K-1', 'K-2', 'K-3');
  await consume.choose('K-1');
  await page.keyboard.press('Shift+R');
  await page.getByRole('menuitem', { name: 'Later at level 5 (1 m), as attempt 2 of 17' }).click();
  await expect(consume.rows('Later', 'K-1,')).toContainText('level 5');
  await consume.choose('K-2');
  await consume.message.getByRole('button', { name: 'Later at a level, dead letter' }).click();
  await page.getByRole('menuitem', { name: 'To %DLQ%gantry-kim-1 now' }).click();
  await expect(consume.rows('Dead letter', 'K-2,')).toContainText('To %DLQ% at once, by hand');
  await consume.expectCounters({ held: 1, later: 1, 'dead letter': 1 });

  await frame.goTo('Settings');
  const grace = page.getByRole('radiogroup', { name: 'Undo grace' }).getByRole('radio', { name: '5 s' });
  await grace.click();
  await expect(grace).toBeChecked();
  await frame.goTo('Consume');
  await consume.choose('K-3');
  await page.keyboard.press('a');
  await expect(consume.rows('Held', 'K-3,')).toContainText(/Ack in \d\.\d s/);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(consume.rows('Held', 'K-3,')).toContainText('to Later');
  await page.keyboard.press('r');
  await consume.rows('Held', 'K-3,').getByRole('button', { name: 'Undo' }).click();
  await expect(consume.rows('Held', 'K-3,')).toContainText('to Later');
  await consume.expectCounters({ held: 1, acked: 0 });
});
