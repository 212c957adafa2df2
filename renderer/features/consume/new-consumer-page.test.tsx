import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
      listener: 'concurrent',
      model: 'clustering',
      batchMaxSize: 1,
    });
    await waitFor(() => expect(useUi.getState().activeTabId).toBe('consumer-1'));
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
});
