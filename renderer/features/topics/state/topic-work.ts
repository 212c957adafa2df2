import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { call } from '../../../bridge/call.ts';
import { useUi } from '../../../store/ui-store.ts';
import { EMPTY_RANGE, type RangeForm } from '../messages/range/range-form.ts';

export type TopicPart = 'messages' | 'queues' | 'groups' | 'info';
export type GroupPart = 'overview' | 'retry' | 'deadLetters';

/** What is looked at in one tab. */
export interface TopicWork {
  part: TopicPart;
  /** The group opened under Groups. */
  group?: string | undefined;
  groupPart: GroupPart;
}

/** What stands in one table of messages: a topic's own, or a group's retries or dead letters. */
export interface PaneWork {
  range: RangeForm;
  /** As typed; the host keeps the last one that is right. */
  filterText: string;
  browseId?: number | undefined;
}

const NEW_WORK: TopicWork = { part: 'messages', groupPart: 'overview' };
const NEW_PANE: PaneWork = { range: EMPTY_RANGE, filterText: '' };

/** What a reload of the window keeps, by tab and by pane. A pane's key begins with its tab's. */
interface TopicsWork {
  works: Record<string, TopicWork>;
  panes: Record<string, PaneWork>;
  workChanged(tabId: string, patch: Partial<TopicWork>): void;
  paneChanged(paneId: string, patch: Partial<PaneWork>): void;
  /** Reads this instead of what the pane shows now, or once it is shown. */
  rangeAsked(paneId: string, range: RangeForm): void;
  /** Ends what was looked at in tabs that are closed. */
  tabsKnown(tabIds: ReadonlySet<string>): void;
}

export const paneKey = (tabId: string, topic: string): string => `${tabId} ${topic}`;

export const useTopicsWork = create<TopicsWork>()(
  persist(
    (set, get) => ({
      works: {},
      panes: {},
      workChanged: (tabId, patch) =>
        set({ works: { ...get().works, [tabId]: { ...(get().works[tabId] ?? NEW_WORK), ...patch } } }),
      paneChanged: (paneId, patch) =>
        set({ panes: { ...get().panes, [paneId]: { ...(get().panes[paneId] ?? NEW_PANE), ...patch } } }),
      rangeAsked(paneId, range) {
        const { browseId } = get().panes[paneId] ?? NEW_PANE;
        if (browseId !== undefined) endBrowse(browseId);
        get().paneChanged(paneId, { range, filterText: '', browseId: undefined });
      },
      tabsKnown(tabIds) {
        const { works, panes } = get();
        const closed = Object.entries(panes).filter(([id]) => !tabIds.has(tabOf(id)));
        if (closed.length === 0 && Object.keys(works).every((id) => tabIds.has(id))) return;
        for (const [, { browseId }] of closed) if (browseId !== undefined) endBrowse(browseId);
        set({
          works: Object.fromEntries(Object.entries(works).filter(([id]) => tabIds.has(id))),
          panes: Object.fromEntries(Object.entries(panes).filter(([id]) => tabIds.has(tabOf(id)))),
        });
      },
    }),
    { name: 'gantry.topics.work', storage: createJSONStorage(() => sessionStorage) },
  ),
);

export const useTopicWork = (tabId: string): TopicWork =>
  useTopicsWork((topics) => topics.works[tabId] ?? NEW_WORK);

export const usePaneWork = (paneId: string): PaneWork =>
  useTopicsWork((topics) => topics.panes[paneId] ?? NEW_PANE);

/** From now on what belongs to a closed tab ends with it. */
export function endWorkWithTabs(): void {
  useUi.subscribe(({ tabs }, before) => {
    if (tabs !== before.tabs) useTopicsWork.getState().tabsKnown(new Set(tabs.map(({ id }) => id)));
  });
}

/** The host forgets its rows; one that is gone already is as good. */
export function endBrowse(browseId: number): void {
  call('browse.close', { browseId }).catch(() => undefined);
}

/** Topic names hold no blank, so the first blank ends the tab's id. */
const tabOf = (paneId: string): string => paneId.slice(0, paneId.indexOf(' '));
