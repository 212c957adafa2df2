import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GroupLook, PrivateGroup } from '../../../core/contract/ack-view.ts';
import { GantryError, inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { EMPTY_CONSUMER_FORM, useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeView } from '../../testing/fake-views.ts';
import { NewConsumerPage } from './new-consumer-page.tsx';

let host: FakeHost;
/** Members of whatever group is asked for. */
let members: string[];

beforeEach(() => {
  host = new FakeHost();
  members = [];
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useUi.setState({ activeProfileId: 'sandbox', consumerForm: EMPTY_CONSUMER_FORM, drafts: {} });
  host.answers['topic.list'] = () => [{ topic: 'order-events', kind: 'normal' }];
  host.answers['topic.route'] = () => ({ queues: 8, exists: true, publishQueues: [] });
  host.answers['group.members'] = ({ group }) => ({ group, members });
  host.answers['consumer.start'] = ({ group }) => fakeView({ group });
  host.answers['group.private.list'] = () => [];
  host.answers['group.look'] = ({ group }) => look(group);
});

afterEach(cleanup);

function open(): HTMLElement {
  render(
    <Tooltip.Provider>
      <NewConsumerPage />
    </Tooltip.Provider>,
  );
  return screen.getByRole('region', { name: 'New consumer' });
}

/** What `members` are like: orderly readers of tag a. */
const look = (group: string): GroupLook => ({
  group,
  members: members.map((clientId, at) => ({
    clientId,
    clientAddr: '10.0.0.1:5000',
    language: 'JAVA',
    ours: false,
    ...(at > 0
      ? {}
      : {
          own: {
            listener: 'orderly',
            subscriptions: [{ topic: 'order-events', expression: 'a' }],
            queues: [],
          },
        }),
  })),
  subscriptions: [],
  messageModel: 'CLUSTERING',
  failures: [],
  readAtMs: 0,
});

const type = (name: string, value: string): void => {
  fireEvent.change(screen.getByRole(name === 'Topic' ? 'combobox' : 'textbox', { name }), {
    target: { value },
  });
};
const start = (): boolean => fireEvent.click(screen.getByRole('button', { name: 'Start' }));
const started = (): unknown[] =>
  host.calls.filter(({ name }) => name === 'consumer.start').map(({ input }) => input);

describe('NewConsumerPage', () => {
  it('starts the suggested group in Hold with four seats and shows it', async () => {
    open();
    type('Topic', 'order-events');
    start();
    await waitFor(() => expect(started()).toHaveLength(1));
    expect(started()[0]).toEqual({
      profileId: 'sandbox',
      group: 'gantry-kim-1',
      subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
      seats: 4,
      mode: 'hold',
      rules: { seed: 1, rules: [] },
      listener: 'concurrent',
      model: 'clustering',
      batchMaxSize: 1,
    });
    await waitFor(() => expect(useUi.getState().activeTabId).toBe('consumer-1'));
  });

  it('reads in order, alone, from the first message and in batches when told to', async () => {
    open();
    type('Topic', 'order-events');
    for (const name of ['Orderly', 'Broadcasting', 'First'])
      fireEvent.click(screen.getByRole('radio', { name }));
    fireEvent.change(screen.getByRole('spinbutton', { name: 'Batch' }), { target: { value: '32' } });
    start();
    await waitFor(() => expect(started()).toHaveLength(1));
    expect(started()[0]).toMatchObject({
      listener: 'orderly',
      model: 'broadcasting',
      startFrom: 'first',
      batchMaxSize: 32,
    });
  });

  it('asks before it takes messages from other members, and offers a group of its own', async () => {
    members = ['worker-2', 'worker-3'];
    open();
    type('Topic', 'order-events');
    type('Group', 'payment-worker');
    start();
    const dialog = await screen.findByRole('alertdialog', { name: 'Join payment-worker?' });
    expect(dialog.textContent).toContain('has 2 other members. You will take about 1 in 3 of its messages.');
    expect(started()).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Use gantry-kim-1' }));
    await waitFor(() => expect(started()).toHaveLength(1));
    expect(started()[0]).toMatchObject({ group: 'gantry-kim-1' });
  });

  it('joins all the same when told to', async () => {
    members = ['worker-2'];
    open();
    type('Topic', 'order-events');
    type('Group', 'payment-worker');
    start();
    fireEvent.click(await screen.findByRole('button', { name: 'Join anyway' }));
    await waitFor(() => expect(started()).toHaveLength(1));
    expect(started()[0]).toMatchObject({ group: 'payment-worker' });
  });

  it.each([
    ['Group', inputError('group', 'empty'), 'This is empty.'],
    ['Topic', new GantryError('NO_ROUTE', { params: { topic: 'x' } }), 'No broker serves x.'],
    ['Tags', inputError('subscriptions.0.tagPattern', 'empty'), 'This is empty.'],
  ])('shows an error about %s there, and clears nothing', async (name, error, sentence) => {
    host.answers['consumer.start'] = () => {
      throw error;
    };
    open();
    type('Group', 'my-group');
    type('Topic', 'my-topic');
    type('Tags', 'a || b');
    start();
    const field = screen.getByRole(name === 'Topic' ? 'combobox' : 'textbox', { name });
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    const note = document.getElementById(field.getAttribute('aria-describedby') ?? '');
    expect(note?.textContent).toBe(sentence);
    const values = screen.getAllByRole<HTMLInputElement>('textbox').map(({ value }) => value);
    expect(values).toEqual(expect.arrayContaining(['my-group', 'a || b']));
    expect(screen.getByRole<HTMLInputElement>('combobox', { name: 'Topic' }).value).toBe('my-topic');
  });

  it('shows an error that is about no field above the button', async () => {
    host.answers['consumer.start'] = () => {
      throw new GantryError('TIMEOUT', { params: { timeoutMs: 3_000 } });
    };
    open();
    type('Topic', 'order-events');
    start();
    expect((await screen.findByRole('alert')).textContent).toContain('No answer in 3 s.');
  });

  it('says before joining what the members read, how, and of whom nobody knows', async () => {
    members = ['worker-2', 'worker-3'];
    open();
    type('Topic', 'order-events');
    type('Group', 'payment-worker');
    const warnings = await screen.findByRole('list', { name: 'Before you join' });
    await waitFor(() => expect(warnings.textContent).toContain('worker-2 reads order-events a'));
    expect(warnings.textContent).toContain('you would read order-events *');
    expect(warnings.textContent).toContain('worker-2 reads orderly; you would read concurrently');
    expect(warnings.textContent).toContain('worker-3 does not say how it reads: unknown');
    start();
    const dialog = await screen.findByRole('alertdialog', { name: 'Join payment-worker?' });
    expect(dialog.textContent).toContain('worker-2 reads order-events a');
  });
});

describe('private groups', () => {
  const group = (number: number, online: number): PrivateGroup => ({
    group: `gantry-kim-${number}`,
    number,
    members: online,
    configured: true,
    hasRetryTopic: true,
  });

  it('suggests one that is there and idle, and uses the one that is pressed', async () => {
    host.answers['group.private.list'] = () => [group(2, 1), group(3, 0), group(5, 0)];
    open();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Group' });
    await waitFor(() => expect(field.value).toBe('gantry-kim-3'));
    fireEvent.click(screen.getByRole('button', { name: 'Use gantry-kim-5' }));
    expect(field.value).toBe('gantry-kim-5');
  });

  it('deletes one after its plan and its name, and none with members', async () => {
    let left = [group(1, 1), group(2, 0)];
    host.answers['group.private.list'] = () => left;
    host.answers['group.delete.plan'] = ({ group }) => ({
      planId: 7,
      group,
      brokerNames: ['broker-a'],
      retryTopic: { topic: `%RETRY%${group}`, messages: 1 },
      deadLetters: 2,
    });
    host.answers['group.delete.apply'] = () => {
      left = [group(1, 1)];
      return null;
    };
    open();
    const online = await screen.findByRole('button', { name: 'Delete gantry-kim-1' });
    expect(online.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'Delete gantry-kim-2' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete gantry-kim-2?' });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Show what that does' }));
    const typed = await within(dialog).findByRole('textbox', { name: 'Type gantry-kim-2 to confirm' });
    expect(dialog.textContent).toContain('Deletes %RETRY%gantry-kim-2 with about 1 message.');
    expect(dialog.textContent).toContain('2 dead letters stay in %DLQ%gantry-kim-2.');
    fireEvent.change(typed, { target: { value: 'gantry-kim-2' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(screen.queryByText('gantry-kim-2')).toBeNull());
    expect(host.calls.find(({ name }) => name === 'group.delete.apply')?.input).toEqual({
      planId: 7,
      typedName: 'gantry-kim-2',
    });
  });
});
