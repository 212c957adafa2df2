import { create } from 'zustand';
import type { DraftForm } from '../../core/contract/compose.ts';
import type { SendDraft } from '../../core/contract/views.ts';
import type { ConsumeListener, ConsumeModel, DecideMode } from '../../core/model/consume.ts';
import { ORDER_PRESETS } from '../../core/model/order/presets.ts';
import type { OrderScenario } from '../../core/model/order/scenario.ts';
import { NO_RULES, type RuleSet } from '../../core/model/rules/rule.ts';
import {
  type Draft,
  draftFromForm,
  draftFromSend,
  emptyDraft,
  restoredDraft,
  sampleDraft,
} from './drafts.ts';
import {
  consumerTab,
  type DiffRef,
  diffTab,
  draftTab,
  type Page,
  pageTab,
  type Tab,
  topicTab,
  withoutTab,
  withTab,
} from './tabs.ts';

export const INSPECTOR_MIN_WIDTH = 280;
export const INSPECTOR_MAX_WIDTH = 560;

/** What stands in Home's connect form. The secret is not part of it: it is never stored. */
export interface ConnectForm {
  nameServers: string;
  accessKeyShown: boolean;
  accessKey: string;
  channel: string;
  tls: boolean;
  readOnly: boolean;
}

/** What stands in the form for a new consumer; `group` and `topic` undefined: what is suggested. */
export interface ConsumerForm {
  group: string | undefined;
  topic: string | undefined;
  tagPattern: string;
  /** Beside the first. */
  moreTopics: MoreTopic[];
  seats: number;
  batchMaxSize: number;
  mode: DecideMode;
  /** Those it had before. */
  rules: RuleSet;
  listener: ConsumeListener;
  model: ConsumeModel;
  startFrom: 'last' | 'first' | 'time';
  /** Of `time`: local, as a datetime-local input has it. */
  startAt: string;
}

/** One more topic of a new consumer. */
export interface MoreTopic {
  /** Stable over edits; for React only. */
  id: number;
  topic: string;
  tagPattern: string;
}

export const EMPTY_CONSUMER_FORM: ConsumerForm = {
  group: undefined,
  topic: undefined,
  tagPattern: '*',
  moreTopics: [],
  seats: 4,
  batchMaxSize: 1,
  mode: 'hold',
  rules: NO_RULES,
  listener: 'concurrent',
  model: 'clustering',
  startFrom: 'last',
  startAt: '',
};

/** What the order lab runs next. */
export interface OrderForm {
  scenario: OrderScenario;
  /** The topic and the group stay behind. */
  keep: boolean;
}

/** What a reload keeps. */
interface KeptState {
  tabs: Tab[];
  activeTabId: string;
  drafts: Record<number, Draft>;
  nextDraftId: number;
  activeProfileId: string | undefined;
  connectForm: ConnectForm;
  consumerForm: ConsumerForm;
  orderForm: OrderForm;
  navCollapsed: boolean | undefined;
  inspectorOpen: boolean;
  inspectorWidth: number;
}

export interface UiState extends KeptState {
  /** The theme drawn now: `system` is resolved. */
  theme: 'dark' | 'light';
  /** Of Home's connect form; lives no longer than the page and leaves it only in the call that connects. */
  secretTyped: string;

  secretEdited(secret: string): void;
  themeResolved(theme: 'dark' | 'light'): void;
  navToggled(collapsedNow: boolean): void;
  inspectorToggled(): void;
  inspectorResized(width: number): void;
  profileChosen(profileId: string | undefined): void;
  connectFormEdited(patch: Partial<ConnectForm>): void;
  consumerFormEdited(patch: Partial<ConsumerForm>): void;
  orderFormEdited(patch: Partial<OrderForm>): void;

  pageOpened(page: Page): void;
  topicOpened(profileId: string, topic: string): void;
  diffOpened(left: DiffRef, right: DiffRef): void;
  /** Shows the consumer; with `behind` only opens its tab. */
  consumerOpened(consumerId: number, behind?: boolean): void;
  tabActivated(id: string): void;
  tabClosed(id: string): void;
  /** Closes the tabs of consumers that no longer exist. */
  consumersKnown(consumerIds: number[]): void;

  /** A new draft in a new tab, shown. Returns its id. */
  draftOpened(from?: 'sample' | SendDraft): number;
  /** Drafts that the host kept, each in a tab at the end; what is shown stays. */
  draftsRestored(forms: readonly DraftForm[]): void;
  /** The draft last looked at, else a new one. */
  composeOpened(): void;
  draftEdited(draftId: number, patch: Partial<Draft>): void;
  /** `sent` is the draft as it was sent: edits made meanwhile keep it unsent. */
  draftSent(draftId: number, sendId: number, sent: Draft): void;
}

/** Under which the page keeps its state over a reload. */
export const KEPT_BY_RELOAD = 'gantry.ui';

const initial: KeptState = {
  tabs: [pageTab('home')],
  activeTabId: 'page-home',
  drafts: {},
  nextDraftId: 1,
  activeProfileId: undefined,
  connectForm: {
    nameServers: 'localhost:9876',
    accessKeyShown: false,
    accessKey: '',
    channel: '',
    tls: false,
    readOnly: false,
  },
  consumerForm: EMPTY_CONSUMER_FORM,
  orderForm: { scenario: ORDER_PRESETS.concurrent.scenario, keep: false },
  navCollapsed: undefined,
  inspectorOpen: true,
  inspectorWidth: 350,
};

