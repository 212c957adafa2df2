import { expect, it } from 'vitest';
import type { KeptConsumer, WindowState } from '../../core/contract/window-state.ts';
import { testRule } from '../../core/model/rules/test-rule.ts';
import { setBridge } from '../bridge/call.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { fakeView } from '../testing/fake-views.ts';
import { useHost } from './host-store.ts';
import { keepWindow, restoreWindow } from './keep-window.ts';
import { useRecent } from './recent.ts';
import { useUi } from './ui-store.ts';

const consumer = (seats: number): KeptConsumer => ({
  group: 'payment-worker',
  subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
  seats,
  batchMaxSize: 1,
  mode: 'hold',
  rules: { seed: 1, rules: [] },
  listener: 'concurrent',
  model: 'clustering',
});

const LAST: WindowState = {
  tabs: [
    { kind: 'page', page: 'home' },
    { kind: 'consumer', consumer: consumer(4) },
    { kind: 'consumer', consumer: consumer(8) },
  ],
  active: 2,
  recent: [{ kind: 'topic', profileId: 'sandbox', topic: 'order-events' }],
  inspectorOpen: false,
  inspectorWidth: 400,
};

it('brings back the work of the last window, two consumers of one group in tabs of their own', async () => {
  const host = new FakeHost();
  host.answers['window.state.load'] = () => LAST;
  setBridge(host);
  await restoreWindow();
  const { tabs, activeTabId, inspectorWidth } = useUi.getState();
  expect(new Set(tabs.map(({ id }) => id)).size).toBe(3);
  expect(tabs.map((tab) => (tab.kind === 'stopped' ? tab.consumer.seats : tab.kind))).toEqual(['page', 4, 8]);
  expect([activeTabId, inspectorWidth]).toEqual([tabs[2]?.id, 400]);
  expect(useRecent.getState().work).toEqual(LAST.recent);
});

it('keeps what a consumer was with its tab: its connection, its batch, its rules and not what they decided', async () => {
  const host = new FakeHost();
  host.answers['window.state.load'] = () => null;
  host.answers['window.state.save'] = () => null;
  setBridge(host);
  await restoreWindow();
  keepWindow();
  const rule = testRule({ act: 'later', filter: 'tag:failed', attempts: 2 });
  useHost
    .getState()
    .consumerReceived(
      fakeView({ profileId: 'dev', batchMaxSize: 32, rules: { seed: 3, rules: [{ ...rule, hits: 37 }] } }),
    );
  useUi.getState().consumerOpened(1);
  window.dispatchEvent(new Event('pagehide'));
  const saved = host.calls.find(({ name }) => name === 'window.state.save')?.input as WindowState;
  const kept = saved.tabs.find((tab) => tab.kind === 'consumer' && tab.consumer.rules.rules.length > 0);
  expect(kept).toMatchObject({
    consumer: { profileId: 'dev', batchMaxSize: 32, rules: { seed: 3, rules: [rule] } },
  });
  expect(JSON.stringify(kept)).not.toContain('hits');
});
