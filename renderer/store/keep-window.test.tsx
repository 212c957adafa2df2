import { expect, it } from 'vitest';
import type { KeptConsumer, WindowState } from '../../core/contract/window-state.ts';
import { setBridge } from '../bridge/call.ts';
import { FakeHost } from '../testing/fake-host.ts';
import { restoreWindow } from './keep-window.ts';
import { useRecent } from './recent.ts';
import { useUi } from './ui-store.ts';

const consumer = (seats: number): KeptConsumer => ({
  group: 'payment-worker',
  subscriptions: [{ topic: 'order-events', tagPattern: '*' }],
  seats,
  mode: 'hold',
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
