import type { Settings } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { connectSaved } from '../../features/home/connect.ts';
import { exportConnections, importConnections } from '../../features/home/connections/connections-file.ts';
import { savedName } from '../../features/home/connections/saved-name.ts';
import { startSandboxWork } from '../../features/home/start-sandbox.ts';
import { leaveTour, takeTour } from '../../features/tour/take-tour.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { type Action, offeredActions } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { usePrefs } from '../../store/prefs.ts';
import { useUi } from '../../store/ui-store.ts';
import { isMessageId, type PaletteItem } from './find-items.ts';
import { lookUpMessage } from './look-up-message.ts';

/** The pages' keys: what they do is going to a place. */
export const PLACE_KEY = /^mod\+[1-9,]$/;

/** Everything there is to do now: what this screen offers, with a key or without, and what can be done anywhere. */
export function actionItems(t: Translate): PaletteItem[] {
  const offered = offeredActions().map((action): PaletteItem => {
    const { label, hint, run } = action;
    const reason = reasonOf(action, t);
    return {
      id: `action-${label}-${hint ?? ''}`,
      group: 'key' in action && PLACE_KEY.test(action.key) ? 'place' : 'action',
      label: t(label),
      ...(hint === undefined ? {} : { hint }),
      ...('key' in action ? { shortcut: action.key } : {}),
      ...(reason === undefined ? {} : { reason }),
      run: () => run(new KeyboardEvent('keydown')),
    };
  });
  return [...offered, ...settingItems(t), ...connectionItems(t)];
}

function reasonOf({ disabled, disabledReason, whyNot }: Action, t: Translate): string | undefined {
  if (disabled === true) return disabledReason ?? t('palette.notNow');
  const why = whyNot?.();
  return why && t(why);
}

function settingItems(t: Translate): PaletteItem[] {
  const settings = useHost.getState().app?.settings;
  const choices: [label: string, patch: Partial<Settings>][] = [
    [t('palette.theme', { theme: t('settings.system') }), { theme: 'system' }],
    [t('palette.theme', { theme: t('settings.dark') }), { theme: 'dark' }],
    [t('palette.theme', { theme: t('settings.light') }), { theme: 'light' }],
    [t('palette.density', { density: t('settings.compact') }), { density: 'compact' }],
    [t('palette.density', { density: t('settings.comfortable') }), { density: 'comfortable' }],
    [t('palette.language', { language: 'English' }), { language: 'en' }],
    [t('palette.language', { language: '中文' }), { language: 'zh' }],
  ];
  return choices.map(([label, patch]) => ({
    id: `set-${JSON.stringify(patch)}`,
    group: 'action',
    label,
    ...(isSet(settings, patch) ? { reason: t('palette.already') } : {}),
    run: () => void call('app.settings.set', patch).catch(() => undefined),
  }));
}

function isSet(settings: Settings | undefined, patch: Partial<Settings>): boolean {
  return Object.entries(patch).every(([name, value]) => settings?.[name as keyof Settings] === value);
}

