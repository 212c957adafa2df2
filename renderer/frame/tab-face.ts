import {
  GitCompare,
  Home,
  Inbox,
  Layers,
  LibraryBig,
  ListOrdered,
  type LucideIcon,
  Send,
  Settings,
  SquareFunction,
  Timer,
} from 'lucide-react';
import type { Translate } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import type { Tab } from '../store/tabs.ts';
import { useUi } from '../store/ui-store.ts';

/** What a piece of work is called now. */
export function tabLabel(tab: Tab, t: Translate): string {
  const draft = tab.kind === 'draft' ? useUi.getState().drafts[tab.draftId] : undefined;
  const consumer = tab.kind === 'consumer' ? useHost.getState().consumers[tab.consumerId] : undefined;
  return tabFace(tab, draft?.topic ?? '', consumer?.group ?? '', t).label;
}

/** How a piece of work is drawn and called; `topic` of a draft, `group` of a consumer. */
export function tabFace(
  tab: Tab,
  topic: string,
  group: string,
  t: Translate,
): { icon: LucideIcon; label: string } {
  switch (tab.kind) {
    case 'topic':
      return { icon: Layers, label: tab.topic };
    case 'draft':
      return { icon: Send, label: topic === '' ? t('frame.untitledDraft') : topic };
    case 'diff':
      return { icon: GitCompare, label: t('diff.title') };
    case 'consumer':
      return { icon: Inbox, label: group === '' ? t('frame.consume') : group };
    case 'stopped':
      return { icon: Inbox, label: tab.consumer.group };
    case 'page':
      if (tab.page === 'topics') return { icon: Layers, label: t('frame.topics') };
      if (tab.page === 'order') return { icon: ListOrdered, label: t('orderLab.title') };
      if (tab.page === 'delay') return { icon: Timer, label: t('delayLab.title') };
      if (tab.page === 'library') return { icon: LibraryBig, label: t('frame.library') };
      if (tab.page === 'operations') return { icon: SquareFunction, label: t('frame.operations') };
      if (tab.page === 'settings') return { icon: Settings, label: t('frame.settings') };
      if (tab.page === 'consume') return { icon: Inbox, label: t('frame.newConsumer') };
      return { icon: Home, label: t('frame.home') };
  }
}
