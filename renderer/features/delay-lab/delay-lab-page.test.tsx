import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LabRunView } from '../../../core/contract/delay-lab.ts';
import type { LabRow } from '../../../core/model/delay-lab/row.ts';
import { inputError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { listenForKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { DelayLabPage } from './delay-lab-page.tsx';
import { useDelayLab } from './lab-store.ts';

let host: FakeHost;
let stopKeys: () => void;
const before = useDelayLab.getState();

/** A clock that stands still at 1,000,000. */
const paused = fakeProfile({ clock: { brokerMs: 1_000_000, hostMs: 0, rate: 0, source: 'sandbox' } });

beforeEach(() => {
  host = new FakeHost();
  setBridge(host);
  host.answers['topic.list'] = () => [];
  host.answers['topic.route'] = () => ({ queues: 4, exists: true, publishQueues: [] });
  useDelayLab.setState(before, true);
  useHost.setState({ app: fakeApp({ profiles: [paused] }), profiles: { sandbox: paused }, sent: [] });
  useUi.setState({ activeProfileId: 'sandbox' });
  stopKeys = listenForKeys();
});
afterEach(() => {
  stopKeys();
  cleanup();
});

function row(rowId: number, level: number, patch: Partial<LabRow> = {}): LabRow {
  const levelMs = [0, 1_000, 5_000, 10_000, 30_000][level] ?? 0;
  return {
    rowId,
    level,
    uniqueKey: `KEY-${rowId}`,
    sentAtMs: 0,
    send: {
      kind: 'stored',
      queue: { topic: 't', brokerName: 'b', queueId: 1 },
      scheduleOffset: 7,
      offsetMsgId: 'O',
      answeredAtMs: 1,
      unansweredAttempts: 0,
    },
    plan: {
      storedMs: 990_000,
      dueMs: 990_000 + levelMs,
      source: 'read',
      level,
      levelMs,
      levelSource: 'broker',
    },
    ...patch,
  };
}

const landed = (driftMs: number, level: number) => ({
  landing: {
    storedMs: 990_000 + ([0, 1_000, 5_000, 10_000, 30_000][level] ?? 0) + driftMs,
    queue: { topic: 't', brokerName: 'b', queueId: 1 },
    queueOffset: 3,
    seenAtMs: 0,
    clockRate: 1,
  },
});

function run(rows: LabRow[], version = 1): LabRunView {
  return { runId: 3, profileId: 'sandbox', kind: 'sent', topic: 't', startedAtMs: 0, version, rows };
}

const rowNames = (): (string | null)[] =>
  within(screen.getByRole('grid', { name: 'Delayed messages' }))
    .getAllByRole('row')
    .map((line) => line.getAttribute('aria-label'))
    .filter((name) => name?.startsWith('Level'));

describe('the form', () => {
  it('sends what is checked, and the level that was typed', async () => {
    host.answers['delayLab.start'] = () => run([row(1, 1)]);
    render(<DelayLabPage />);
    const levels = screen.getByRole('group', { name: 'Levels' });
    fireEvent.click(screen.getByRole('button', { name: 'None' }));
    expect(screen.getByRole('button', { name: /^Send 0/ }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(within(levels).getByRole('checkbox', { name: 'Level 3, 10 s' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Other level' }), { target: { value: '40' } });
    expect(screen.getByRole('status').textContent).toContain('highest level is 18; it will use 18');
    await act(async () => {
      fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    });
    expect(host.calls.find(({ name }) => name === 'delayLab.start')?.input).toEqual({
      profileId: 'sandbox',
      topic: 'order-events',
      levels: [3, 40],
      perLevel: 1,
    });
    expect(screen.getByRole('img', { name: 'Delay timeline, 0 of 1 landed' })).toBeTruthy();
  });

  it('has presets, and a clock only where there is a sandbox', () => {
    render(<DelayLabPage />);
    fireEvent.click(screen.getByRole('button', { name: 'All' }));
    expect(screen.getByRole('button', { name: /^Send 18/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Up to 1 m' }));
    expect(screen.getByRole('button', { name: /^Send 5/ })).toBeTruthy();
    expect(screen.getByRole('radio', { name: 'Pause clock' }).getAttribute('aria-checked')).toBe('true');
    const real = fakeProfile({ kind: 'nameServer' });
    act(() => useHost.setState({ profiles: { sandbox: real } }));
    expect(screen.queryByRole('radio', { name: 'Pause clock' })).toBeNull();
    expect(screen.queryByRole('button', { name: /×60/ })).toBeNull();
  });

  it('says beside the topic what is wrong with it', async () => {
    host.answers['delayLab.start'] = () => {
      throw inputError('topic', 'empty');
    };
    render(<DelayLabPage />);
    await act(async () => {
      fireEvent.keyDown(document.body, { key: 'Enter', ctrlKey: true });
    });
    expect(screen.getByRole('combobox', { name: 'Topic' }).getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a run', () => {
  it('is drawn, counted and listed, what waits first', () => {
    useDelayLab
      .getState()
      .runReceived(
        run([row(1, 1, landed(40, 1)), row(2, 2, landed(1_240, 2)), row(3, 4), row(4, 3, { lost: 'gone' })]),
      );
    const { container } = render(<DelayLabPage />);
    expect(screen.getByRole('img', { name: 'Delay timeline, 2 of 4 landed' })).toBeTruthy();
    expect(
      [...container.querySelectorAll('[data-unique-key]')].map((bar) => bar.getAttribute('data-state')),
    ).toEqual(['landed', 'late', 'lost', 'waiting']);
    expect(rowNames()).toEqual([
      'Level 3, Lost sight, KEY-4',
      'Level 4, Waiting, KEY-3',
      'Level 2, Late, KEY-2',
      'Level 1, Landed, KEY-1',
    ]);
    expect(screen.getByText('until level 4 (30 s) comes due, the clock is paused')).toBeTruthy();
    expect(screen.getAllByText('20.0 s').length).toBeGreaterThan(0);
    expect(screen.getByText('640 ms')).toBeTruthy();
  });

  it('says of the chosen message where it waits, and joins it by its key', () => {
    useDelayLab.getState().runReceived(run([row(1, 3)]));
    render(<DelayLabPage />);
    fireEvent.keyDown(document.body, { key: 'j' });
    const detail = screen.getByRole('region', { name: 'Level 3 (10 s)' });
    expect(detail.textContent).toContain('SCHEDULE_TOPIC_XXXX q2 @7');
    expect(detail.textContent).toContain('Offset 7 belongs to the schedule queue.');
    act(() => useDelayLab.getState().runReceived(run([row(1, 3, landed(-3, 3))], 2)));
    expect(detail.textContent).toContain('t b q1 @3');
    expect(screen.getAllByText('−3 ms').length).toBeGreaterThan(0);
  });

  it('says that a plan is estimated whose copy could not be read, and so is what follows from it', () => {
    const { plan } = row(1, 4);
    const estimated = plan && { plan: { ...plan, source: 'estimated' as const } };
    useDelayLab.getState().runReceived(run([row(1, 4, estimated)]));
    render(<DelayLabPage />);
    fireEvent.keyDown(document.body, { key: 'j' });
    const detail = screen.getByRole('region', { name: 'Level 4 (30 s)' });
    expect(detail.textContent).toContain('estimated: the copy that waits could not be read');
    expect(screen.getByText(/^until level 4 .*, estimate$/)).toBeTruthy();
    const line = screen.getByRole('row', { name: /^Level 4/ });
    expect(line.textContent).toMatch(/≈ \d\d:/);
    act(() => useDelayLab.getState().runReceived(run([row(1, 4, { ...estimated, ...landed(-3, 4) })], 2)));
    expect(line.textContent).toContain('≈ −3 ms');
    act(() => useDelayLab.getState().runReceived(run([row(1, 4)], 3)));
    expect(detail.textContent).toContain('read from the copy that waits');
  });

  it('of many messages is drawn by level', () => {
    const rows = Array.from({ length: 240 }, (_, index) => row(index + 1, (index % 4) + 1));
    useDelayLab
      .getState()
      .runReceived(
        run(rows.map((line, index) => (index < 4 ? { ...line, ...landed(1, line.level) } : line))),
      );
    const { container } = render(<DelayLabPage />);
    expect(container.querySelectorAll('.lab-bar')).toHaveLength(4);
    expect(screen.getAllByText('1 of 60 landed')).toHaveLength(4);
  });
});
