import { afterEach, beforeEach, expect, it } from 'vitest';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile, fakeView } from '../../testing/fake-views.ts';
import { startAskedSandbox } from './asked-sandbox.ts';

let host: FakeHost;
const sandbox = fakeProfile({ kind: 'sandbox' });

beforeEach(() => {
  host = new FakeHost();
  host.answers['sandbox.start'] = () => sandbox;
  host.answers['consumer.start'] = () => fakeView({ profileId: sandbox.profileId });
  setBridge(host);
  useUi.setState(useUi.getInitialState(), true);
  useHost.getState().opened(fakeApp({ profiles: [] }), [], []);
});
afterEach(() => history.replaceState(null, '', '/'));

const started = (): string[] => host.calls.map(({ name }) => name);

it('starts it with its consumer and draft, and a reload asks for nothing', async () => {
  history.replaceState(null, '', '/?sandbox=1&other=2');
  await startAskedSandbox();
  expect(started()).toEqual(['sandbox.start', 'consumer.start']);
  expect(useUi.getState().tabs.map(({ kind }) => kind)).toContain('draft');
  expect(location.search).toBe('?other=2');
  await startAskedSandbox();
  expect(started()).toHaveLength(2);
});

it('leaves one that runs already alone', async () => {
  useHost.getState().opened(fakeApp({ profiles: [sandbox] }), [], []);
  history.replaceState(null, '', '/?sandbox=1');
  await startAskedSandbox();
  expect([started(), location.search]).toEqual([[], '']);
});

it('does nothing where nobody asked', async () => {
  await startAskedSandbox();
  expect(started()).toEqual([]);
});

it('a start that fails asks for nothing more', async () => {
  delete host.answers['sandbox.start'];
  history.replaceState(null, '', '/?sandbox=1');
  await startAskedSandbox();
  expect([started(), location.search]).toEqual([['sandbox.start'], '']);
});
