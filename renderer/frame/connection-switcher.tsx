import { ChevronsUpDown, Plug, Unplug } from 'lucide-react';
import type { ProfileView } from '../../core/contract/views.ts';
import { call } from '../bridge/call.ts';
import { Badge } from '../components/badge.tsx';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import type { TextKey } from '../i18n/catalogue.ts';
import { useText } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import { useActiveProfile } from '../store/selectors.ts';
import { useUi } from '../store/ui-store.ts';

/** Which connection everything is sent through: its colour, its name, its kind. */
export function ConnectionSwitcher() {
  const t = useText();
  const profiles = useHost((host) => host.profiles);
  const active = useActiveProfile();
  const { profileChosen, pageOpened } = useUi.getState();
  const entries: MenuEntry[] = [
    ...Object.values(profiles).map(
      (profile): MenuEntry => ({
        kind: 'radio',
        value: profile.profileId,
        label: profile.name,
        badge: <KindBadge profile={profile} />,
      }),
    ),
    ...(Object.keys(profiles).length > 0 ? [{ kind: 'separator' } as const] : []),
    { kind: 'item', label: t('frame.connectAnother'), icon: Plug, run: () => pageOpened('home') },
    ...(active === undefined
      ? []
      : [
          {
            kind: 'item',
            label: t('frame.closeConnection', { name: active.name }),
            icon: Unplug,
            run: () => void closeConnection(active.profileId),
          } as const,
        ]),
  ];
  return (
    <Menu
      entries={entries}
      value={active?.profileId ?? ''}
      onValueChange={profileChosen}
      trigger={
        <button type="button" className="connection-switcher" aria-label={switcherName(active, t)}>
          <span className="connection-square" data-kind={active?.kind ?? 'none'} aria-hidden="true" />
          {/* The blank keeps the two words apart for readers; the layout ignores it. */}
          <span className="truncate">{active?.name ?? t('frame.noConnection')}</span>{' '}
          <KindBadge profile={active} />
          <ChevronsUpDown size={12} aria-hidden="true" className="hint" />
        </button>
      }
    />
  );
}

function switcherName(profile: ProfileView | undefined, t: ReturnType<typeof useText>): string {
  return `${t('frame.connection')}: ${profile?.name ?? t('frame.noConnection')} ${t(KIND[profile?.kind ?? 'none'])}`;
}

/** The word on the badge. */
const KIND = {
  none: 'frame.offline',
  sandbox: 'frame.demo',
  nameServer: 'frame.live',
} as const satisfies Record<ProfileView['kind'] | 'none', TextKey>;

function KindBadge({ profile }: { profile: ProfileView | undefined }) {
  const t = useText();
  const kind = profile?.kind ?? 'none';
  return kind === 'sandbox' ? <Badge state="demo" /> : <span className="kind-badge">{t(KIND[kind])}</span>;
}

async function closeConnection(profileId: string): Promise<void> {
  await call('profile.close', { profileId });
  const left = Object.keys(useHost.getState().profiles).find((id) => id !== profileId);
  useUi.getState().profileChosen(left);
}
