import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import type { Rule, RuleSet } from '../../../../core/model/rules/rule.ts';
import { testRule } from '../../../../core/model/rules/test-rule.ts';
import { setBridge } from '../../../bridge/call.ts';
import { useHost } from '../../../store/host-store.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeApp } from '../../../testing/fake-views.ts';
import { RulesPanel } from './rules-panel.tsx';

let host: FakeHost;

const rule = (id: number, patch: Partial<Rule> = {}): Rule => testRule({ id, act: 'later', ...patch });

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  host.listen((message) => useHost.getState().eventReceived(message));
  host.answers['consumer.rules.set'] = ({ rules }) => {
    host.view = {
      ...host.view,
      rules: { ...rules, rules: rules.rules.map((one) => ({ level: 0, ...one, hits: 0 })) },
    };
    return host.view;
  };
});

afterEach(cleanup);

function open(rules: Rule[] = [], patch: Partial<ConsumerView> = {}): void {
  host.view = {
    ...host.view,
    mode: 'rules',
    rules: { seed: 1, rules: rules.map((one) => ({ ...one, hits: 37 })) },
    ...patch,
  };
  useHost.getState().opened(fakeApp(), [host.view], []);
  render(
    <Tooltip.Provider>
      <Panel />
    </Tooltip.Provider>,
  );
}

function Panel() {
  const consumer = useHost((state) => state.consumers[1]);
  return consumer === undefined ? null : <RulesPanel consumer={consumer} levels={undefined} />;
}

const given = (): RuleSet[] =>
  host.calls
    .filter(({ name }) => name === 'consumer.rules.set')
    .map(({ input }) => (input as { rules: RuleSet }).rules);
const names = (): (string | null)[] =>
  screen.queryAllByRole('listitem').map((item) => item.getAttribute('aria-label'));
const type = (name: string, value: string): void => {
  fireEvent.change(screen.getByLabelText(name), { target: { value } });
};
const enter = (name: string): void => {
  fireEvent.keyDown(screen.getByLabelText(name), { key: 'Enter' });
};

it('adds a rule from a preset, and gives each change to the host', async () => {
  open();
  expect(screen.getByText(/every message is held/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Add rule' }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Later on the first 2 attempts' }));
  await waitFor(() => expect(names()).toEqual(['Rule 1: Later: first 2 attempts']));
  type('Then, rule 1', 'ack');
  await waitFor(() => expect(given().at(-1)?.rules).toMatchObject([{ act: 'ack', attempts: 2 }]));
});

it('refuses what cannot be read in its place, keeps it there, and leaves the rules before at work', async () => {
  open([rule(1, { filter: 'tag:a' })]);
  type('If, rule 1', 'tag:a colour:red');
  enter('If, rule 1');
  const fault = await screen.findByRole('alert');
  expect(fault.textContent).toMatch(/^colour:red: No such field\..*Not applied: the rules before go on\.$/);
  expect(screen.getByLabelText('If, rule 1').getAttribute('aria-describedby')).toBe(fault.id);
  expect(given()).toEqual([]);
  cleanup();
  open([rule(1, { filter: 'tag:a' })]);
  expect(screen.getByLabelText<HTMLInputElement>('If, rule 1').value).toBe('tag:a colour:red');
  type('If, rule 1', 'tag:a -tag:b');
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  // Half of it was readable all along.
  expect(given()).toEqual([]);
  expect(screen.getByText(/^Enter applies/)).toBeDefined();
  enter('If, rule 1');
  await waitFor(() => expect(given()).toMatchObject([{ rules: [{ filter: 'tag:a -tag:b' }] }]));
  expect(await screen.findByText(/^The first rule/)).toBeDefined();
});

it('says a number out of bounds while it is typed, and never takes it', async () => {
  open([rule(1)]);
  type('Share, %, rule 1', '300');
  expect((await screen.findByRole('alert')).textContent).toBe('Share, %: 0 to 100');
  fireEvent.blur(screen.getByLabelText('Share, %, rule 1'));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(given()).toEqual([]);
});

it('moves a rule with the focus on it, and removes one', async () => {
  open([rule(1, { filter: 'tag:a' }), rule(2, { filter: 'tag:b' })]);
  const up = screen.getByRole('button', { name: 'Move rule 2 up' });
  up.focus();
  fireEvent.click(up);
  await waitFor(() => expect(names()).toEqual(['Rule 1: Later: tag:b', 'Rule 2: Later: tag:a']));
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move rule 1 up');
  fireEvent.click(screen.getByRole('button', { name: 'Remove rule 1' }));
  await waitFor(() => expect(names()).toEqual(['Rule 1: Later: tag:a']));
  expect(given().map(({ rules }) => rules.map(({ id }) => id))).toEqual([[2, 1], [1]]);
});

it('tells of a rule that never decides, and offers no act the consumer cannot carry out', () => {
  open([rule(1), rule(2, { filter: 'tag:a' }), rule(3, { percent: 0 })], { listener: 'orderly' });
  expect(screen.getByText('Never decides: rule 1 takes all of it before.')).toBeDefined();
  expect(screen.getByText('Never decides: a share of 0 %.')).toBeDefined();
  const acts = within(screen.getByLabelText('Then, rule 1')).getAllByRole<HTMLOptionElement>('option');
  const possible = acts.filter(({ disabled }) => !disabled).map(({ value }) => value);
  expect([acts.length, possible]).toEqual([21, ['ack', 'later']]);
});

it('sends back at a level, which another act leaves behind', async () => {
  open([rule(1, { level: 40 })]);
  // Not one of the broker's levels, and chosen all the same.
  expect(screen.getByLabelText<HTMLSelectElement>('Then, rule 1').value).toBe('later 40');
  expect(names()).toEqual(['Rule 1: Later at level 40: every message']);
  type('Then, rule 1', 'later 5');
  await waitFor(() => expect(given().at(-1)?.rules).toMatchObject([{ act: 'later', level: 5 }]));
  type('Then, rule 1', 'ack');
  await waitFor(() => expect(given().at(-1)?.rules).toMatchObject([{ act: 'ack', level: 0 }]));
});

it('shows how often each decided, and applies to what is held when asked', async () => {
  host.add(4, 'held');
  open([rule(1)]);
  act(() => host.tell());
  expect(screen.getByTitle('37 hits')).toBeDefined();
  host.answers['consumer.rules.apply'] = () => host.view;
  fireEvent.click(screen.getByRole('button', { name: 'Apply to 4 held' }));
  await waitFor(() => expect(host.calls.map(({ name }) => name)).toContain('consumer.rules.apply'));
});
