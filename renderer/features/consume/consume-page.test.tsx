import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProfileView } from '../../../core/contract/views.ts';
import type { ConsumerView } from '../../../core/model/consume.ts';
import { stateError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { listenForKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { useProduction } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile, fakeView } from '../../testing/fake-views.ts';
import { ConsumePage } from './consume-page.tsx';

const HEIGHT_PX = 600;

let host: FakeHost;
let stopKeys: () => void;

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT_PX);
  vi.spyOn(window, 'matchMedia').mockReturnValue(wideWindow());
  host = new FakeHost();
  setBridge(host);
  host.listen((message) => useHost.getState().eventReceived(message));
  useHost.getState().opened(fakeApp(), [], []);
  useHost.getState().opened(fakeApp(), [host.view], []);
  useUi.setState({ inspectorOpen: true });
  stopKeys = listenForKeys();
});

afterEach(() => {
  cleanup();
  stopKeys();
  vi.restoreAllMocks();
});

function wideWindow(): MediaQueryList {
  return Object.assign(new EventTarget(), { matches: false }) as MediaQueryList;
}

async function open(): Promise<HTMLElement> {
  host.tell();
  render(
    <Tooltip.Provider>
      <ConsumePage consumerId={1} />
    </Tooltip.Provider>,
  );
  return await screen.findByRole('grid', { name: 'Messages' });
}

const tell = (): void => act(() => host.tell());
const press = (key: string, shiftKey = false): void => {
  fireEvent.keyDown(document.body, { key, shiftKey });
};
const row = (name: RegExp | string): Promise<HTMLElement> => screen.findByRole('row', { name });
const cursor = (): string | undefined =>
  document.querySelector('[aria-selected="true"]')?.getAttribute('aria-label') ?? undefined;
const decisions = (): unknown[] =>
  host.calls.filter(({ name }) => name === 'consumer.decide').map(({ input }) => input);

describe('deciding', () => {
  it('acks with A and sends back with R, each time going on to the next held row', async () => {
    host.add(3, 'held');
    await open();
    await waitFor(() => expect(cursor()).toBe('Held, ORD-3, order-events, attempt 1'));
    press('a');
    await waitFor(() => expect(cursor()).toBe('Held, ORD-2, order-events, attempt 1'));
    press('r');
    await waitFor(() => expect(cursor()).toBe('Held, ORD-1, order-events, attempt 1'));
    expect(decisions()).toEqual([
      { consumerId: 1, seqs: [3], decision: 'ack' },
      { consumerId: 1, seqs: [2], decision: 'later' },
    ]);
    await row('Acked, ORD-3, order-events, attempt 1');
    await row('Later, ORD-2, order-events, attempt 1');
  });

  it('never decides one row twice while its answer is on the way', async () => {
    host.add(1, 'held');
    await open();
    await waitFor(() => expect(cursor()).toBeDefined());
    press('a');
    press('a');
    press('r');
    await row(/^Acked, ORD-1/);
    expect(decisions()).toHaveLength(1);
  });

  it('decides by the buttons of a row and of the inspector', async () => {
    host.add(2, 'held');
    await open();
    const second = await row(/^Held, ORD-1,/);
    fireEvent.click(within(second).getByRole('button', { name: 'Later' }));
    const inspector = screen.getByRole('complementary', { name: 'Message' });
    fireEvent.click(within(inspector).getByRole('button', { name: 'Ack' }));
    await waitFor(() => expect(decisions()).toHaveLength(2));
    expect(decisions()).toEqual([
      { consumerId: 1, seqs: [1], decision: 'later' },
      { consumerId: 1, seqs: [2], decision: 'ack' },
    ]);
  });

  it('leaves failed rows checked and says why', async () => {
    host.add(3, 'held');
    host.failing.set(2, stateError('disconnected').data);
    await open();
    await row(/^Held, ORD-3/);
    press('J', true);
    press('J', true);
    const bulk = await screen.findByRole('button', { name: 'Ack 3' });
    fireEvent.click(bulk);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('1 of 3 was not decided and is still checked');
    expect(alert.textContent).toContain('The broker cannot be reached now');
    expect(await screen.findByRole('button', { name: 'Ack 1' })).toBeDefined();
    const box = within(await row(/^Held, ORD-2/)).getByRole<HTMLInputElement>('checkbox');
    expect(box.checked).toBe(true);
    host.failing.clear();
    press('a');
    await row(/^Acked, ORD-2/);
    await waitFor(() => expect(screen.queryByRole('button', { name: /^Ack \d/ })).toBeNull());
  });

  it('says how many the deadline decided, once it struck', async () => {
    host.add(1, 'held');
    await open();
    expect(screen.queryByText(/by deadline/)).toBeNull();
    act(() => host.tell({ deadlineStruck: 1_204 }));
    await screen.findByText('by deadline 1,204');
  });

  it('is refused with the reason while the broker is away, and the rows stay', async () => {
    host.add(2, 'held');
    await open();
    await row(/^Held, ORD-2/);
    act(() => host.tell({ state: 'reconnecting', disconnectedSinceMs: Date.now() }));
    press('a');
    expect(decisions()).toEqual([]);
    expect(await row(/^Held, ORD-2/)).toBeDefined();
    const inspector = screen.getByRole('complementary', { name: 'Message' });
    const ack = within(inspector).getByRole('button', { name: 'Ack' });
    expect(ack.getAttribute('aria-disabled')).toBe('true');
    expect(inspector.textContent).toContain('The broker cannot be reached now');
  });
});

