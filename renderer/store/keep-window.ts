import type { KeptConsumer, KeptTab, WindowState } from '../../core/contract/window-state.ts';
import { type ConsumerView, ruleSetOf } from '../../core/model/consume.ts';
import { call } from '../bridge/call.ts';
import { useHost } from './host-store.ts';
import { useRecent } from './recent.ts';
import { draftTab, PAGES, type Page, pageTab, stoppedTab, type Tab, topicTab } from './tabs.ts';
import { KEPT_BY_RELOAD, type UiState, useUi } from './ui-store.ts';

const SAVE_AFTER_MS = 500;

/** Asked before anything is kept: a reload has its own memory, and needs none of the host's. */
const isNew = sessionStorage.getItem(KEPT_BY_RELOAD) === null;
let settled = !isNew;

/**
 * In a new window: the open work of the last one, in its order. Consumers come back stopped. Drafts stand in tabs already
 * and only find their places.
 */
export async function restoreWindow(): Promise<void> {
  if (settled) return;
  const state = await call('window.state.load', {});
  settled = true;
  if (state !== null) show(state);
}

function show(state: WindowState): void {
  useRecent.setState({ work: state.recent });
  const ui = useUi.getState();
  const kept = state.tabs.map((tab, at) => restoredTab(tab, at, ui));
  const active = kept[state.active];
  const others = ui.tabs.filter(({ id }) => !kept.some((tab) => tab?.id === id));
  const isUntouched = ui.tabs.every(({ kind, id }) => kind === 'draft' || id === pageTab('home').id);
  const tabs = [...kept.filter((tab) => tab !== undefined), ...others];
  useUi.setState({
    tabs: tabs.length === 0 ? [pageTab('home')] : tabs,
    ...(active !== undefined && isUntouched ? { activeTabId: active.id } : {}),
    navCollapsed: state.navCollapsed,
    inspectorOpen: state.inspectorOpen,
    inspectorWidth: state.inspectorWidth,
  });
}

/** From now on the host knows how this window stands. */
export function keepWindow(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = '';
  const save = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const state = windowState(useUi.getState());
    const text = JSON.stringify(state);
    // Before the last window's work is back this one must not take its place.
    if (!settled || text === told) return;
    told = text;
    // The link is down: the next change is told with this one.
    call('window.state.save', state).catch(() => {
      told = '';
    });
  };
  useUi.subscribe(() => {
    timer ??= setTimeout(save, SAVE_AFTER_MS);
  });
  window.addEventListener('pagehide', save);
}

function windowState(ui: UiState): WindowState {
  const kept = ui.tabs.flatMap((tab) => {
    const state = keptTab(tab, ui);
    return state === undefined ? [] : [{ id: tab.id, state }];
  });
  return {
    tabs: kept.map(({ state }) => state),
    active: Math.max(
      0,
      kept.findIndex(({ id }) => id === ui.activeTabId),
    ),
    recent: useRecent.getState().work,
    ...(ui.navCollapsed === undefined ? {} : { navCollapsed: ui.navCollapsed }),
    inspectorOpen: ui.inspectorOpen,
    inspectorWidth: ui.inspectorWidth,
  };
}

/** Undefined for what means nothing in another run. */
function keptTab(tab: Tab, { drafts }: UiState): KeptTab | undefined {
  switch (tab.kind) {
    case 'page':
      return { kind: 'page', page: tab.page };
    case 'topic':
      return { kind: 'topic', profileId: tab.profileId, topic: tab.topic };
    case 'draft': {
      const draftKey = drafts[tab.draftId]?.draftKey;
      return draftKey === undefined ? undefined : { kind: 'draft', draftKey };
    }
    case 'consumer': {
      const view = useHost.getState().consumers[tab.consumerId];
      return view === undefined ? undefined : { kind: 'consumer', consumer: keptConsumer(view) };
    }
    case 'stopped':
      return { kind: 'consumer', consumer: tab.consumer };
    default:
      return undefined;
  }
}

function keptConsumer(view: ConsumerView): KeptConsumer {
  const { profileId, group, subscriptions, seats, batchMaxSize, mode, rules, listener, model } = view;
  return {
    profileId,
    group,
    subscriptions: subscriptions.map(({ topic, tagPattern }) => ({ topic, tagPattern })),
    seats,
    batchMaxSize,
    mode,
    rules: ruleSetOf(rules),
    listener,
    model,
  };
}

function restoredTab(tab: KeptTab, at: number, { drafts }: UiState): Tab | undefined {
  switch (tab.kind) {
    case 'page':
      return (PAGES as readonly string[]).includes(tab.page) ? pageTab(tab.page as Page) : undefined;
    case 'topic':
      return topicTab(tab.profileId, tab.topic);
    case 'draft': {
      const draft = Object.values(drafts).find(({ draftKey }) => draftKey === tab.draftKey);
      return draft === undefined ? undefined : draftTab(draft.draftId);
    }
    case 'consumer':
      return stoppedTab(tab.consumer, at);
  }
}
