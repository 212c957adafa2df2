import { useHost } from '../store/host-store.ts';
import { useUi } from '../store/ui-store.ts';

/** The topic looked at last, else the list alone. */
export function openTopics(): void {
  const { tabs, activeTabId, tabActivated, pageOpened } = useUi.getState();
  const active = tabs.find((tab) => tab.id === activeTabId);
  if (active?.kind === 'topic') return;
  const open = [...tabs].reverse().find((tab) => tab.kind === 'topic');
  if (open === undefined) pageOpened('topics');
  else tabActivated(open.id);
}

/** The consumer looked at last, else the newest one, else the form for a new one. */
export function openConsume(): void {
  const { tabs, activeTabId, consumerOpened, pageOpened } = useUi.getState();
  const active = tabs.find((tab) => tab.id === activeTabId);
  if (active?.kind === 'consumer') return;
  const newest = Math.max(0, ...Object.keys(useHost.getState().consumers).map(Number));
  const open = [...tabs].reverse().find((tab) => tab.kind === 'consumer');
  if (open?.kind === 'consumer') consumerOpened(open.consumerId);
  else if (newest > 0) consumerOpened(newest);
  else pageOpened('consume');
}
