import { beforeEach, expect, it, vi } from 'vitest';
import type { SavedProfile } from '../../../core/contract/profiles.ts';
import { DOCTOR_STEPS, type DoctorView } from '../../../core/model/doctor.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { changeAndConnect, connectSaved } from './connect.ts';
import { useHome } from './home-store.ts';

const saved: SavedProfile = {
  profileId: 'p',
  name: '',
  colour: 'k1',
  environment: 'dev',
  readOnly: false,
  nameServers: 'ns:9876',
  addressMap: {},
  secret: 'none',
};

let host: FakeHost;
/** The examinations that were asked for and are not answered yet. */
const examined: { profileId: string; end: (healthy: boolean) => void }[] = [];

beforeEach(() => {
  host = new FakeHost();
  examined.length = 0;
  host.answers['doctor.run'] = ({ profileId }) =>
    new Promise<DoctorView>((resolve) => {
      const end = (healthy: boolean): void =>
        resolve({
          profileId,
          runId: 1,
          state: 'ended',
          steps: DOCTOR_STEPS.map((step) => ({ step, status: healthy ? 'passed' : 'failed' })),
        });
      examined.push({ profileId, end });
    });
  host.answers['profile.save'] = () => saved;
  host.answers['profile.open'] = ({ profileId }) => fakeProfile({ profileId });
  setBridge(host);
  useHost.getState().opened(fakeApp({ saved: [saved], profiles: [] }), [], []);
});

const asked = (): string[] => host.calls.map(({ name }) => name);
const nextExamined = (count: number) => vi.waitFor(() => expect(examined).toHaveLength(count));

it('tries once what is pressed twice', async () => {
  const tried = Promise.all([connectSaved('p'), connectSaved('p')]);
  await nextExamined(1);
  examined[0]?.end(true);
  await tried;
  expect(asked()).toEqual(['doctor.run', 'profile.open']);
});

it('tries a remedy that is pressed before its attempt has ended', async () => {
  const first = connectSaved('p');
  await nextExamined(1);
  const remedy = changeAndConnect(saved, { tls: undefined });
  examined[0]?.end(false);
  await first;
  await nextExamined(2);
  examined[1]?.end(true);
  await remedy;
  expect(asked()).toEqual(['doctor.run', 'profile.save', 'doctor.run', 'profile.open']);
  expect(useHome.getState()).toMatchObject({ busyId: undefined, error: undefined });
});

it('goes on to another connection when the one before is through', async () => {
  const both = Promise.all([connectSaved('p'), connectSaved('q')]);
  await nextExamined(1);
  examined[0]?.end(false);
  await nextExamined(2);
  examined[1]?.end(true);
  await both;
  expect(examined.map(({ profileId }) => profileId)).toEqual(['p', 'q']);
});
