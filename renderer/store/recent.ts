import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { MAX_RECENT, type RecentWork } from '../../core/contract/window-state.ts';
import { type UiState, useUi } from './ui-store.ts';

interface RecentState {
  /** Newest first. */
  work: RecentWork[];
  used(work: RecentWork): void;
}

/** What was in front of this window last. A reload keeps it here, a restart by the window's state at the host. */
export const useRecent = create<RecentState>()(
  persist(
    (set, get) => ({
      work: [],
      used: (work) => set({ work: [work, ...without(get().work, work)].slice(0, MAX_RECENT) }),
    }),
    { name: 'gantry.recent', storage: createJSONStorage(() => sessionStorage) },
  ),
);

/** From now on what comes to the front is remembered. A draft of a file is the file. */
export function followWork(): void {
  useUi.subscribe((ui) => {
    const work = workInFront(ui);
    if (work !== undefined && !isSame(work, useRecent.getState().work[0])) useRecent.getState().used(work);
  });
}

function workInFront({ tabs, activeTabId, drafts }: UiState): RecentWork | undefined {
  const tab = tabs.find(({ id }) => id === activeTabId);
  if (tab?.kind === 'topic') return { kind: 'topic', profileId: tab.profileId, topic: tab.topic };
  const draft = tab?.kind === 'draft' ? drafts[tab.draftId] : undefined;
  if (draft === undefined) return undefined;
  const { libraryFile, draftKey } = draft;
  return libraryFile === undefined ? { kind: 'draft', draftKey } : { kind: 'file', path: libraryFile.path };
}

const without = (list: readonly RecentWork[], work: RecentWork): RecentWork[] =>
  list.filter((other) => !isSame(work, other));

/** Each is written with its names in one order. */
const isSame = (a: RecentWork, b: RecentWork | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);
