import { Tooltip } from '@base-ui/react/tooltip';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrowseRow, BrowseView } from '../../../core/contract/browse.ts';
import { NO_PREFS } from '../../../core/contract/prefs.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import { GantryError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { listenForKeys, offeredActions } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { usePrefs } from '../../store/prefs.ts';
import { useProduction } from '../../store/production.ts';
import { useUi } from '../../store/ui-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeBrowse, fakeBrowseRow, fakeInfo } from '../../testing/fake-topics.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { EMPTY_RANGE } from './messages/range/range-form.ts';
import { useTopicsWork } from './state/topic-work.ts';
import { TopicsPage } from './topics-page.tsx';

const HEIGHT_PX = 600;

let host: FakeHost;
let kept: BrowseRow[];
let view: BrowseView;
let stopKeys: () => void;

beforeEach(() => {
  // happy-dom lays nothing out.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(HEIGHT_PX);
  vi.spyOn(window, 'matchMedia').mockReturnValue(
    Object.assign(new EventTarget(), { matches: false }) as MediaQueryList,
  );
  kept = Array.from({ length: 40 }, (_, n) => fakeBrowseRow(40 - n));
  view = fakeBrowse({ count: 40, filtered: 40, stored: 18_412, cut: 'asked', canReadMore: true });
  host = new FakeHost();
  Object.assign(host.answers, {
    'topic.list': () => [
      { topic: '%DLQ%worker', kind: 'deadLetter' },
      { topic: 'order-events', kind: 'normal' },
      { topic: 'payment', kind: 'normal' },
    ],
    'topic.counts': ({ topics }: { topics: string[] }) =>
      topics.map((topic) => ({ topic, queues: 8, messages: 18_412, failures: [] })),
    'topic.info': () => fakeInfo(),
    'topic.groups': () => ({ topic: 'order-events', groups: [], failures: [], readAtMs: 0 }),
    'browse.open': () => view,
    'browse.list': () => [view],
    'browse.close': () => null,
    'browse.follow': ({ on }: { on: boolean }) => tell({ following: on }),
    'browse.more': () => tell({ reading: true }),
    'browse.filter': ({ text }: { text: string }) =>
      tell({ filtered: 1, layout: view.layout + 1, filter: filterView(text) }),
    'browse.rows': ({ from, count }: { from: number; count: number }) => ({
      version: view.version,
      layout: view.layout,
      from: Math.max(from, view.first),
      rows: kept.slice(Math.max(from, view.first) - view.first, from + count - view.first),
    }),
    'browse.row.find': ({ seq }: { seq: number }) => {
      const at = kept.findIndex((row) => row.seq === seq);
      return at < 0 ? null : view.first + at;
    },
  });
  setBridge(host);
  useHost.getState().opened(fakeApp(), [], []);
  useHost.setState({ browses: {} });
  useUi.setState({ inspectorOpen: false, activeProfileId: 'sandbox' });
  usePrefs.setState(NO_PREFS);
  useTopicsWork.setState({ works: {}, panes: {} });
  stopKeys = listenForKeys();
});

afterEach(() => {
  cleanup();
  stopKeys();
  vi.restoreAllMocks();
});

const filterView = (text: string): BrowseView['filter'] => ({
  text,
  state: 'done',
  searched: 40,
  matched: 1,
  bodiesNotSearched: 0,
});

/** The host's view with this change, as its event brings it. */
function tell(patch: Partial<BrowseView>): BrowseView {
  view = { ...view, version: view.version + 1, ...patch };
  return view;
}

function open(topic = 'order-events'): void {
  render(
    <Tooltip.Provider>
      <TopicsPage profileId="sandbox" topic={topic} />
    </Tooltip.Provider>,
  );
}

const press = (key: string, shiftKey = false): void => {
  fireEvent.keyDown(document.body, { key, shiftKey });
};
const row = (name: RegExp): Promise<HTMLElement> => screen.findByRole('row', { name });
const cursor = (): string | null | undefined =>
  document.querySelector('[role="row"][aria-selected="true"]')?.getAttribute('aria-label');
const inputsOf = (name: string): unknown[] =>
  host.calls.filter((made) => made.name === name).map(({ input }) => input);

