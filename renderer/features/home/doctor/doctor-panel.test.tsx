import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DOCTOR_STEPS, type DoctorStepView, type DoctorView } from '../../../../core/model/doctor.ts';
import { GantryError } from '../../../../core/model/error.ts';
import { setBridge } from '../../../bridge/call.ts';
import { text } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { FakeHost } from '../../../testing/fake-host.ts';
import { fakeApp, fakeProfile, fakeSaved } from '../../../testing/fake-views.ts';
import { useHome } from '../home-store.ts';
import { DoctorPanel } from './doctor-panel.tsx';
import { doctorReport } from './report.ts';

const saved = fakeSaved({ accessKey: 'reader', secret: 'untilQuit' });

/** All eight, of which some are as told. */
function doctor(told: DoctorStepView[]): DoctorView {
  const steps = DOCTOR_STEPS.map(
    (step) => told.find((known) => known.step === step) ?? { step, status: 'notRun' as const },
  );
  return { profileId: 'p', runId: 1, state: 'ended', steps };
}

const auth = new GantryError('AUTH', {
  remark: 'User:reader is not found.',
  remedyKey: 'checkCredentials',
}).data;
const silent: DoctorStepView = {
  step: 'brokerAddress',
  status: 'failed',
  elapsedMs: 3_000,
  finding: { key: 'brokerSilent', params: { addresses: '172.18.0.4:10911' } },
  remedyKey: 'mapAddress',
  silentBrokers: [
    {
      brokerName: 'a',
      announced: '172.18.0.4:10911',
      reason: 'timeout',
      isPrivate: true,
      suggested: 'ns:10911',
      suggestedAnswers: true,
    },
  ],
};

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  useHome.setState({ chosenId: 'p', busyId: undefined, error: undefined, editing: undefined });
});
afterEach(cleanup);

function show(view: DoctorView): void {
  useHost.getState().opened(fakeApp({ saved: [saved], profiles: [] }), [], []);
  useHost.setState({ doctors: { p: view } });
  render(<DoctorPanel />);
}

it('names each of the eight steps with what became of it', () => {
  show(
    doctor([
      { step: 'name', status: 'passed', finding: { key: 'resolved', params: { name: 'ns', ip: '1.2.3.4' } } },
    ]),
  );
  const names = screen.getAllByRole('listitem').map((item) => item.getAttribute('aria-label'));
  expect(names).toEqual([
    'Name: passed',
    'Name server: not run',
    'TLS: not run',
    'Cluster: not run',
    'Broker address: not run',
    'Credentials: not run',
    'Topic readable and writable: not run',
    'Round trip: not run',
  ]);
  expect(screen.getByText('ns is 1.2.3.4')).toBeDefined();
});

it('maps every silent broker to what stands in its field', async () => {
  host.answers['profile.map'] = () => saved;
  host.answers['doctor.run'] = () => doctor([silent]);
  show(doctor([silent]));
  const card = within(screen.getByRole('alert'));
  expect(card.getByText(/172\.18\.0\.4 exists only inside its own network/)).toBeDefined();
  fireEvent.change(card.getByRole('textbox'), { target: { value: 'gate:10911' } });
  fireEvent.click(card.getByRole('button', { name: 'Map the address and go on' }));
  await expect.poll(() => host.calls.map(({ name }) => name)).toEqual(['profile.map', 'doctor.run']);
  expect(host.calls[0]?.input).toEqual({
    profileId: 'p',
    addressMap: { '172.18.0.4:10911': 'gate:10911' },
  });
});

it('leads wrong keys to the editor', () => {
  show(doctor([{ step: 'credentials', status: 'failed', error: auth, remedyKey: 'checkCredentials' }]));
  fireEvent.click(screen.getByRole('button', { name: 'Check the keys' }));
  expect(useHome.getState().editing).toEqual({ profileId: 'p' });
});

it('opens a connection whose cluster is known although a broker is not reached', async () => {
  const cluster: DoctorStepView = {
    step: 'cluster',
    status: 'passed',
    finding: { key: 'cluster', params: { clusters: 'C', brokers: 1, topics: 2 } },
  };
  host.answers['profile.open'] = () => fakeProfile({ profileId: 'p', kind: 'nameServer' });
  show(doctor([cluster, silent]));
  expect(screen.getByText('C, 1 broker, 2 topics')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Connect anyway' }));
  await expect.poll(() => host.calls.map(({ name }) => name)).toEqual(['profile.open']);
});

it('reports without the access key that a broker repeated', () => {
  const view = doctor([{ step: 'credentials', status: 'failed', elapsedMs: 4, error: auth }]);
  const report = doctorReport(view, { accessKey: 'reader', nowMs: 0 }, text);
  expect(report).toContain('6. Credentials: failed.');
  expect(report).toContain('User:*** is not found.');
  expect(report).not.toContain('reader');
});
