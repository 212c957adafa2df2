import { useCallback, useEffect, useState } from 'react';
import type { BrowseOrder, BrowseRange, BrowseView } from '../../../../../core/contract/browse.ts';
import type { ErrorData } from '../../../../../core/model/error.ts';
import { call } from '../../../../bridge/call.ts';
import { errorData } from '../../../../bridge/window-error.ts';
import { useHost } from '../../../../store/host-store.ts';
import { keptBy } from '../../../../store/kept-by.ts';
import { endBrowse, usePaneWork, useTopicsWork } from '../../state/topic-work.ts';
import { EMPTY_RANGE, toRange } from '../range/range-form.ts';
import { BrowseRows } from './browse-rows.ts';

const MORE_ROWS = 500;

/** One table of stored messages: what the host says of it, its rows, and what may be done. */
export interface Browse {
  view: BrowseView | undefined;
  rows: BrowseRows;
  /** Why the last act was not done. */
  error: ErrorData | undefined;
  open(range: BrowseRange): void;
  more(): void;
  cancel(): void;
  follow(on: boolean): void;
  sort(order: BrowseOrder): void;
  /** Throws what the host refuses a filter with. */
  filter(text: string): Promise<void>;
}

interface Place {
  profileId: string;
  topic: string;
  paneId: string;
}

/** Takes up what the host still has of this pane, else reads what its range says. */
export function useBrowse({ profileId, topic, paneId }: Place): Browse {
  const { browseId } = usePaneWork(paneId);
  const view = useHost((host) => (browseId === undefined ? undefined : host.browses[browseId]));
  const [error, setError] = useState<ErrorData>();
  const linkUp = useHost((host) => host.linkUp);

  const rows = browseId === undefined ? NO_ROWS : rowsOf(browseId);
  useEffect(() => {
    if (view !== undefined) rows.viewChanged(view);
  }, [rows, view]);

  const open = useCallback(
    async (range: BrowseRange): Promise<void> => {
      setError(undefined);
      const { filterText, browseId: before } = paneNow(paneId);
      try {
        const opened = await call('browse.open', { profileId, topic, range });
        useHost.getState().browseReceived(opened);
        useTopicsWork.getState().paneChanged(paneId, { browseId: opened.browseId });
        if (before !== undefined) endBrowse(before);
        if (filterText !== '')
          // What is wrong with it, the field says.
          await call('browse.filter', { browseId: opened.browseId, text: filterText }).then(
            received,
            () => undefined,
          );
      } catch (caught) {
        setError(errorData(caught));
      }
    },
    [profileId, topic, paneId],
  );

  const unread = browseId === undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a pane that was asked for something else has none
  useEffect(() => {
    if (!linkUp) return;
    let ended = false;
    void (async () => {
      const kept = paneNow(paneId);
      if (kept.browseId !== undefined && (await isKept(profileId, kept.browseId))) return;
      const asked = toRange(kept.range);
      if (!ended) await open('range' in asked ? asked.range : NEWEST);
    })();
    return () => {
      ended = true;
    };
  }, [profileId, paneId, linkUp, unread, open]);

  const act = async (run: (id: number) => Promise<BrowseView>): Promise<void> => {
    if (browseId === undefined) return;
    setError(undefined);
    try {
      received(await run(browseId));
    } catch (caught) {
      setError(errorData(caught));
    }
  };

  return {
    view,
    rows,
    error,
    open: (range) => void open(range),
    more: () => void act((id) => call('browse.more', { browseId: id, rows: MORE_ROWS })),
    cancel: () => void act((id) => call('browse.cancel', { browseId: id })),
    follow: (on) => void act((id) => call('browse.follow', { browseId: id, on })),
    sort: (order) => void act((id) => call('browse.sort', { browseId: id, order })),
    filter: async (text) => {
      if (browseId !== undefined) received(await call('browse.filter', { browseId, text }));
    },
  };
}

const rowsOf = keptBy(
  (host) => host.browses,
  (browseId) =>
    new BrowseRows({
      rows: (from, count) => call('browse.rows', { browseId, from, count }),
      find: (seq) => call('browse.row.find', { browseId, seq }),
    }),
);
/** Of a pane that nothing was read for yet. */
const NO_ROWS = new BrowseRows({
  rows: async () => ({ layout: -1, from: 0, rows: [] }),
  find: async () => null,
});
const NEWEST: BrowseRange = { kind: 'newest', rows: MORE_ROWS };

const received = (view: BrowseView): void => useHost.getState().browseReceived(view);

const paneNow = (paneId: string) =>
  useTopicsWork.getState().panes[paneId] ?? { range: EMPTY_RANGE, filterText: '', browseId: undefined };

/** The window knows it, or the host does: after a reload the window knows none. */
async function isKept(profileId: string, browseId: number): Promise<boolean> {
  if (useHost.getState().browses[browseId] !== undefined) return true;
  const views = await call('browse.list', { profileId }).catch(() => []);
  for (const view of views) received(view);
  return views.some((view) => view.browseId === browseId);
}