describe('Later at a level, and dead letter now', () => {
  it('is a menu of the row by Shift+R', async () => {
    host.add(1, 'held', { attempt: 2 });
    await open();
    await waitFor(() => expect(cursor()).toBeDefined());
    press('R', true);
    fireEvent.click(
      await screen.findByRole('menuitem', { name: 'Later at level 5 (1 m), as attempt 3 of 17' }),
    );
    await row(/^Later, ORD-1/);
    expect(decisions()).toEqual([{ consumerId: 1, seqs: [1], decision: 'later', level: 5 }]);
  });

  it('asks before it takes rows of several topics', async () => {
    host.add(1, 'held');
    host.add(1, 'held', { topic: 'payments' });
    await open();
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Check all held' }));
    await screen.findByRole('button', { name: 'Later 2' });
    press('R', true);
    fireEvent.click(await screen.findByRole('menuitem', { name: 'To %DLQ%payment-worker now' }));
    const title = 'Send 2 messages of payments, order-events to %DLQ%payment-worker?';
    const dialog = await screen.findByRole('alertdialog', { name: title });
    expect(decisions()).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Dead letter 2' }));
    await waitFor(() => expect(decisions()).toHaveLength(1));
  });
});

describe('the undo grace', () => {
  it('shows what is to be sent, goes on to the next row, and is taken back by ⌘Z and by the row', async () => {
    host.add(2, 'held');
    host.answers['consumer.decide'] = ({ seqs }) => {
      for (const held of host.pinned)
        if (seqs.includes(held.seq)) held.planned = { decision: 'ack', dueAtMs: Date.now() + 5_000 };
      host.tell({ undoable: 1 });
      return seqs.map((seq) => ({ seq, waits: true as const }));
    };
    host.answers['consumer.undo'] = ({ seqs = [2] }) => {
      for (const held of host.pinned) if (seqs.includes(held.seq)) delete held.planned;
      host.tell({ undoable: 0 });
      return seqs;
    };
    await open();
    await waitFor(() => expect(cursor()).toMatch(/^Held, ORD-2/));
    press('a');
    await waitFor(() => expect(cursor()).toMatch(/^Held, ORD-1/));
    expect((await row(/^Held, ORD-2/)).textContent).toMatch(/Ack in \d\.\d s/);
    fireEvent.keyDown(document.body, { key: 'z', ctrlKey: true });
    await waitFor(() => expect(cursor()).toMatch(/^Held, ORD-2/));
    expect((await row(/^Held, ORD-2/)).textContent).not.toContain('Ack in');
    press('a');
    fireEvent.click(within(await row(/^Held, ORD-2/)).getByRole('button', { name: /^Undo/ }));
    await waitFor(() => expect(cursor()).toMatch(/^Held, ORD-2/));
  });
});

