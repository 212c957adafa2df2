import { MAX_PINNED, MAX_PLACES } from '../../../../core/contract/prefs.ts';
import { type ColumnLayout, OWN_LAYOUT } from '../../../components/grid/columns.ts';
import { changePrefs, usePrefs } from '../../../store/prefs.ts';

/** Topics opened last that are remembered, of each connection. */
const MAX_RECENT = 8;
const MAX_FILTERS = 20;

/** Under which the columns and filters of a topic are kept. */
export const placeKey = (profileId: string, topic: string): string => `${profileId} ${topic}`;

export function togglePin(profileId: string, topic: string): void {
  const { pinned } = usePrefs.getState();
  const names = pinned[profileId] ?? [];
  const next = names.includes(topic) ? names.filter((name) => name !== topic) : [...names, topic];
  changePrefs({ pinned: { ...pinned, [profileId]: next.slice(-MAX_PINNED) } });
}

export function topicVisited(profileId: string, topic: string): void {
  const { recent } = usePrefs.getState();
  const names = recent[profileId] ?? [];
  if (names[0] === topic) return;
  const others = names.filter((name) => name !== topic);
  changePrefs({ recent: { ...recent, [profileId]: [topic, ...others].slice(0, MAX_RECENT) } });
}

export function layColumns(place: string, layout: ColumnLayout): void {
  changePrefs({ columns: withEntry(usePrefs.getState().columns, place, layout) });
}

export function saveFilter(place: string, text: string): void {
  const { filters } = usePrefs.getState();
  const others = (filters[place] ?? []).filter((saved) => saved !== text);
  changePrefs({ filters: withEntry(filters, place, [text, ...others].slice(0, MAX_FILTERS)) });
}

export function forgetFilter(place: string, text: string): void {
  const { filters } = usePrefs.getState();
  const left = (filters[place] ?? []).filter((saved) => saved !== text);
  changePrefs({ filters: withEntry(filters, place, left) });
}

const NO_NAMES: readonly string[] = [];

export const usePinned = (profileId: string): readonly string[] =>
  usePrefs((prefs) => prefs.pinned[profileId] ?? NO_NAMES);

export const useSavedFilters = (place: string): readonly string[] =>
  usePrefs((prefs) => prefs.filters[place] ?? NO_NAMES);

export const useColumnLayout = (place: string): ColumnLayout =>
  usePrefs((prefs) => prefs.columns[place] ?? OWN_LAYOUT);

/** The entry stands last: the one that was changed longest ago is the first to go. */
function withEntry<V>(entries: Record<string, V>, key: string, value: V): Record<string, V> {
  const others = Object.entries(entries).filter(([name]) => name !== key);
  return Object.fromEntries([...others, [key, value] as const].slice(-MAX_PLACES));
}
