import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SavedProfile } from '../../../core/contract/profiles.ts';
import { setBridge } from '../../bridge/call.ts';
import { text } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp } from '../../testing/fake-views.ts';
import { Frame } from '../frame.tsx';
import { actionItems } from './items.ts';

let host: FakeHost;

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  host = new FakeHost();
  setBridge(host);
  host.listen((message) => useHost.getState().eventReceived(message));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

async function openConsumer(): Promise<void> {
  useHost.getState().opened(fakeApp(), [host.view], []);
  useUi.getState().consumerOpened(1);
  host.tell();
  render(
    <Tooltip.Provider>
      <Frame />
    </Tooltip.Provider>,
  );
  await screen.findByRole('heading', { level: 1 });
}

/** Label and hint, as they are drawn, and why not. */
const listed = (): Map<string, string | undefined> =>
  new Map(
    actionItems(text).map(({ label, hint, reason }) => [
      hint === undefined ? label : `${label} ${hint}`,
      reason,
    ]),
  );

const OF_A_ROW = [
  'Edit and resend',
  'Resend as is',
  'Compose here',
  'Show life',
  'Diff',
  'Save to library',
  'Push to one consumer…',
  'Save body as file',
  'Copy as…',
  'Copy body',
  'Copy key',
  'Copy ID',
  'Copy as JSON',
  'Copy as Python',
  'Copy as mqadmin',
];

it('lists every action of a row, and says why while there is none', async () => {
  await openConsumer();
  const without = listed();
  expect(OF_A_ROW.filter((label) => without.get(label) !== 'no row chosen')).toEqual([]);
  expect(without.get('Ack')).toBe('No held message chosen');
  host.add(1, 'held');
  host.tell();
  await waitFor(() => expect(document.querySelector('[aria-selected="true"][role="row"]')).not.toBeNull());
  const withRow = listed();
  expect(OF_A_ROW.filter((label) => withRow.get(label) !== undefined || !withRow.has(label))).toEqual([]);
  expect(withRow.has('Ack') && withRow.get('Ack')).toBeUndefined();
});

it('lists each action once, though several keys do it', async () => {
  await openConsumer();
  const labels = actionItems(text).map(({ label, hint }) => `${label} ${hint}`);
  expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  expect(['Stop', 'Decide Hold', 'Decide Rules'].filter((label) => !listed().has(label))).toEqual([]);
  expect(listed().get('Compare with…')).toBe('Start another consumer to compare with');
});

it('connects to a kept connection that is closed, and takes connections from a file', () => {
  const kept = { profileId: 'p1', name: 'orders-prod', nameServers: '10.0.0.1:9876' };
  useHost.getState().opened(fakeApp({ saved: [kept as SavedProfile], profiles: [] }), [], []);
  const items = listed();
  for (const label of ['Connect to orders-prod', 'Import connections', 'Export connections without secrets'])
    expect([label, items.has(label), items.get(label)]).toEqual([label, true, undefined]);
});