describe('the live table', () => {
  it('draws a hundred rows at most of however many there are', async () => {
    host.add(50_000, 'acked');
    host.add(3_000, 'waiting');
    const grid = await open();
    await row(/^Waiting, ORD-53000/);
    expect(grid.getAttribute('aria-rowcount')).toBe('53000');
    const drawn = within(grid).getAllByRole('row').length - 1;
    expect(drawn).toBeLessThanOrEqual(100);
    expect(drawn).toBeGreaterThan(20);
  });

  it('freezes when the cursor leaves the top, counts what is new, and goes live again with G', async () => {
    host.add(40, 'acked');
    await open();
    await row(/^Acked, ORD-40,/);
    press('j');
    press('j');
    await waitFor(() => expect(cursor()).toBe('Acked, ORD-39, order-events, attempt 1'));
    host.add(128, 'acked');
    tell();
    expect(await screen.findByRole('button', { name: '128 new. Show the newest' })).toBeDefined();
    expect(screen.queryByRole('row', { name: /ORD-168,/ })).toBeNull();
    press('g');
    await row(/^Acked, ORD-168,/);
    expect(screen.queryByRole('button', { name: /new/ })).toBeNull();
    expect(cursor()).toBe('Acked, ORD-168, order-events, attempt 1');
  });

  it('pauses and resumes with Space without touching a decision', async () => {
    host.add(1, 'held');
    await open();
    await row(/^Held, ORD-1/);
    press(' ');
    host.add(2, 'held');
    tell();
    await screen.findByText('Paused, 2 new');
    expect(screen.queryByRole('row', { name: /ORD-3/ })).toBeNull();
    press(' ');
    await row(/^Held, ORD-3/);
    expect(decisions()).toEqual([]);
  });

  it('is found as it was left after another page was looked at: paused, its cursor, its checked rows', async () => {
    host.add(3, 'held');
    await open();
    await row(/^Held, ORD-3/);
    press('j');
    press('x');
    press(' ');
    await screen.findByRole('button', { name: 'Ack 1' });
    cleanup();
    host.add(2, 'held');
    await open();
    await screen.findByText('Paused, 2 new');
    expect(cursor()).toBe('Held, ORD-2, order-events, attempt 1');
    expect(screen.getByRole('button', { name: 'Ack 1' })).toBeDefined();
    expect(screen.queryByRole('row', { name: /ORD-5/ })).toBeNull();
    press(' ');
    await row(/^Held, ORD-5/);
  });

  it('starts anew with another consumer of the same number', async () => {
    host.add(1, 'held');
    await open();
    press(' ');
    cleanup();
    act(() => useHost.getState().opened(fakeApp(), [], []));
    act(() => useHost.getState().opened(fakeApp(), [host.view], []));
    host.add(1, 'held');
    await open();
    await row(/^Held, ORD-2/);
  });

  it('leads from a Later row to its next attempt and back', async () => {
    host.add(1, 'later', { nextSeq: 2, driftMs: 1_240 });
    host.add(1, 'held', { attempt: 2, previousSeq: 1 });
    await open();
    expect((await row(/^Later, ORD-1/)).textContent).toContain('Drift +1,240 ms');
    fireEvent.click(await screen.findByRole('button', { name: 'Returned as attempt 2' }));
    await waitFor(() => expect(cursor()).toBe('Held, ORD-2, order-events, attempt 2'));
    const inspector = screen.getByRole('complementary', { name: 'Message' });
    fireEvent.click(within(inspector).getByRole('button', { name: 'Show attempt 1' }));
    await waitFor(() => expect(cursor()).toBe('Later, ORD-1, order-events, attempt 1'));
  });
});

describe('the filter', () => {
  const filters = (): unknown[] =>
    host.calls.filter(({ name }) => name === 'consumer.filter').map(({ input }) => input);
  const applied = (text: string, heldNotShown: number): Partial<ConsumerView> => ({
    layout: host.view.layout + 1,
    keptCount: 500,
    filter: { text, state: 'done', searched: 500, heldNotShown, bodiesNotSearched: 0 },
  });
  beforeEach(() => {
    host.answers['consumer.filter'] = ({ text }) => {
      host.tell(applied(text, 3));
      return host.view;
    };
  });

  it('is reached with F, goes to the host, and says what it does not show', async () => {
    host.add(12, 'held');
    await open();
    press('f');
    const field = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Filter messages' });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: 'state:held tag:a' } });
    await waitFor(() => expect(filters()).toEqual([{ consumerId: 1, text: 'state:held tag:a' }]));
    expect(await screen.findByText('12 of 500')).toBeDefined();
    expect(screen.getByText('and 3 held not shown')).toBeDefined();
  });

  it('marks what is invalid in place; the host hears nothing of it', async () => {
    host.add(1, 'held');
    await open();
    const field = screen.getByRole('searchbox', { name: 'Filter messages' });
    fireEvent.change(field, { target: { value: 'state:gone' } });
    expect((await screen.findByRole('alert')).textContent).toContain('No such state');
    expect(document.querySelector('mark')?.textContent).toBe('state:gone');
    expect(filters()).toEqual([]);
  });

  it('gives way to a link whose row it does not show', async () => {
    host.add(1, 'acked', { nextSeq: 2 });
    host.add(1, 'held', { attempt: 2, previousSeq: 1 });
    const all = host.settled;
    await open();
    await row(/^Held, ORD-2/);
    host.settled = [];
    act(() => host.tell(applied('state:held', 0)));
    host.answers['consumer.filter'] = ({ text }) => {
      host.settled = all;
      host.tell({ layout: 9, filter: undefined });
      return { ...host.view, filter: text === '' ? undefined : host.view.filter };
    };
    fireEvent.click(await screen.findByRole('button', { name: 'Show attempt 1' }));
    await waitFor(() => expect(cursor()).toBe('Acked, ORD-1, order-events, attempt 1'));
  });

  it('follows a bar of the attempts', async () => {
    host.add(1, 'held');
    await open();
    act(() => host.tell({ attempts: [1_284, 37, 0, 2] }));
    const bars = screen.getByRole('list', { name: 'Attempts' });
    const names = within(bars)
      .getAllByRole('button')
      .map((bar) => bar.getAttribute('aria-label'));
    expect(names).toEqual(['Attempt 1: 1,284 rows', 'Attempt 2: 37 rows', 'Attempt 4: 2 rows']);
    fireEvent.click(screen.getByRole('button', { name: 'Attempt 2: 37 rows' }));
    await waitFor(() => expect(filters()).toEqual([{ consumerId: 1, text: 'attempt=2' }]));
  });
});

