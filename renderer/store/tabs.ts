import type { MessageRef } from '../../core/contract/message-ref.ts';
import type { KeptConsumer } from '../../core/contract/window-state.ts';

/** Pages without a thing of their own. `consume` is the form for a new consumer. */
export const PAGES = [
  'home',
  'topics',
  'consume',
  'delay',
  'order',
  'library',
  'operations',
  'settings',
] as const;
export type Page = (typeof PAGES)[number];

/** What is compared: a message that exists, or a draft of this window as it stands. */
export type DiffRef = MessageRef | { kind: 'draft'; draftId: number };

/** One open piece of work in the title bar. */
export type Tab =
  | { id: string; kind: 'page'; page: Page }
  | { id: string; kind: 'topic'; profileId: string; topic: string }
  | { id: string; kind: 'draft'; draftId: number }
  | { id: string; kind: 'diff'; left: DiffRef; right: DiffRef }
  | { id: string; kind: 'consumer'; consumerId: number }
  /** A consumer of the run before. */
  | { id: string; kind: 'stopped'; consumer: KeptConsumer };

export const pageTab = (page: Page): Tab => ({ id: `page-${page}`, kind: 'page', page });
export const topicTab = (profileId: string, topic: string): Tab => ({
  id: `topic-${profileId}-${topic}`,
  kind: 'topic',
  profileId,
  topic,
});
export const diffTab = (left: DiffRef, right: DiffRef): Tab => ({
  id: `diff-${JSON.stringify([left, right])}`,
  kind: 'diff',
  left,
  right,
});
export const draftTab = (draftId: number): Tab => ({ id: `draft-${draftId}`, kind: 'draft', draftId });
export const consumerTab = (consumerId: number): Tab => ({
  id: `consumer-${consumerId}`,
  kind: 'consumer',
  consumerId,
});
/** `nth` tells apart several consumers of one group. */
export const stoppedTab = (consumer: KeptConsumer, nth: number): Tab => ({
  id: `stopped-${nth}-${consumer.group}`,
  kind: 'stopped',
  consumer,
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
