import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { NO_PREFS } from '../../../core/contract/prefs.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { usePrefs } from '../../store/prefs.ts';
import { consumerTab } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeProfile } from '../../testing/fake-views.ts';
import { TourBar } from './tour-bar.tsx';

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  host.answers['order.run.list'] = () => [];
  host.answers['delayLab.list'] = () => [];
  host.answers['prefs.change'] = () => null;
  setBridge(host);
  host.view = { ...host.view, profileId: 'sandbox' };
  const sandbox = fakeProfile({ profileId: 'sandbox', kind: 'sandbox' });
  useHost.setState({
    linkUp: true,
    sent: [],
    profiles: { sandbox },
    consumers: { [host.view.consumerId]: host.view },
  });
  usePrefs.setState({ ...NO_PREFS, tour: { open: true, startedAtMs: 1, done: ['send'] } });
  render(
    <Tooltip.Provider>
      <TourBar />
    </Tooltip.Provider>,
  );
});
afterEach(cleanup);

const stepNames = (): (string | null)[] =>
  screen.getAllByRole('listitem').map((step) => step.getAttribute('aria-label'));
const done = (): number => stepNames().filter((name) => name?.endsWith(': done')).length;

it('ticks Hold once a held message is in sight, and Later once it came back', async () => {
  const [first] = host.add(1, 'held', { seq: 1 });
  host.tell();
  expect(done()).toBe(1);
  const tab = consumerTab(host.view.consumerId);
  useUi.setState({ tabs: [tab], activeTabId: tab.id });
  await waitFor(() => expect(done()).toBe(2));
  expect(screen.getByText(/^Press Later: it returns/)).toBeDefined();

  await host.call('consumer.decide', { consumerId: host.view.consumerId, decision: 'later', seqs: [1] });
  host.tell();
  expect(done()).toBe(2);
  host.pinned = host.pinned.map((row) => (row.seq === first?.seq ? { ...row, nextSeq: 2 } : row));
  host.tell();
  await waitFor(() => expect(stepNames()[2]).toBe('Later: done'));
  await waitFor(() => expect(host.calls.at(-1)?.name).toBe('prefs.change'));
});

it('offers the sandbox where it does not run, and is left without losing a step', async () => {
  fireEvent.click(screen.getByRole('button', { name: 'Leave the tour' }));
  expect(screen.queryByRole('region', { name: 'The tour' })).toBeNull();
  expect(usePrefs.getState().tour).toEqual({ open: false, startedAtMs: 1, done: ['send'] });
  useHost.setState({ profiles: {} });
  usePrefs.setState({ tour: { open: true, startedAtMs: 1, done: ['send'] } });
  await screen.findByRole('button', { name: 'Start the sandbox' });
});
