// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type {
  RecorderView,
  RecordingItem,
  RecordingRow,
  RecordingView,
  ReplayPlan,
  ReplayReport,
  ReplayView,
} from '../../../core/contract/recordings.ts';
import { inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useProduction } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { toggleRecording } from './follow-recordings.ts';
import { RecorderMark } from './recorder-mark.tsx';
import { useRecordings } from './recordings-store.ts';
import { RecordingsView } from './recordings-view.tsx';

const ITEM: RecordingItem = { name: 'checkout', startedAtMs: 1_000, events: 3, bytes: 900, state: 'whole' };
const VIEW: RecordingView = {
  name: 'checkout',
  bytes: 900,
  startedAtMs: 1_000,
  durationMs: 4_400,
  version: 1,
  knownVersion: 1,
  events: 3,
  counts: { send: 2, delivery: 1, decision: 0 },
  ended: 'stopped',
  problems: [],
  problemCount: 0,
};
const ROW: RecordingRow = {
  at: 0,
  offsetMs: 41,
  kind: 'send',
  topic: 'order-events',
  key: 'ORD-1',
  outcome: 'stored',
  status: 'SEND_OK',
  place: { brokerName: 'a', queueId: 2, queueOffset: 1_204 },
  profileId: 'sandbox',
  connection: 'Sandbox',
};
const RECORDER: RecorderView = {
  name: 'now',
  startedAtMs: 1_000,
  events: 1_204,
  bytes: 3.1 * 1024 * 1024,
  maxBytes: 256 * 1024 * 1024,
};
const NONE = { stored: 0, unconfirmed: 0, oneway: 0, noAnswer: 0, notStored: 0, notSent: 0 };
const REPLAY: ReplayView = {
  replayId: 1,
  name: 'checkout',
  profileId: 'sandbox',
  state: 'running',
  speed: 1,
  total: 2,
  done: 1,
  withoutBody: 0,
  counts: NONE,
  late: { sends: 0, maxMs: 0 },
  startedAtMs: 1,
};
const REPORT: ReplayReport = {
  compared: 2,
  same: 0,
  counts: { missing: 1, extra: 0, unknown: 0, status: 0, order: 0, queue: 1 },
  keysOutOfOrder: 0,
  sameBrokers: false,
};

let host: FakeHost;
beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  host.answers['recording.list'] = () => [ITEM];
  host.answers['recording.open'] = () => VIEW;
  host.answers['recording.rows'] = ({ from }) => ({ from, rows: [ROW] });
  host.answers['replay.plan'] = ({ topic }) => ({
    messages: 2,
    withoutBody: 1,
    durationMs: 4_000,
    topics: [{ topic: topic ?? 'order-events', messages: 2, exists: true, queues: 8 }],
  });
  host.answers['replay.start'] = () => REPLAY;
  useHost.setState({ app: fakeApp(), profiles: { sandbox: fakeProfile() }, linkUp: true });
  useUi.setState({ activeProfileId: 'sandbox', inspectorOpen: false });
  useRecordings.setState({ recorder: null, error: undefined, opened: undefined, replays: {} });
  useProduction.setState({ question: undefined, agreed: new Set() });
});
afterEach(cleanup);

const called = (name: string): unknown[] =>
  host.calls.filter((call) => call.name === name).map(({ input }) => input);
const press = (name: RegExp | string): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('the mark in the status bar', () => {
  it('says how much is recorded, and stops it', async () => {
    host.answers['recorder.stop'] = () => null;
    useRecordings.setState({ recorder: RECORDER });
    render(<RecorderMark />);
    expect(screen.getByRole('button', { name: 'Recording 1,204 events, 3.1 MiB' })).toBeTruthy();
    press('Stop recording');
    await waitFor(() => expect(screen.queryByRole('button')).toBeNull());
  });

  it('says why it ended by itself, and why it could not begin', async () => {
    useRecordings.setState({ recorder: { ...RECORDER, ended: { reason: 'disk', code: 'ENOSPC' } } });
    render(<RecorderMark />);
    expect(screen.getByRole('alert').textContent).toContain('ENOSPC');
    host.answers['recorder.start'] = () => {
      throw inputError('name', 'exists', { value: 'x' });
    };
    await toggleRecording();
    expect((await screen.findByRole('alert')).textContent).toContain('Not recording.');
  });
});

