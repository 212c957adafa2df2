import { expect, test } from '../fixtures.ts';
import { Compose } from '../screens/compose.ts';
import { Consume } from '../screens/consume.ts';
import { Home } from '../screens/home.ts';

test.beforeEach(async ({ page }) => {
  await new Home(page).startSandbox();
});

/** What makes the draft that comes with the sandbox unsendable, the field that says so, and its sentence. */
const BAD_DRAFTS: {
  what: string;
  spoil(compose: Compose): Promise<void>;
  field(compose: Compose): ReturnType<Compose['page']['locator']>;
  says: RegExp;
}[] = [
  {
    what: 'a topic with characters RocketMQ does not take',
    spoil: (compose) => compose.topic.fill('order events!'),
    field: (compose) => compose.topic,
    says: /Only these characters are allowed/,
  },
  {
    what: 'a topic that is reserved',
    spoil: (compose) => compose.topic.fill('SCHEDULE_TOPIC_XXXX'),
    field: (compose) => compose.topic,
    says: /SCHEDULE_TOPIC_XXXX is reserved/,
  },
  {
    what: 'an empty body',
    spoil: (compose) => compose.writeBody(''),
    field: (compose) => compose.body,
    says: /This is empty/,
  },
  {
    what: 'a body over 4 MiB',
    async spoil(compose) {
      await compose.page.getByRole('tab', { name: 'Text', exact: true }).click();
      await compose.writeBody('0123456789abcdef\n'.repeat(250_000));
    },
    field: (compose) => compose.body,
    says: /4\.1 MiB is more than the 4 MiB allowed/,
  },
  {
    what: 'a property with a control character',
    spoil: (compose) => compose.addProperty('shop', 'a\u0001b'),
    field: (compose) => compose.propertyValue.last(),
    says: /control character U\+0001/,
  },
];

for (const { what, spoil, field, says } of BAD_DRAFTS) {
  test(`${what}: the field says so and the draft stays @faults`, async ({ page }) => {
    const compose = new Compose(page);
    await spoil(compose);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(field(compose)).toHaveAttribute('aria-invalid', 'true');
    await expect.poll(() => compose.fieldError(field(compose))).toMatch(says);
    await expect(compose.result).toContainText("Send to see the broker's answer here");
    await expect(compose.tag).toHaveValue('paid');
    await expect(page.getByText('ORD-20931', { exact: true }).first()).toBeVisible();
    expect(await compose.propertyName.first().inputValue()).toBe('source');
  });
}

test('a group with characters RocketMQ does not take: the field says so and the form stays @faults', async ({
  page,
}) => {
  const consume = new Consume(page);
  await page.getByRole('button', { name: 'New consumer' }).click();
  await consume.form.getByRole('combobox', { name: 'Topic' }).fill('order-events');
  await page.keyboard.press('Escape');
  const group = consume.form.getByRole('textbox', { name: 'Group' });
  await group.fill('no group!');
  await consume.form.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(group).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(() => new Compose(page).fieldError(group)).toMatch(/Only these characters are allowed/);
  await expect(group).toHaveValue('no group!');
  await expect(consume.form.getByRole('combobox', { name: 'Topic' })).toHaveValue('order-events');
});