function connectionItems(t: Translate): PaletteItem[] {
  const { profiles, app } = useHost.getState();
  const saved = app?.saved ?? [];
  const { activeProfileId, profileChosen, pageOpened } = useUi.getState();
  const open = Object.values(profiles).map(
    ({ profileId, name }): PaletteItem => ({
      id: `profile-${profileId}`,
      group: 'action',
      label: t('palette.useConnection', { name }),
      ...(profileId === activeProfileId ? { reason: t('palette.already') } : {}),
      run: () => profileChosen(profileId),
    }),
  );
  const closed = saved.filter(({ profileId }) => !(profileId in profiles));
  const isTourOpen = usePrefs.getState().tour.open;
  const sandbox = Object.values(profiles).some(({ kind }) => kind === 'sandbox');
  return [
    ...open,
    ...closed.map(
      (kept): PaletteItem => ({
        id: `connect-${kept.profileId}`,
        group: 'action',
        label: t('palette.connect', { name: savedName(kept) }),
        run: () => connect(kept.profileId),
      }),
    ),
    {
      id: 'import',
      group: 'action',
      label: t('connections.import'),
      run: () => {
        pageOpened('home');
        void importConnections();
      },
    },
    {
      id: 'export',
      group: 'action',
      label: t('connections.export'),
      ...(saved.length === 0 ? { reason: t('palette.noneKept') } : {}),
      run: () => void exportConnections(),
    },
    {
      id: 'tour',
      group: 'action',
      label: t(isTourOpen ? 'tour.leave' : 'tour.take'),
      run: isTourOpen ? leaveTour : () => void takeTour().catch(() => undefined),
    },
    { id: 'new-consumer', group: 'action', label: t('frame.newConsumer'), run: () => pageOpened('consume') },
    ...(sandbox
      ? []
      : [
          {
            id: 'sandbox',
            group: 'action' as const,
            label: t('home.startSandbox'),
            run: () => void startSandboxWork(useHost.getState().app?.userName ?? 'me').catch(() => undefined),
          },
        ]),
  ];
}

/** Home shows how far it is, and why it failed. */
function connect(profileId: string): void {
  useUi.getState().pageOpened('home');
  void connectSaved(profileId);
}

/** Consumer groups that run here. */
export function groupItems(t: Translate): PaletteItem[] {
  return Object.values(useHost.getState().consumers).map(({ consumerId, group }) => ({
    id: `consumer-${consumerId}`,
    group: 'group',
    label: group,
    hint: t('frame.consumers'),
    run: () => useUi.getState().consumerOpened(consumerId),
  }));
}

export function topicItems(profileId: string, topics: readonly string[]): PaletteItem[] {
  return topics.map((topic) => ({
    id: `topic-${topic}`,
    group: 'topic',
    label: topic,
    run: () => useUi.getState().topicOpened(profileId, topic),
  }));
}

/** What was sent lately, by its keys: it opens as a draft again. */
export function sentItems(profileId: string | undefined): PaletteItem[] {
  return useHost
    .getState()
    .sent.filter((record) => record.profileId === profileId && record.keys.length > 0)
    .map(({ sendId, keys, topic }) => ({
      id: `sent-${sendId}`,
      group: 'message',
      label: keys.join(' '),
      hint: topic,
      run: () =>
        void call('history.draft', { sendId }).then(
          (draft) => useUi.getState().draftOpened(draft),
          () => undefined,
        ),
    }));
}

/** A pasted id is looked up in the topics looked at or written to last: a unique key is only known with its topic. */
export function lookUpItems(typed: string, profileId: string | undefined, t: Translate): PaletteItem[] {
  if (profileId === undefined || !isMessageId(typed)) return [];
  const id = typed.trim();
  return recentTopics().map((topic) => ({
    id: `look-up-${topic}`,
    group: 'message',
    label: t('palette.lookUp'),
    hint: topic,
    run: () => lookUpMessage(profileId, topic, id),
  }));
}

function recentTopics(): string[] {
  const { tabs, activeTabId, drafts } = useUi.getState();
  const active = tabs.filter(({ id }) => id === activeTabId);
  const opened = [...active, ...tabs].flatMap((tab) => (tab.kind === 'topic' ? tab.topic : []));
  const drafted = Object.values(drafts).map(({ topic }) => topic);
  const sent = useHost.getState().sent.map(({ topic }) => topic);
  return [...new Set([...opened, ...drafted, ...sent])].filter(Boolean).slice(0, 5);
}

/** Open work, the one looked at last first. */
export function recentItems(labels: readonly { id: string; label: string }[]): PaletteItem[] {
  return labels.map(({ id, label }) => ({
    id: `tab-${id}`,
    group: 'recent',
    label,
    run: () => useUi.getState().tabActivated(id),
  }));
}