describe('the list', () => {
  it('renames with the refusal beside the field, and deletes only with the name typed', async () => {
    host.answers['recording.rename'] = () => {
      throw inputError('name', 'exists', { value: 'other' });
    };
    host.answers['recording.remove'] = () => null;
    render(<RecordingsView />);
    fireEvent.mouseDown(await screen.findByRole('row', { name: 'checkout, 3 events, Complete' }));
    press('Rename…');
    const name = screen.getByRole('textbox', { name: 'Name' });
    fireEvent.change(name, { target: { value: 'other' } });
    press('Rename');
    await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
    press('Cancel');
    await waitFor(() => expect(screen.queryByRole('textbox')).toBeNull());
    press('Delete…');
    const dialog = await screen.findByRole('alertdialog', { name: 'Delete checkout with 3 events?' });
    const typed = within(dialog).getByRole('textbox');
    const confirm = (): void => void fireEvent.submit(typed.closest('form') ?? dialog);
    confirm();
    expect(called('recording.remove')).toEqual([]);
    fireEvent.change(typed, { target: { value: 'checkout' } });
    confirm();
    await waitFor(() => expect(called('recording.remove')).toEqual([{ name: 'checkout' }]));
  });

  it('opens none that is being recorded', async () => {
    host.answers['recording.list'] = () => [{ ...ITEM, state: 'recording' }];
    render(<RecordingsView />);
    fireEvent.doubleClick(await screen.findByRole('row', { name: /^checkout/ }));
    press(/^Open/);
    expect(useRecordings.getState().opened).toBeUndefined();
  });
});

