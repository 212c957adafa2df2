import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import type { DiffRef } from '../../store/tabs.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeBrowse } from '../../testing/fake-topics.ts';
import { fakeApp, fakeProfile, fakeView } from '../../testing/fake-views.ts';
import { useResend } from '../resend/resend-store.ts';
import { DiffResend } from './diff-resend.tsx';

const dev = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'dev' });

beforeEach(() => {
  const host = new FakeHost();
  host.answers['resend.draft'] = () => ({
    title: 'ORD-1',
    place: '',
    topic: 'order-events',
    fields: [],
    draft: {
      topic: 'order-events',
      tag: '',
      keys: [],
      properties: [],
      body: new Uint8Array([123, 125]),
      bodyFormat: 'json',
      delayLevel: 0,
      mode: 'sync',
    },
  });
  setBridge(host);
  useHost
    .getState()
    .opened(fakeApp({ profiles: [fakeProfile(), dev] }), [fakeView({ profileId: 'dev' })], []);
  useHost.setState({
    browses: { 1: fakeBrowse({ profileId: 'dev' }), 2: fakeBrowse({ profileId: 'closed' }) },
  });
  useUi.setState({ activeProfileId: 'sandbox' });
});

afterEach(cleanup);

const open = (target: DiffRef): void => {
  render(
    <Tooltip.Provider>
      <DiffResend target={target} title="ORD-1" />
    </Tooltip.Provider>,
  );
};
const press = (name: RegExp): void => {
  fireEvent.click(screen.getByRole('button', { name }));
};

it.each<[where: string, target: DiffRef, goesTo: string]>([
  ['a consumer', { kind: 'consumer', consumerId: 1, seq: 1 }, 'dev'],
  ['a topic', { kind: 'browse', browseId: 1, seq: 1 }, 'dev'],
  ['a topic of a closed connection', { kind: 'browse', browseId: 2, seq: 1 }, 'sandbox'],
  ['the library', { kind: 'template', path: 'a.json' }, 'sandbox'],
])(
  'sends and edits a message of %s where it was seen, else on the chosen connection',
  async (_where, target, goesTo) => {
    open(target);
    press(/^Resend ORD-1/);
    expect(useResend.getState().request?.profileId).toBe(goesTo);
    press(/^Edit/);
    await waitFor(() => expect(useUi.getState().activeTabId).toMatch(/^draft-/));
    expect(useUi.getState().activeProfileId).toBe(goesTo);
  },
);
