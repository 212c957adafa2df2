import { beforeEach, expect, it, vi } from 'vitest';
import { DOCTOR_STEPS, type DoctorView } from '../../../core/model/doctor.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile, fakeSaved } from '../../testing/fake-views.ts';
import { changeAndConnect, connectSaved } from './connect.ts';
import { useHome } from './home-store.ts';

const saved = fakeSaved();

let host: FakeHost;
/** The examinations that were asked for: what they found is told, then they are answered. */
const examined: { profileId: string; tell: (healthy: boolean) => void; answer: () => void }[] = [];

beforeEach(() => {
  host = new FakeHost();
  examined.length = 0;
  host.answers['doctor.run'] = ({ profileId }) =>
    new Promise<DoctorView>((resolve) => {
      const runId = examined.length + 1;
      const tell = (healthy: boolean): void => {
        const steps = DOCTOR_STEPS.map((step) => ({ step, status: healthy ? 'passed' : 'failed' }) as const);
        useHost.getState().doctorReceived({ profileId, runId, state: 'ended', steps });
      };
      const answer = (): void => resolve(useHost.getState().doctors[profileId] as DoctorView);
      examined.push({ profileId, tell, answer });
    });
  host.answers['profile.save'] = () => saved;
  host.answers['profile.open'] = ({ profileId }) => fakeProfile({ profileId });
  setBridge(host);
  useHost.getState().opened(fakeApp({ saved: [saved], profiles: [] }), [], []);
  useHost.setState({ doctors: {} });
});

function end(index: number, healthy: boolean): void {
  examined[index]?.tell(healthy);
  examined[index]?.answer();
}

const asked = (): string[] => host.calls.map(({ name }) => name);
const nextExamined = (count: number) => vi.waitFor(() => expect(examined).toHaveLength(count));

it('tries once what is pressed twice', async () => {
  const tried = Promise.all([connectSaved('p'), connectSaved('p')]);
  await nextExamined(1);
  end(0, true);
  await tried;
  expect(asked()).toEqual(['doctor.run', 'profile.open']);
});

it('tries a remedy that is pressed before its attempt has ended', async () => {
  const first = connectSaved('p');
  await nextExamined(1);
  examined[0]?.tell(false);
  const remedy = changeAndConnect(saved, { tls: undefined });
  examined[0]?.answer();
  await first;
  await nextExamined(2);
  end(1, true);
  await remedy;
  expect(asked()).toEqual(['doctor.run', 'profile.save', 'doctor.run', 'profile.open']);
  expect(useHome.getState()).toMatchObject({ busyId: undefined, error: undefined });
});

it('goes on to another connection when the one before is through', async () => {
  const both = Promise.all([connectSaved('p'), connectSaved('q')]);
  await nextExamined(1);
  end(0, false);
  await nextExamined(2);
  end(1, true);
  await both;
  expect(examined.map(({ profileId }) => profileId)).toEqual(['p', 'q']);
});
