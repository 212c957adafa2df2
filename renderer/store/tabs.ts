/** Pages without a thing of their own. `consume` is the form for a new consumer. */
export type Page = 'home' | 'consume' | 'settings';

/** One open piece of work in the title bar. */
export type Tab =
  | { id: string; kind: 'page'; page: Page }
  | { id: string; kind: 'draft'; draftId: number }
  | { id: string; kind: 'consumer'; consumerId: number };

export const pageTab = (page: Page): Tab => ({ id: `page-${page}`, kind: 'page', page });
export const draftTab = (draftId: number): Tab => ({ id: `draft-${draftId}`, kind: 'draft', draftId });
export const consumerTab = (consumerId: number): Tab => ({
  id: `consumer-${consumerId}`,
  kind: 'consumer',
  consumerId,
});

/** Adds the tab at the end unless it is open. */
export function withTab(tabs: Tab[], tab: Tab): Tab[] {
  return tabs.some((other) => other.id === tab.id) ? tabs : [...tabs, tab];
}

/** Without the tab; which one is active then: the right neighbour, else the left one, else Home. */
export function withoutTab(tabs: Tab[], activeId: string, id: string): { tabs: Tab[]; activeId: string } {
  const at = tabs.findIndex((tab) => tab.id === id);
  if (at < 0) return { tabs, activeId };
  const left = tabs.filter((tab) => tab.id !== id);
  const rest = left.length === 0 ? [pageTab('home')] : left;
  const next = rest[Math.min(at, rest.length - 1)] ?? pageTab('home');
  return { tabs: rest, activeId: activeId === id ? next.id : activeId };
}
