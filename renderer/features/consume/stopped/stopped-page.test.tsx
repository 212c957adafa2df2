import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { KeptConsumer } from '../../../../core/contract/window-state.ts';
import { GantryError } from '../../../../core/model/error.ts';
import { setBridge } from '../../../bridge/call.ts';
import { useHost } from '../../../store/host-store.ts';
import { stoppedTab } from '../../../store/tabs.ts';
import { EMPTY_CONSUMER_FORM, useUi } from '../../../store/ui-store.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeApp, fakeProfile, fakeSaved } from '../../../testing/fake-views.ts';
import { StoppedPage } from './stopped-page.tsx';

const SAVED = fakeSaved({ profileId: 'dev', name: 'orders dev', nameServers: '10.0.0.1:9876' });
const DEV = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'orders dev' });
const CONSUMER: KeptConsumer = {
  profileId: 'dev',
  group: 'payment-worker',
  subscriptions: [
    { topic: 'order-events', tagPattern: 'paid' },
    { topic: 'refunds', tagPattern: '*' },
  ],
  seats: 8,
  batchMaxSize: 32,
  mode: 'rules',
  rules: { seed: 3, rules: [] },
  listener: 'orderly',
  model: 'clustering',
};

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  useHost.getState().opened(fakeApp({ saved: [SAVED] }), [], []);
});

afterEach(cleanup);

function open(consumer: KeptConsumer = CONSUMER): void {
  const tab = stoppedTab(consumer, 0);
  useUi.setState({
    activeProfileId: 'sandbox',
    consumerForm: EMPTY_CONSUMER_FORM,
    tabs: [tab],
    activeTabId: tab.id,
  });
  render(
    <Tooltip.Provider>
      <StoppedPage tabId={tab.id} consumer={consumer} />
    </Tooltip.Provider>,
  );
}

const again = (): void => {
  fireEvent.click(screen.getByRole('button', { name: 'Start again' }));
};
const formShown = (): Promise<void> =>
  waitFor(() => expect(useUi.getState().activeTabId).toBe('page-consume'));
const opened = (): unknown[] => host.calls.filter(({ name }) => name === 'profile.open');

it('goes to its own connection with all it had', async () => {
  useHost.getState().profileReceived(DEV);
  open();
  expect(screen.getByText(/It ran on orders dev\./)).toBeDefined();
  again();
  await formShown();
  expect(opened()).toEqual([]);
  expect(useUi.getState()).toMatchObject({
    activeProfileId: 'dev',
    tabs: [{ id: 'page-consume' }],
    consumerForm: {
      group: 'payment-worker',
      topic: 'order-events',
      tagPattern: 'paid',
      moreTopics: [{ topic: 'refunds', tagPattern: '*' }],
      seats: 8,
      batchMaxSize: 32,
      mode: 'rules',
      rules: { seed: 3 },
      listener: 'orderly',
    },
  });
});

it('opens its connection where that is closed', async () => {
  host.answers['profile.open'] = () => DEV;
  open();
  expect(screen.getByText(/The connection of this consumer, orders dev, is closed/)).toBeDefined();
  again();
  await formShown();
  expect(opened()).toHaveLength(1);
  expect(useUi.getState().activeProfileId).toBe('dev');
});

it('stays, with the reason, where its connection cannot be opened', async () => {
  host.answers['profile.open'] = () => {
    throw new GantryError('CONNECT', { outcome: 'notSent', params: { address: '10.0.0.1:9876' } });
  };
  open();
  again();
  await screen.findByRole('alert');
  expect(useUi.getState()).toMatchObject({ activeProfileId: 'sandbox', tabs: [{ kind: 'stopped' }] });
});

it('leaves the choice to the person where its connection is not known', async () => {
  const { profileId: _older, ...consumer } = CONSUMER;
  open(consumer);
  expect(screen.getByText(/is not known any more: the one chosen above is used/)).toBeDefined();
  again();
  await formShown();
  expect(opened()).toEqual([]);
  expect(useUi.getState().activeProfileId).toBe('sandbox');
});