export const useUi = create<UiState>()((set, get) => ({
  ...initial,
  ...readKept(),
  theme: document.documentElement.dataset.theme === 'light' ? 'light' : 'dark',
  secretTyped: '',

  secretEdited: (secretTyped) => set({ secretTyped }),
  themeResolved: (theme) => set({ theme }),
  navToggled: (collapsedNow) => set({ navCollapsed: !collapsedNow }),
  inspectorToggled: () => set({ inspectorOpen: !get().inspectorOpen }),
  inspectorResized: (width) =>
    set({ inspectorWidth: Math.min(INSPECTOR_MAX_WIDTH, Math.max(INSPECTOR_MIN_WIDTH, Math.round(width))) }),
  profileChosen: (activeProfileId) => set({ activeProfileId }),
  connectFormEdited: (patch) => set({ connectForm: { ...get().connectForm, ...patch } }),
  consumerFormEdited: (patch) => set({ consumerForm: { ...get().consumerForm, ...patch } }),
  orderFormEdited: (patch) => set({ orderForm: { ...get().orderForm, ...patch } }),

  pageOpened: (page) => set(show(get(), pageTab(page))),
  diffOpened: (left, right) => set(show(get(), diffTab(left, right))),
  topicOpened: (profileId, topic) => set(show(get(), topicTab(profileId, topic))),
  consumerOpened(consumerId, behind = false) {
    const tab = consumerTab(consumerId);
    set(behind ? { tabs: withTab(get().tabs, tab) } : show(get(), tab));
  },
  tabActivated: (activeTabId) => set({ activeTabId }),
  tabClosed(id) {
    const { tabs, activeTabId, drafts } = get();
    const closing = tabs.find((tab) => tab.id === id);
    const left = withoutTab(tabs, activeTabId, id);
    set({ tabs: left.tabs, activeTabId: left.activeId });
    if (closing?.kind === 'draft') {
      const { [closing.draftId]: _closed, ...others } = drafts;
      set({ drafts: others });
    }
  },
  consumersKnown(consumerIds) {
    for (const tab of get().tabs) {
      if (tab.kind === 'consumer' && !consumerIds.includes(tab.consumerId)) get().tabClosed(tab.id);
    }
  },

  draftOpened(from) {
    const draftId = get().nextDraftId;
    const draft =
      from === undefined
        ? { ...emptyDraft(draftId), topic: lastTopic(get()) }
        : from === 'sample'
          ? sampleDraft(draftId, new Date())
          : draftFromSend(draftId, from);
    set({
      drafts: { ...get().drafts, [draftId]: draft },
      nextDraftId: draftId + 1,
      ...show(get(), draftTab(draftId)),
    });
    return draftId;
  },
  draftsRestored(forms) {
    const first = get().nextDraftId;
    const restored = forms.map((form, at) => draftFromForm(first + at, form));
    set({
      drafts: { ...get().drafts, ...Object.fromEntries(restored.map((draft) => [draft.draftId, draft])) },
      nextDraftId: first + forms.length,
      tabs: restored.reduce((tabs, { draftId }) => withTab(tabs, draftTab(draftId)), get().tabs),
    });
  },
  composeOpened() {
    const { tabs, activeTabId } = get();
    if (tabs.find((tab) => tab.id === activeTabId)?.kind === 'draft') return;
    const last = [...tabs].reverse().find((tab) => tab.kind === 'draft');
    if (last === undefined) get().draftOpened();
    else set({ activeTabId: last.id });
  },
  draftEdited(draftId, patch) {
    const draft = get().drafts[draftId];
    if (draft === undefined) return;
    set({ drafts: { ...get().drafts, [draftId]: { ...draft, unsent: true, ...patch } } });
  },
  draftSent: (draftId, sendId, sent) =>
    get().draftEdited(draftId, { unsent: get().drafts[draftId] !== sent, resultSendId: sendId }),
}));

function show(state: KeptState, tab: Tab): Pick<KeptState, 'tabs' | 'activeTabId'> {
  return { tabs: withTab(state.tabs, tab), activeTabId: tab.id };
}

/** A new draft starts with the topic written to last. */
function lastTopic({ drafts }: KeptState): string {
  return Object.values(drafts).at(-1)?.topic ?? '';
}

function readKept(): Partial<KeptState> {
  try {
    const text = sessionStorage.getItem(KEPT_BY_RELOAD);
    return text === null ? {} : restored(JSON.parse(text) as Partial<KeptState>);
  } catch {
    return {};
  }
}

function restored({ drafts = {}, ...kept }: Partial<KeptState>): Partial<KeptState> {
  return {
    ...kept,
    // A page of before may not have had every field.
    consumerForm: { ...EMPTY_CONSUMER_FORM, ...kept.consumerForm },
    orderForm: { ...initial.orderForm, ...kept.orderForm },
    drafts: Object.fromEntries(Object.values(drafts).map((draft) => [draft.draftId, restoredDraft(draft)])),
  };
}

/** Keeps tabs and drafts over a reload, a moment after each change and when the page goes. */
export function keepUiState(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    timer = undefined;
    writeKept(useUi.getState());
  };
  useUi.subscribe(() => {
    timer ??= setTimeout(write, 200);
  });
  window.addEventListener('pagehide', write);
}

function writeKept(state: UiState): void {
  const kept = Object.fromEntries(
    (Object.keys(initial) as (keyof KeptState)[]).map((key) => [key, state[key]]),
  ) as unknown as KeptState;
  try {
    sessionStorage.setItem(KEPT_BY_RELOAD, JSON.stringify(kept));
  } catch {
    // Storage is full: everything but the large bodies is kept.
    const drafts = Object.entries(kept.drafts).filter(([, draft]) => draft.bodyText.length < 100_000);
    sessionStorage.setItem(KEPT_BY_RELOAD, JSON.stringify({ ...kept, drafts: Object.fromEntries(drafts) }));
  }
}
