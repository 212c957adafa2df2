import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { setBridge } from '../../../bridge/call.ts';
import { text } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useProduction } from '../../../store/production.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeApp, fakeDetail, fakeProfile } from '../../../testing/fake-views.ts';
import { pushToConsumer } from '../actions/push-to-consumer.tsx';

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
  host.answers['message.push.groups'] = () => ({ groups: ['worker'], unread: [] });
  host.answers['message.push.members'] = () => [
    { clientId: '10.0.0.1@1', language: 'JAVA', brokerNames: ['broker-a'] },
  ];
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useProduction.setState({ question: undefined, agreed: new Set() });
});
afterEach(cleanup);

/** Runs the action on one row of a consumer; answers what it showed. */
async function push(profile: Partial<ProfileView>): Promise<() => ReactNode> {
  useHost.setState({ profiles: { sandbox: fakeProfile(profile) } });
  const [row] = host.add(1, 'acked');
  if (row === undefined) throw new Error('no row');
  let shown: ReactNode;
  await pushToConsumer.run([{ ref: { kind: 'consumer', consumerId: 1, seq: row.seq }, row }], {
    profileId: 'sandbox',
    t: text,
    read: async () => fakeDetail(row),
    showDialog: (dialog) => {
      shown = dialog(() => undefined);
    },
  });
  return () => shown;
}

it('asks on production before anything is shown', async () => {
  const shown = await push({ environment: 'production' });
  expect([shown(), useProduction.getState().question?.act]).toEqual([undefined, 'push']);
  act(() => useProduction.getState().answered(true));
  expect(shown()).toBeDefined();
});

it.each([
  [true, 'true'],
  [false, null],
])('with read only %s the button is disabled: %s', async (readOnly, disabled) => {
  const shown = await push({ readOnly });
  render(<Tooltip.Provider>{shown()}</Tooltip.Provider>);
  await screen.findByText('1 online now');
  const button = screen.getByRole('button', { name: 'Push' });
  expect(button.getAttribute('aria-disabled')).toBe(disabled);
});
