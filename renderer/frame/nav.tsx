import {
  Home,
  Inbox,
  Layers,
  LibraryBig,
  ListOrdered,
  type LucideIcon,
  PanelLeftClose,
  PanelLeftOpen,
  Plus,
  Send,
  Settings,
  SquareFunction,
  Timer,
} from 'lucide-react';
import { IconButton } from '../components/button.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { ScheduleLinks } from '../features/delay-lab/schedule-links.tsx';
import { PinnedLinks } from '../features/topics/pinned-links.tsx';
import type { TextKey } from '../i18n/catalogue.ts';
import { useText } from '../i18n/i18n.ts';
import { keyText } from '../keys/platform.ts';
import { useHost } from '../store/host-store.ts';
import { useActiveTab } from '../store/selectors.ts';
import type { Tab } from '../store/tabs.ts';
import { useUi } from '../store/ui-store.ts';
import { openConsume, openTopics } from './places.ts';

interface Place {
  id: string;
  label: TextKey;
  icon: LucideIcon;
  shortcut: string;
  open(): void;
  current(tab: Tab | undefined): boolean;
}

const PLACES: Place[] = [
  {
    id: 'home',
    label: 'frame.home',
    icon: Home,
    shortcut: 'mod+1',
    open: () => useUi.getState().pageOpened('home'),
    current: (tab) => tab?.kind === 'page' && tab.page === 'home',
  },
  {
    id: 'topics',
    label: 'frame.topics',
    icon: Layers,
    shortcut: 'mod+2',
    open: openTopics,
    current: (tab) => tab?.kind === 'topic' || (tab?.kind === 'page' && tab.page === 'topics'),
  },
  {
    id: 'compose',
    label: 'frame.compose',
    icon: Send,
    shortcut: 'mod+3',
    open: () => useUi.getState().composeOpened(),
    current: (tab) => tab?.kind === 'draft',
  },
  {
    id: 'consume',
    label: 'frame.consume',
    icon: Inbox,
    shortcut: 'mod+4',
    open: openConsume,
    current: (tab) => tab?.kind === 'consumer' || (tab?.kind === 'page' && tab.page === 'consume'),
  },
  {
    id: 'delay',
    label: 'delayLab.title',
    icon: Timer,
    shortcut: 'mod+5',
    open: () => useUi.getState().pageOpened('delay'),
    current: (tab) => tab?.kind === 'page' && tab.page === 'delay',
  },
  {
    id: 'order',
    label: 'orderLab.title',
    icon: ListOrdered,
    shortcut: 'mod+6',
    open: () => useUi.getState().pageOpened('order'),
    current: (tab) => tab?.kind === 'page' && tab.page === 'order',
  },
  {
    id: 'library',
    label: 'frame.library',
    icon: LibraryBig,
    shortcut: 'mod+7',
    open: () => useUi.getState().pageOpened('library'),
    current: (tab) => tab?.kind === 'diff' || (tab?.kind === 'page' && tab.page === 'library'),
  },
  {
    id: 'operations',
    label: 'frame.operations',
    icon: SquareFunction,
    shortcut: 'mod+8',
    open: () => useUi.getState().pageOpened('operations'),
    current: (tab) => tab?.kind === 'page' && tab.page === 'operations',
  },
];

const SETTINGS: Place = {
  id: 'settings',
  label: 'frame.settings',
  icon: Settings,
  shortcut: 'mod+,',
  open: () => useUi.getState().pageOpened('settings'),
  current: (tab) => tab?.kind === 'page' && tab.page === 'settings',
};

export function Nav({ collapsed }: { collapsed: boolean }) {
  const t = useText();
  const navToggled = useUi((ui) => ui.navToggled);
  return (
    <nav className="nav" aria-label={t('frame.main')}>
      <div className="nav-list">
        {PLACES.map((place) => (
          <NavLink key={place.id} place={place} collapsed={collapsed} />
        ))}
      </div>
      {!collapsed && <ConsumerLinks />}
      {!collapsed && <PinnedLinks />}
      {!collapsed && <ScheduleLinks />}
      <div className="nav-end">
        <NavLink place={SETTINGS} collapsed={collapsed} />
        <IconButton
          className="nav-toggle"
          icon={collapsed ? PanelLeftOpen : PanelLeftClose}
          label={t(collapsed ? 'frame.expandNav' : 'frame.collapseNav')}
          shortcut="mod+\"
          onClick={() => navToggled(collapsed)}
        />
      </div>
    </nav>
  );
}

function NavLink({ place, collapsed }: { place: Place; collapsed: boolean }) {
  const t = useText();
  const current = place.current(useActiveTab());
  const Icon = place.icon;
  return (
    <Tooltip side="right" label={collapsed ? `${t(place.label)}  ${keyText(place.shortcut)}` : undefined}>
      <a
        className="nav-link"
        href={`#${place.id}`}
        aria-label={collapsed ? t(place.label) : undefined}
        aria-current={current ? 'page' : undefined}
        onClick={(event) => {
          event.preventDefault();
          place.open();
        }}
      >
        <Icon size={15} aria-hidden="true" />
        {!collapsed && (
          <>
            <span className="nav-word">{t(place.label)}</span>
            <span className="nav-key" aria-hidden="true">
              {keyText(place.shortcut)}
            </span>
          </>
        )}
      </a>
    </Tooltip>
  );
}

/** Shortcuts to the consumers there are, with seats used. */
function ConsumerLinks() {
  const t = useText();
  const consumers = useHost((host) => host.consumers);
  const tab = useActiveTab();
  const { consumerOpened, pageOpened } = useUi.getState();
  const list = Object.values(consumers);
  return (
    <div className="nav-section">
      <div className="nav-section-head">
        <span>{t('frame.consumers')}</span>
        <IconButton
          size="small"
          icon={Plus}
          label={t('frame.newConsumer')}
          onClick={() => pageOpened('consume')}
        />
      </div>
      {list.length === 0 && <p className="nav-none hint">{t('frame.noConsumers')}</p>}
      {list.map((consumer) => (
        <a
          key={consumer.consumerId}
          className="nav-link"
          href={`#consumer-${consumer.consumerId}`}
          aria-current={
            tab?.kind === 'consumer' && tab.consumerId === consumer.consumerId ? 'page' : undefined
          }
          onClick={(event) => {
            event.preventDefault();
            consumerOpened(consumer.consumerId);
          }}
        >
          <span className="state-dot" data-state={consumer.state} aria-hidden="true" />
          <span className="nav-word truncate" title={consumer.group}>
            {consumer.group}
          </span>
          <span className="nav-key">
            {consumer.state === 'stopped'
              ? t('common.stopped')
              : `${consumer.counters.held}/${consumer.seats}`}
          </span>
        </a>
      ))}
    </div>
  );
}
