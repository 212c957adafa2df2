import { ChevronsUpDown, Plug, Unplug } from 'lucide-react';
import type { ProfileView } from '../../core/contract/views.ts';
import { call } from '../bridge/call.ts';
import { EnvironmentBadge } from '../components/environment-badge.tsx';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import { type Translate, useText } from '../i18n/i18n.ts';
import { useHost } from '../store/host-store.ts';
import { profileName } from '../store/profile-name.ts';
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
        label: profileName(profile, t),
        badge: <EnvironmentBadge {...profile} />,
      }),
    ),
    ...(Object.keys(profiles).length > 0 ? [{ kind: 'separator' } as const] : []),
    { kind: 'item', label: t('frame.connectAnother'), icon: Plug, run: () => pageOpened('home') },
    ...(active === undefined
      ? []
      : [
          {
            kind: 'item',
            label: t('frame.closeConnection', { name: profileName(active, t) }),
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
          <span className="connection-square" data-colour={active?.colour} aria-hidden="true" />
          {/* The blank keeps the two words apart for readers; the layout ignores it. */}
          <span className="truncate">
            {active === undefined ? t('frame.noConnection') : profileName(active, t)}
          </span>{' '}
          {active === undefined ? (
            <span className="kind-badge">{t('frame.offline')}</span>
          ) : (
            <EnvironmentBadge {...active} />
          )}
          <ChevronsUpDown size={12} aria-hidden="true" className="hint" />
        </button>
      }
    />
  );
}

function switcherName(profile: ProfileView | undefined, t: Translate): string {
  const words =
    profile === undefined
      ? [t('frame.noConnection'), t('frame.offline')]
      : [
          profileName(profile, t),
          t(`connections.environment.${profile.environment}`),
          ...(profile.readOnly ? [t('connections.readOnlyBadge')] : []),
        ];
  return `${t('frame.connection')}: ${words.join(' ')}`;
}

async function closeConnection(profileId: string): Promise<void> {
  await call('profile.close', { profileId });
  const left = Object.keys(useHost.getState().profiles).find((id) => id !== profileId);
  useUi.getState().profileChosen(left);
}
