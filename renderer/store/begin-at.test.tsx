import { beforeEach, expect, it } from 'vitest';
import { fakeApp, fakeProfile } from '../testing/fake-views.ts';
import { chooseConnection, composeTo, consumeFrom } from './begin-at.ts';
import { useHost } from './host-store.ts';
import { useUi } from './ui-store.ts';

const chosen = (): string | undefined => useUi.getState().activeProfileId;

beforeEach(() => {
  const dev = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'dev' });
  useHost.getState().opened(fakeApp({ profiles: [fakeProfile(), dev] }), [], []);
  useUi.setState({ activeProfileId: 'sandbox', drafts: {} });
});

it('takes a new draft to the connection of what it begins at', () => {
  composeTo('dev', 'order-events');
  expect(chosen()).toBe('dev');
  expect(Object.values(useUi.getState().drafts)).toMatchObject([{ topic: 'order-events', unsent: false }]);
});

it('takes a new consumer there as well', () => {
  consumeFrom('dev', { topic: 'order-events' });
  expect(chosen()).toBe('dev');
  expect(useUi.getState()).toMatchObject({
    activeTabId: 'page-consume',
    consumerForm: { topic: 'order-events' },
  });
});

it('leaves the chosen one where the other is closed or not known', () => {
  chooseConnection('closed');
  chooseConnection(undefined);
  expect(chosen()).toBe('sandbox');
});