describe('the list', () => {
  it('finds as one types and opens by the keyboard', async () => {
    open();
    await screen.findByRole('option', { name: 'payment' });
    press('/');
    const find = screen.getByRole('searchbox', { name: 'Find a topic' });
    expect(document.activeElement).toBe(find);
    fireEvent.change(find, { target: { value: 'pay' } });
    expect(screen.queryByRole('option', { name: 'order-events' })).toBeNull();
    fireEvent.keyDown(find, { key: 'Enter' });
    expect(useUi.getState().activeTabId).toBe('topic-sandbox-payment');
  });

  it('asks for the counts of what is visible', async () => {
    open();
    const option = await screen.findByRole('option', { name: 'payment' });
    await waitFor(() => expect(option.textContent).toContain('18.4k'));
    expect(option.textContent).toContain('8q');
  });

  it('offers the palette what its buttons do, also where it is refused', async () => {
    useHost.setState({ profiles: { sandbox: fakeProfile({ readOnly: true }) } });
    open();
    await row(/^ORD-40,/);
    const offered = (label: string, hint?: string) =>
      offeredActions().find((action) => action.label === label && action.hint === hint);
    expect(offered('topics.newTopic')?.whyNot?.()).toBe('connections.isReadOnly');
    expect(offered('topics.export', 'As CSV')?.whyNot).toBeUndefined();
    act(() => offered('topics.pin')?.run(new KeyboardEvent('keydown')));
    expect(offered('topics.unpin')).toBeDefined();
  });

  it('says why there is none, and still opens a topic by name', async () => {
    host.answers['topic.list'] = () => {
      throw new GantryError('AUTH', { outcome: 'refused', responseCode: 16 });
    };
    open();
    expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0);
    fireEvent.click(screen.getByRole('button', { name: 'Open a topic by name' }));
    const name = screen.getByRole('textbox', { name: 'Topic name' });
    fireEvent.change(name, { target: { value: ' secret-topic ' } });
    fireEvent.submit(name);
    expect(useUi.getState().activeTabId).toBe('topic-sandbox-secret-topic');
  });
});

