import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { OrderLanesView, OrderRunView } from '../../../core/contract/order-lab.ts';
import { inputError } from '../../../core/model/error.ts';
import type { OrderVerdict } from '../../../core/model/order/judge.ts';
import { ORDER_PRESETS } from '../../../core/model/order/presets.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeProfile } from '../../testing/fake-views.ts';
import { OrderLabPage } from './order-lab-page.tsx';
import { useOrderLab } from './order-lab-store.ts';

const { scenario } = ORDER_PRESETS.concurrent;
const verdict = (patch: Partial<OrderVerdict> = {}): OrderVerdict => ({
  kind: 'inOrder',
  got: 3,
  expected: 3,
  inversions: 0,
  duplicates: 0,
  queues: 1,
  ...patch,
});
const broken = verdict({ kind: 'inversions', inversions: 1 });

function fakeRun(patch: Partial<OrderRunView> = {}): OrderRunView {
  return {
    runId: 1,
    profileId: 'sandbox',
    scenario,
    state: 'done',
    place: 'connection',
    topic: 'gantry-order-x-1',
    group: 'gantry-order-x-1',
    cleanup: 'deleted',
    queues: [{ brokerName: 'sandbox', queueId: 0 }],
    version: 6,
    messages: 3,
    sends: { stored: 3, unconfirmed: 0, oneway: 0, noAnswer: 0, notStored: 0, notSent: 0 },
    stored: 3,
    storedSource: 'read',
    handled: 3,
    failedOnce: 0,
    storedVerdict: verdict(),
    handledVerdict: broken,
    cause: {
      kind: 'threads',
      message: { key: 0, seq: 2 },
      after: { key: 0, seq: 3 },
      count: 8,
      remedy: { control: 'threads', to: 1 },
    },
    startedAtMs: 1_000,
    endedAtMs: 2_000,
    ...patch,
  };
}
const lanes: OrderLanesView = {
  version: 6,
  lanes: [
    {
      queue: 0,
      stored: [1, 2, 3].map((seq) => ({ key: 0, seq })),
      handled: [
        { key: 0, seq: 1 },
        { key: 0, seq: 3 },
        { key: 0, seq: 2, after: 3 },
      ],
      storedCount: 3,
      handledCount: 3,
      storedInversions: 0,
      handledInversions: 1,
    },
  ],
  keys: [{ key: 0, name: 'ORD-20931', queues: [0], stored: verdict(), handled: broken }],
};

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  host.answers['order.run.list'] = () => [];
  host.answers['order.run.lanes'] = () => lanes;
  host.answers['order.run.messages'] = () => ({ version: 6, total: 0, from: 0, rows: [] });
  setBridge(host);
  useOrderLab.setState({ ...useOrderLab.getInitialState(), more: true });
  useHost.setState({ linkUp: true, profiles: { sandbox: fakeProfile({ kind: 'sandbox' }) } });
  useUi.setState({ activeProfileId: 'sandbox' });
});
afterEach(cleanup);

const starts = () => host.calls.filter(({ name }) => name === 'order.run.start');

it('draws a run: verdicts, late bead, cause, and sets the control that removes it', async () => {
  host.answers['order.run.list'] = () => [fakeRun()];
  render(<OrderLabPage />);
  await screen.findByText('Stored: In order');
  expect(screen.getByText('Handled: 1 inversion in 3')).toBeDefined();
  await screen.findByRole('img', {
    name: 'Queue 0: 3 stored with 0 inversions, 3 handled with 1',
  });
  expect(screen.getAllByText('A2 finished after A3')).not.toHaveLength(0);
  expect(document.querySelectorAll('.bead[data-late]')).toHaveLength(1);
  expect(screen.getByText(/8 threads share a queue, so a slow A2 lets A3 finish first/)).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Set it' }));
  expect(useUi.getState().orderForm.scenario.threads).toBe(1);
});

it('gives no verdict while a run goes on, and offers to stop it', async () => {
  const {
    storedVerdict: _stored,
    handledVerdict: _handled,
    endedAtMs: _ended,
    cause: _cause,
    ...going
  } = fakeRun();
  host.answers['order.run.list'] = () => [{ ...going, state: 'sending', cleanup: 'pending' }];
  host.answers['order.run.stop'] = () => fakeRun({ state: 'stopped' });
  render(<OrderLabPage />);
  await screen.findByText('Stored: running');
  expect(screen.getByText('Handled: running')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: /^Stop/ }));
  await screen.findByText('Stored: In order');
});

it('starts what stands in the settings, and shows a refusal at its field', async () => {
  host.answers['order.run.start'] = () => {
    throw inputError('messagesPerKey', 'range', { min: 1, max: 16 });
  };
  render(<OrderLabPage />);
  fireEvent.change(screen.getByRole('combobox', { name: 'Preset' }), { target: { value: 'kept' } });
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }));
  const field = screen.getByRole('spinbutton', { name: 'Messages per key' });
  await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
  expect(starts()).toEqual([
    {
      name: 'order.run.start',
      input: { profileId: 'sandbox', scenario: ORDER_PRESETS.kept.scenario, keep: false },
    },
  ]);
});

it('runs nothing on production, and says so', () => {
  useHost.setState({ profiles: { sandbox: fakeProfile({ kind: 'nameServer', environment: 'production' }) } });
  render(<OrderLabPage />);
  fireEvent.click(screen.getByRole('button', { name: /^Run/ }));
  expect(screen.getAllByText('The order lab does not run on production.')).not.toHaveLength(0);
  expect(starts()).toEqual([]);
  const faults = within(
    screen.getByRole('combobox', { name: 'Broker fault' }),
  ).getAllByRole<HTMLOptionElement>('option');
  expect(faults.map(({ disabled }) => disabled)).toEqual([false, true, true]);
});