describe('two consumers', () => {
  it('are set against each other: what only one got is shown first, and a row leads back to its own table', async () => {
    host.add(3, 'held');
    const other = fakeView({ consumerId: 2, group: 'audit-tap' });
    useHost.setState({ consumers: { 1: host.view, 2: other } });
    host.answers['compare.run'] = ({ firstId, secondId }) => ({
      firstId,
      secondId,
      onlyFirst: 1,
      onlySecond: 0,
      both: 2,
      rows: [3, 2],
      leftOut: [0, 1_000],
      queues: [{ queue: { topic: 'order-events', brokerName: 'broker-a', queueId: 0 }, rows: [3, 2] }],
      comparedAtMs: 0,
      tookMs: 1,
    });
    host.answers['compare.rows'] = ({ set }) =>
      set === 'onlyFirst' ? host.pinned.slice(0, 1).map((first) => ({ first })) : [];
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Compare with…' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'audit-tap' }));
    const panel = await screen.findByRole('region', { name: 'payment-worker and audit-tap' });
    expect((await within(panel).findByRole('tab', { selected: true })).textContent).toBe(
      'Only payment-worker1',
    );
    const only = await within(panel).findByRole('row', { name: 'ORD-3, order-events' });
    expect(only.textContent).toContain('not received');
    expect(panel.textContent).toContain(
      'Not compared, because dropped from view or older: 0 and 1,000 rows.',
    );
    press('a');
    expect(decisions()).toEqual([]);
    fireEvent.doubleClick(only);
    await waitFor(() => expect(cursor()).toBe('Held, ORD-3, order-events, attempt 1'));
    expect(screen.queryByRole('region', { name: 'payment-worker and audit-tap' })).toBeNull();
  });
});

describe('nothing yet', () => {
  it('offers a message to the topic, on the consumer’s connection', async () => {
    const dev = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'dev' });
    useHost.setState({ profiles: { sandbox: fakeProfile(), dev } });
    useUi.setState({ activeProfileId: 'dev', drafts: {}, tabs: [] });
    host.tell();
    render(
      <Tooltip.Provider>
        <ConsumePage consumerId={1} />
      </Tooltip.Provider>,
    );
    const compose = (): void => {
      fireEvent.click(screen.getByRole('button', { name: /order-events/ }));
    };
    compose();
    const { activeProfileId, activeTabId } = useUi.getState();
    expect([activeProfileId, activeTabId]).toEqual(['sandbox', expect.stringMatching(/^draft-/)]);
    useUi.setState({ activeProfileId: 'dev', activeTabId: 'consumer-1' });
    compose();
    expect(useUi.getState()).toMatchObject({ activeProfileId: 'sandbox', activeTabId });
  });
});

describe('stopping', () => {
  it('asks in numbers, with the focus on Cancel', async () => {
    host.add(4, 'held');
    host.answers['consumer.stop.preview'] = () => ({ held: 4, waiting: 0, ackedBehind: 1_203 });
    await open();
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }));
    const dialog = await screen.findByRole('alertdialog', {
      name: '4 held and 1,203 already acked behind them will be delivered again',
    });
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    expect(within(dialog).getByRole('button', { name: 'Stop' })).toBeDefined();
  });
});

describe('starting again', () => {
  const stopped = async (patch: Partial<ProfileView>): Promise<HTMLElement> => {
    host.answers['consumer.restart'] = () => host.view;
    useProduction.setState({ question: undefined, agreed: new Set() });
    useHost.setState({ profiles: { sandbox: fakeProfile(patch) } });
    host.add(1, 'acked');
    await open();
    act(() => host.tell({ state: 'stopped' }));
    return screen.getByRole('button', { name: 'Start again' });
  };
  const restarts = (): number => host.calls.filter(({ name }) => name === 'consumer.restart').length;

  it('is joining: on production it is asked for, once in a tab', async () => {
    const again = await stopped({ environment: 'production' });
    fireEvent.click(again);
    expect([restarts(), useProduction.getState().question?.act]).toEqual([0, 'join']);
    act(() => useProduction.getState().answered(true));
    fireEvent.click(again);
    await waitFor(() => expect(restarts()).toBe(2));
  });

  it('is not possible where the connection is read only', async () => {
    const again = await stopped({ readOnly: true });
    expect(again.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(again);
    expect(restarts()).toBe(0);
  });
});
