import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { IconButton } from '../components/button.tsx';
import { useText } from '../i18n/i18n.ts';
import { keyText } from '../keys/platform.ts';
import { useHost } from '../store/host-store.ts';
import type { Tab } from '../store/tabs.ts';
import { useUi } from '../store/ui-store.ts';
import { ConnectionSwitcher } from './connection-switcher.tsx';
import { PaletteField } from './palette/palette-field.tsx';
import { tabFace } from './tab-face.ts';
import { AllWorkMenu, scrollSideways, useOverflow } from './title-bar-overflow.tsx';

export function TitleBar() {
  const t = useText();
  const draftOpened = useUi((ui) => ui.draftOpened);
  return (
    <header className="title-bar">
      <ConnectionSwitcher />
      <OpenWork />
      <IconButton
        icon={Plus}
        size="small"
        label={t('frame.newDraft')}
        shortcut="mod+t"
        onClick={() => draftOpened()}
      />
      <PaletteField />
    </header>
  );
}

function OpenWork() {
  const t = useText();
  const list = useRef<HTMLDivElement>(null);
  const tabs = useUi((ui) => ui.tabs);
  const overflows = useOverflow(list);
  const { tabActivated, tabClosed } = useUi.getState();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex((tab) => tab.id === useUi.getState().activeTabId);
    if (event.key === 'Delete') tabClosed(useUi.getState().activeTabId);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (step === 0 || next === undefined) return;
    event.preventDefault();
    tabActivated(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <>
      <div
        ref={list}
        className="open-work"
        role="tablist"
        aria-label={t('frame.openWork')}
        onKeyDown={onKeyDown}
        onWheel={scrollSideways}
      >
        {tabs.map((tab) => (
          <WorkTab key={tab.id} tab={tab} />
        ))}
      </div>
      {overflows && <AllWorkMenu />}
    </>
  );
}

function WorkTab({ tab }: { tab: Tab }) {
  const t = useText();
  const active = useUi((ui) => ui.activeTabId === tab.id);
  const { tabActivated, tabClosed } = useUi.getState();
  const draft = useUi((ui) => (tab.kind === 'draft' ? ui.drafts[tab.draftId] : undefined));
  const group = useHost((host) => (tab.kind === 'consumer' ? host.consumers[tab.consumerId]?.group : ''));
  const { icon: Icon, label } = tabFace(tab, draft?.topic ?? '', group ?? '', t);
  const unsent = draft?.unsent === true;
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${tab.id}`}
      className="work-tab"
      aria-selected={active}
      aria-controls="work"
      tabIndex={active ? 0 : -1}
      title={`${label}${unsent ? ` (${t('frame.unsentDraft')})` : ''}`}
      onClick={() => tabActivated(tab.id)}
      onAuxClick={(event) => {
        if (event.button === 1) tabClosed(tab.id);
      }}
    >
      <Icon size={14} aria-hidden="true" />
      <span className="truncate">{label}</span>
      {unsent && <span className="unsent-dot" role="img" aria-label={t('frame.unsentDraft')} />}
      {/* For the pointer only: a tab holds no second control. The keyboard has ⌘W and Delete. */}
      <span
        className="work-tab-close"
        aria-hidden="true"
        title={`${t('frame.closeTab')} ${keyText('mod+w')}`}
        onClick={(event) => {
          event.stopPropagation();
          tabClosed(tab.id);
        }}
      >
        <X size={12} />
      </span>
    </button>
  );
}