describe('the messages', () => {
  it('are the newest 500, and say what was cut', async () => {
    open();
    await row(/^ORD-40,/);
    expect(inputsOf('browse.open')).toEqual([
      { profileId: 'sandbox', topic: 'order-events', range: { kind: 'newest', rows: 500 } },
    ]);
    expect(screen.getByText(/Cut: newest 40 of 18,412/)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Read 500 more' }));
    await waitFor(() => expect(inputsOf('browse.more')).toEqual([{ browseId: 1, rows: 500 }]));
    expect(await screen.findByRole('button', { name: 'Cancel' })).toBeDefined();
  });

  it('are walked, checked and unchecked by keys', async () => {
    open();
    await row(/^ORD-40,/);
    press('j');
    await waitFor(() => expect(cursor()).toMatch(/^ORD-40,/));
    press('x');
    press('J', true);
    await waitFor(() => expect(cursor()).toMatch(/^ORD-39,/));
    const box = within(await row(/^ORD-39,/)).getByRole<HTMLInputElement>('checkbox');
    await waitFor(() => expect(box.checked).toBe(true));
    expect(screen.getByRole('button', { name: 'Export 2 checked rows' })).toBeDefined();
    press('Escape');
    await waitFor(() => expect(box.checked).toBe(false));
    press('G', true);
    const grid = screen.getByRole('grid', { name: 'Messages' });
    await waitFor(() => expect(grid.scrollTop).toBeGreaterThan(0));
    // A row that is not drawn is no active one.
    expect(grid.getAttribute('aria-activedescendant')).toBeNull();
    fireEvent.scroll(grid);
    await waitFor(() => expect(grid.getAttribute('aria-activedescendant')).toMatch(/-39$/));
  });

  it('are found as they were left after another page was looked at: cursor and checked rows', async () => {
    open();
    await row(/^ORD-40,/);
    press('j');
    press('j');
    await waitFor(() => expect(cursor()).toMatch(/^ORD-39,/));
    press('x');
    await screen.findByRole('button', { name: 'Export 1 checked row' });
    cleanup();
    open();
    await row(/^ORD-40,/);
    expect(cursor()).toMatch(/^ORD-39,/);
    expect(screen.getByRole('button', { name: 'Export 1 checked row' })).toBeDefined();
    cleanup();
    // The host ended it: its number means other rows from now on.
    act(() => useHost.setState({ browses: {} }));
    open();
    await row(/^ORD-40,/);
    expect(cursor()).toBeUndefined();
    expect(screen.queryByRole('button', { name: /checked row/ })).toBeNull();
  });

  it('stand still below the cursor while Live brings more, until G', async () => {
    open();
    await row(/^ORD-40,/);
    press('l');
    await waitFor(() =>
      expect(screen.getByRole('switch', { name: /Live/ }).getAttribute('aria-checked')).toBe('true'),
    );
    press('j');
    press('j');
    await waitFor(() => expect(cursor()).toMatch(/^ORD-39,/));
    kept.unshift(fakeBrowseRow(42), fakeBrowseRow(41));
    act(() => useHost.getState().browseReceived(tell({ first: view.first - 2, count: 42, filtered: 42 })));
    expect(await screen.findByRole('button', { name: '2 new. Show the newest' })).toBeDefined();
    expect(screen.queryByRole('row', { name: /^ORD-42,/ })).toBeNull();
    press('g');
    await row(/^ORD-42,/);
  });

  it('mark the invalid part of a filter and keep the last good one', async () => {
    open();
    await row(/^ORD-40,/);
    const filter = screen.getByRole('searchbox', { name: 'Filter messages' });
    fireEvent.change(filter, { target: { value: 'tag:paid sizes>1' } });
    const problem = await screen.findByText(/^No such field/);
    expect(filter.getAttribute('aria-describedby')).toBe(problem.id);
    expect(document.querySelector('mark')?.textContent).toBe('sizes>1');
    expect(inputsOf('browse.filter')).toEqual([]);
    kept = [fakeBrowseRow(7)];
    fireEvent.change(filter, { target: { value: 'tag:paid size>1' } });
    await row(/^ORD-7,/);
    expect(inputsOf('browse.filter')).toEqual([{ browseId: 1, text: 'tag:paid size>1' }]);
    expect(screen.getByText('1 of 40')).toBeDefined();
  });

  it('are looked up by key, and say which field is missing', async () => {
    open();
    await row(/^ORD-40,/);
    fireEvent.click(screen.getByRole('radio', { name: 'Key' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Read' }));
    expect((await screen.findByRole('alert')).textContent).toBe('Fill this in to read');
    fireEvent.change(screen.getByRole('textbox', { name: 'Key' }), { target: { value: 'ORD-7' } });
    fireEvent.click(screen.getByRole('button', { name: 'Read' }));
    await waitFor(() =>
      expect(inputsOf('browse.open').at(-1)).toEqual({
        profileId: 'sandbox',
        topic: 'order-events',
        range: { kind: 'key', key: 'ORD-7' },
      }),
    );
  });

  it('are read anew when something else is asked for from outside', async () => {
    open();
    await row(/^ORD-40,/);
    const asked = { ...EMPTY_RANGE, kind: 'id' as const, id: '7F00' };
    act(() => useTopicsWork.getState().rangeAsked('topic-sandbox-order-events order-events', asked));
    await waitFor(() =>
      expect(inputsOf('browse.open').at(-1)).toMatchObject({ range: { kind: 'id', id: '7F00' } }),
    );
    expect(inputsOf('browse.close')).toEqual([{ browseId: 1 }]);
  });

  it('hide a column and remember it for this topic', async () => {
    open();
    await row(/^ORD-40,/);
    fireEvent.click(screen.getByRole('button', { name: 'Columns' }));
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Tag' }));
    await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Tag' })).toBeNull());
    expect(usePrefs.getState().columns['sandbox order-events']?.hidden).toEqual(['tag']);
  });
});

describe('a closed tab', () => {
  it('ends its browse', async () => {
    useTopicsWork.getState().paneChanged('topic-sandbox-payment payment', { browseId: 7 });
    useTopicsWork.getState().tabsKnown(new Set(['page-home']));
    await waitFor(() => expect(inputsOf('browse.close')).toEqual([{ browseId: 7 }]));
    expect(useTopicsWork.getState().panes).toEqual({});
  });
});

describe('a topic of another connection than the chosen one', () => {
  const dev = fakeProfile({ profileId: 'dev', kind: 'nameServer', name: 'dev' });

  it.each([
    ['Compose', () => fireEvent.click(screen.getByRole('button', { name: 'Compose' }))],
    ['Consume', () => fireEvent.click(screen.getByRole('button', { name: 'Consume' }))],
    ['Compose here', () => press('c')],
  ])('takes %s to its own', async (_name, begin) => {
    useHost.setState({ profiles: { sandbox: fakeProfile(), dev } });
    useUi.setState({ activeProfileId: 'dev' });
    open();
    await row(/^ORD-40,/);
    press('j');
    await waitFor(() => expect(cursor()).toMatch(/^ORD-40,/));
    begin();
    expect(useUi.getState().activeProfileId).toBe('sandbox');
    expect(useUi.getState().activeTabId).toMatch(/^(draft-|page-consume)/);
  });
});

describe('a connection that is written to with care', () => {
  const openWith = async (patch: Partial<ProfileView>): Promise<void> => {
    useHost.setState({ profiles: { sandbox: fakeProfile(patch) } });
    useTopicsWork
      .getState()
      .workChanged('topic-sandbox-order-events', { part: 'groups', group: 'payment-worker' });
    useProduction.setState({ question: undefined, agreed: new Set() });
    open();
    await screen.findByRole('button', { name: 'Reset offset' });
  };
  const ACTS = ['New topic', 'Reset offset'];

  it('makes no topic and moves no offset where it is read only, and says why', async () => {
    await openWith({ readOnly: true });
    for (const name of ACTS) {
      const button = screen.getByRole('button', { name });
      expect(button.getAttribute('aria-disabled')).toBe('true');
      fireEvent.click(button);
    }
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it.each(ACTS)('asks on production before %s', async (name) => {
    await openWith({ environment: 'production' });
    fireEvent.click(screen.getByRole('button', { name }));
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(useProduction.getState().question?.act).toBe('change');
    act(() => useProduction.getState().answered(true));
    expect(await screen.findByRole('alertdialog')).toBeDefined();
  });
});
