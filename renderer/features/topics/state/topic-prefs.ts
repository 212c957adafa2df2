import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { type ColumnLayout, OWN_LAYOUT } from '../../../components/grid/columns.ts';

/** Topics opened last that are remembered, of each connection. */
const MAX_RECENT = 8;
const MAX_FILTERS = 20;
/** Topics whose columns or filters are remembered; the one changed longest ago goes first. */
const MAX_TOPICS = 500;

/** What a person made of topics; it outlives the window. Keys: `placeKey` of connection and topic. */
interface TopicPrefs {
  /** Topic names by connection, in the order they were pinned. */
  pinned: Record<string, string[]>;
  /** Newest first. */
  recent: Record<string, string[]>;
  columns: Record<string, ColumnLayout>;
  filters: Record<string, string[]>;

  pinToggled(profileId: string, topic: string): void;
  topicVisited(profileId: string, topic: string): void;
  columnsLaid(place: string, layout: ColumnLayout): void;
  filterSaved(place: string, text: string): void;
  filterForgotten(place: string, text: string): void;
}

export const placeKey = (profileId: string, topic: string): string => `${profileId} ${topic}`;

const NO_NAMES: readonly string[] = [];

export const useTopicPrefs = create<TopicPrefs>()(
  persist(
    (set, get) => ({
      pinned: {},
      recent: {},
      columns: {},
      filters: {},

      pinToggled(profileId, topic) {
        const pinned = get().pinned[profileId] ?? [];
        const next = pinned.includes(topic) ? pinned.filter((name) => name !== topic) : [...pinned, topic];
        set({ pinned: { ...get().pinned, [profileId]: next } });
      },
      topicVisited(profileId, topic) {
        const others = (get().recent[profileId] ?? []).filter((name) => name !== topic);
        set({ recent: { ...get().recent, [profileId]: [topic, ...others].slice(0, MAX_RECENT) } });
      },
      columnsLaid: (place, layout) => set({ columns: withEntry(get().columns, place, layout) }),
      filterSaved(place, text) {
        const others = (get().filters[place] ?? []).filter((saved) => saved !== text);
        set({ filters: withEntry(get().filters, place, [text, ...others].slice(0, MAX_FILTERS)) });
      },
      filterForgotten(place, text) {
        const left = (get().filters[place] ?? []).filter((saved) => saved !== text);
        set({ filters: withEntry(get().filters, place, left) });
      },
    }),
    { name: 'gantry.topics', storage: createJSONStorage(() => localStorage) },
  ),
);

export const usePinned = (profileId: string): readonly string[] =>
  useTopicPrefs((prefs) => prefs.pinned[profileId] ?? NO_NAMES);

export const useSavedFilters = (place: string): readonly string[] =>
  useTopicPrefs((prefs) => prefs.filters[place] ?? NO_NAMES);

export const useColumnLayout = (place: string): ColumnLayout =>
  useTopicPrefs((prefs) => prefs.columns[place] ?? OWN_LAYOUT);

/** The entry stands last: the one that was changed longest ago is the first to go. */
function withEntry<V>(entries: Record<string, V>, key: string, value: V): Record<string, V> {
  const others = Object.entries(entries).filter(([name]) => name !== key);
  return Object.fromEntries([...others, [key, value] as const].slice(-MAX_TOPICS));
}