describe('an opened recording', () => {
  it('says by line what of it is not shown', async () => {
    const { ended: _whole, ...cut } = VIEW;
    host.answers['recording.open'] = () => ({
      ...cut,
      version: 2,
      problems: [
        { line: 3, reason: 'damaged' },
        { line: 9, reason: 'torn' },
      ],
      problemCount: 2,
    });
    useRecordings.setState({ opened: 'checkout' });
    render(<RecordingsView />);
    expect((await screen.findByRole('alert')).textContent).toBe(
      '2 lines are not shown: line 3 is damaged, line 9 breaks off. The file stays as it is.',
    );
    expect(screen.getByText(/newer Gantry \(version 2/)).toBeTruthy();
    expect(screen.getByText(/It has no end/)).toBeTruthy();
  });

  async function ask(target = 'Sandbox'): Promise<HTMLElement> {
    useRecordings.setState({ opened: 'checkout' });
    render(<RecordingsView />);
    await screen.findByText(/2 sent/);
    press(/^Replay/);
    return await screen.findByRole('alertdialog', { name: `Replay 2 messages to ${target}` });
  }

  it('is replayed after a confirmation that names target, topics and what cannot go', async () => {
    const dialog = await ask();
    expect(dialog.textContent).toContain('2 messages to order-events');
    expect(dialog.textContent).toContain('1 message cannot be sent: its body was not kept.');
    expect(called('replay.start')).toEqual([]);
    fireEvent.change(within(dialog).getByRole('textbox'), { target: { value: ' other ' } });
    await within(dialog).findByText('2 messages to other');
    fireEvent.click(within(dialog).getByRole('radio', { name: '×10' }));
    fireEvent.click(within(dialog).getByRole('button', { name: 'Replay 2' }));
    await screen.findByText('Replaying to Sandbox: 1 of 2');
    expect(called('replay.start')).toEqual([
      { name: 'checkout', profileId: 'sandbox', topic: 'other', speed: 10, paused: false },
    ]);
  });

  it('goes to another connection only once its plan is of that connection', async () => {
    useHost
      .getState()
      .profileReceived(fakeProfile({ profileId: 'other', kind: 'nameServer', name: 'Other' }));
    const dialog = await ask();
    const confirm = (): boolean => fireEvent.click(within(dialog).getByRole('button', { name: 'Replay 2' }));
    let answer = (_plan: ReplayPlan): void => expect.fail('no plan was asked for');
    host.answers['replay.plan'] = () => new Promise((resolve) => (answer = resolve));
    fireEvent.change(within(dialog).getByRole('combobox', { name: 'Connection' }), {
      target: { value: 'other' },
    });
    confirm();
    await waitFor(() => expect(called('replay.plan').at(-1)).toMatchObject({ profileId: 'other' }));
    confirm();
    expect(called('replay.start')).toEqual([]);
    answer({
      messages: 2,
      withoutBody: 0,
      durationMs: 4_000,
      topics: [{ topic: 'order-events', messages: 2, exists: false, queues: 4 }],
    });
    await within(dialog).findByText(/does not exist there/);
    screen.getByRole('alertdialog', { name: 'Replay 2 messages to Other' });
    confirm();
    await waitFor(() => expect(called('replay.start')).toMatchObject([{ profileId: 'other' }]));
  });

  it('goes to a sandbox that is started from the confirmation', async () => {
    const production = fakeProfile({ profileId: 'live', kind: 'nameServer', name: 'Live', readOnly: true });
    useHost.setState({ profiles: { live: production } });
    useUi.setState({ activeProfileId: 'live' });
    host.answers['sandbox.start'] = () => fakeProfile();
    const dialog = await ask('Live');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Start the sandbox' }));
    await screen.findByRole('alertdialog', { name: 'Replay 2 messages to Sandbox' });
    expect(within(dialog).queryByRole('button', { name: 'Start the sandbox' })).toBeNull();
    await waitFor(() => expect(called('replay.plan').at(-1)).toMatchObject({ profileId: 'sandbox' }));
    await waitFor(() => {
      fireEvent.click(within(dialog).getByRole('button', { name: 'Replay 2' }));
      expect(called('replay.start')).toMatchObject([{ profileId: 'sandbox' }]);
    });
  });

  it('asks on production, and is refused where one may only read', async () => {
    useHost.setState({ profiles: { sandbox: fakeProfile({ environment: 'production' }) } });
    fireEvent.click(within(await ask()).getByRole('button', { name: 'Replay 2' }));
    expect(called('replay.start')).toEqual([]);
    expect(useProduction.getState().question?.act).toBe('send');
    cleanup();
    useProduction.setState({ question: undefined });
    useHost.setState({ profiles: { sandbox: fakeProfile({ readOnly: true }) } });
    const dialog = await ask();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Replay 2' }));
    expect(called('replay.start')).toEqual([]);
    expect(dialog.textContent).toContain('This connection is read only');
  });

  it('is paused, stepped and stopped; its end shows the report in one sentence', async () => {
    for (const name of ['replay.pause', 'replay.step', 'replay.stop'] as const)
      host.answers[name] = () => REPLAY;
    host.answers['replay.rows'] = ({ from }) => ({ total: 2, from, rows: [] });
    useRecordings.setState({ opened: 'checkout', replays: { 1: REPLAY } });
    render(<RecordingsView />);
    await screen.findByText(/2 sent/);
    for (const [name, act] of [
      [/^Pause/, 'replay.pause'],
      [/^Step/, 'replay.step'],
      [/^Stop replay/, 'replay.stop'],
    ] as const)
      await waitFor(() => {
        // One act at a time: it is pressed until the one before is through.
        press(name);
        expect(called(act)).toEqual([{ replayId: 1 }]);
      });
    const late = { sends: 3, maxMs: 340 };
    useRecordings
      .getState()
      .replayReceived({ ...REPLAY, state: 'done', done: 2, endedAtMs: 9, late, report: REPORT });
    await screen.findByText('0 of 2 as then. 1 missing, 1 in another queue.');
    expect(screen.getByText('Not the same brokers: queues are compared by number.')).toBeTruthy();
    expect(screen.getByText('Pace not kept: 3 sends up to 340 ms late.')).toBeTruthy();
    expect(screen.getByRole('tab', { name: /^Differences/ }).getAttribute('aria-selected')).toBe('true');
  });
});
