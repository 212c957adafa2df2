import { Tooltip } from '@base-ui/react/tooltip';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LabRunView } from '../../../../core/contract/delay-lab.ts';
import type { ProfileView, SentRecord } from '../../../../core/contract/views.ts';
import { setBridge } from '../../../bridge/call.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../../testing/fake-views.ts';
import { ResultPanel } from './result-panel.tsx';

const RECORD: SentRecord = {
  sendId: 1,
  profileId: 'dev',
  sentAtMs: 0,
  topic: 'order-events',
  tag: '',
  keys: [],
  delayLevel: 40,
  bodyBytes: 2,
  dueAtBrokerMs: 7_200_000,
  outcome: {
    kind: 'stored',
    receipt: {
      status: 'SEND_OK',
      queue: { topic: 'order-events', brokerName: 'broker-a', queueId: 1 },
      queueOffset: 3,
      msgId: 'ID',
      offsetMsgId: 'OFFSET-ID',
      brokerAddr: '10.0.0.1:10911',
      attempts: 1,
      unansweredAttempts: 0,
      elapsedMs: 4,
    },
  },
};

let host: FakeHost;

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
});

afterEach(cleanup);

/** It was sent on `dev`; the sandbox, with eighteen levels of its own, is chosen by now. */
function open(patch: Partial<ProfileView> = {}): void {
  const dev = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'dev', ...patch });
  useHost.getState().opened(fakeApp({ profiles: [fakeProfile(), dev] }), [], []);
  useUi.setState({ activeProfileId: 'sandbox' });
  render(
    <Tooltip.Provider>
      <ResultPanel record={RECORD} error={undefined} sending={false} />
    </Tooltip.Provider>,
  );
}

it('says which level the broker uses for one above its highest', () => {
  open();
  expect(screen.getByText(/^Delay level 40, the broker uses 18 \(2 h\)\./)).toBeDefined();
});

it('goes by the levels of the connection it was sent on, and says that they are assumed', () => {
  open({ delayLevels: fakeProfile().delayLevels.slice(0, 4), delayLevelsSource: 'assumed' });
  expect(
    screen.getByText(/^Delay level 40, the broker uses its highest, assumed to be 4 \(30 s\)\./),
  ).toBeDefined();
});

it('is followed in the delay lab on that connection', async () => {
  const run: LabRunView = {
    runId: 1,
    profileId: 'dev',
    kind: 'followed',
    topic: 'order-events',
    startedAtMs: 0,
    version: 1,
    rows: [],
  };
  host.answers['delayLab.follow'] = () => run;
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Follow in Delay lab' }));
  await waitFor(() => expect(useUi.getState().activeTabId).toBe('page-delay'));
  expect(useUi.getState().activeProfileId).toBe('dev');
});
