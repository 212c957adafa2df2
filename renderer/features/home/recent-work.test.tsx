import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setBridge } from '../../bridge/call.ts';
import { emptyDraft } from '../../store/drafts.ts';
import { useHost } from '../../store/host-store.ts';
import { followWork, useRecent } from '../../store/recent.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp } from '../../testing/fake-views.ts';
import { RecentWorkList } from './recent-work.tsx';

let host: FakeHost;
followWork();

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useUi.setState(useUi.getInitialState(), true);
  useRecent.setState({ work: [] });
});
afterEach(cleanup);

const labels = (): (string | null)[] => screen.queryAllByRole('button').map(({ textContent }) => textContent);
const write = (bodyText: string, topic: string): number => {
  const draftId = useUi.getState().draftOpened();
  useUi.getState().draftEdited(draftId, { bodyText, topic, keys: ['ORD-1'] });
  return draftId;
};

it('lists what was in front, newest first, once, and opens it again', () => {
  useUi.getState().topicOpened('sandbox', 'payment');
  const draftId = write('{}', 'order-events');
  useUi.getState().pageOpened('home');
  useUi.getState().topicOpened('sandbox', 'payment');
  useUi.getState().pageOpened('home');
  render(<RecentWorkList />);
  expect(labels()).toEqual(['payment Sandbox', 'order-events ORD-1']);
  fireEvent.click(screen.getByRole('button', { name: 'order-events ORD-1' }));
  expect(useUi.getState().activeTabId).toBe(`draft-${draftId}`);
});

it('leaves out what is gone, empty, or of a connection that was removed', () => {
  const draftId = write('{}', 'order-events');
  useUi.getState().draftOpened();
  useUi.getState().topicOpened('removed', 'payment');
  useUi.getState().tabClosed(`draft-${draftId}`);
  render(<RecentWorkList />);
  expect(labels()).toEqual([]);
});

it('opens a file of the library again whose draft was closed, and says why it cannot', async () => {
  const draftId = write('{}', 'order-events');
  act(() =>
    useUi.getState().draftEdited(draftId, { libraryFile: { path: 'Checkout/Paid.json', version: 'f1' } }),
  );
  useUi.getState().tabClosed(`draft-${draftId}`);
  render(<RecentWorkList />);
  const file = screen.getByRole('button', { name: 'Checkout/Paid Library' });
  fireEvent.click(file);
  await screen.findByRole('alert');

  const { draftKey: _key, ...draft } = emptyDraft(0);
  host.answers['library.read'] = ({ path }) => ({
    path,
    version: 'f2',
    variables: true,
    draft: {
      topic: draft.topic,
      tag: '',
      keys: [],
      properties: [],
      body: new Uint8Array(1),
      bodyFormat: 'text',
      delayLevel: 0,
      mode: 'sync',
    },
  });
  fireEvent.click(file);
  await waitFor(() => expect(useUi.getState().activeTabId).toMatch(/^draft-/));
  expect(useRecent.getState().work[0]).toEqual({ kind: 'file', path: 'Checkout/Paid.json' });
});
