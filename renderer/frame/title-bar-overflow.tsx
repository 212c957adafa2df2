import { ChevronDown } from 'lucide-react';
import { type RefObject, useLayoutEffect, useState, type WheelEvent } from 'react';
import { IconButton } from '../components/button.tsx';
import { Menu } from '../components/menu.tsx';
import { useText } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import { useUi } from '../store/ui-store.ts';
import { tabLabel } from './tab-face.ts';

/** All open work by its whole name: where the tabs have no room beside each other. */
export function AllWorkMenu() {
  const t = useText();
  const tabs = useUi((ui) => ui.tabs);
  // Names of drafts and consumers change with them.
  useUi((ui) => ui.drafts);
  useHost((host) => host.consumers);
  const activeTabId = useUi((ui) => ui.activeTabId);
  return (
    <Menu
      align="end"
      value={activeTabId}
      onValueChange={useUi.getState().tabActivated}
      entries={tabs.map((tab) => ({ kind: 'radio', value: tab.id, label: tabLabel(tab, t) }))}
      trigger={<IconButton icon={ChevronDown} size="small" label={t('frame.allWork')} />}
    />
  );
}

/** Whether the tabs need more room than they have. The active one is scrolled into sight whenever that may change. */
export function useOverflow(list: RefObject<HTMLElement | null>): boolean {
  const tabs = useUi((ui) => ui.tabs);
  const activeTabId = useUi((ui) => ui.activeTabId);
  const [overflows, setOverflows] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured again with each tab
  useLayoutEffect(() => {
    const element = list.current;
    if (element === null) return;
    const measure = (): void => {
      setOverflows(element.scrollWidth > element.clientWidth);
      document.getElementById(`tab-${activeTabId}`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [list, tabs, activeTabId]);
  return overflows;
}

/** A wheel that only turns up and down moves the tabs sideways. */
export function scrollSideways({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY;
}
