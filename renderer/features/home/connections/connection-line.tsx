import { CircleX, Ellipsis, Pencil, Plug, Stethoscope, Trash2, Unplug } from 'lucide-react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { DoctorView } from '../../../../core/model/doctor.ts';
import { call } from '../../../bridge/call.ts';
import { IconButton } from '../../../components/button.tsx';
import { EnvironmentBadge } from '../../../components/environment-badge.tsx';
import { Menu } from '../../../components/menu.tsx';
import { formatClock, formatDateTime } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';
import { connectSaved, examine } from '../connect.ts';
import { useHome } from '../home-store.ts';
import { savedName } from './saved-name.ts';

interface Props {
  saved: SavedProfile;
  onRemove(): void;
}

/** A press connects, or shows the connection that is open. */
export function ConnectionLine({ saved, onRemove }: Props) {
  const t = useText();
  const { profileId } = saved;
  const open = useHost((host) => host.profiles[profileId]);
  const doctor = useHost((host) => host.doctors[profileId]);
  const chosen = useHome((home) => home.chosenId === profileId);
  const busy = useHome((home) => home.busyId === profileId);
  const { connectionChosen, editorOpened } = useHome.getState();
  const name = savedName(saved);
  const connect = (): void => {
    if (open === undefined) void connectSaved(profileId);
    else {
      connectionChosen(profileId);
      useUi.getState().profileChosen(profileId);
    }
  };
  const state = busy ? 'checking' : stateOf(open, doctor);
  return (
    <li className="connection" data-chosen={chosen || undefined}>
      <button type="button" className="connection-press" aria-current={chosen || undefined} onClick={connect}>
        <span className="connection-square" data-colour={saved.colour} aria-hidden="true" />
        {/* The blanks keep the words apart for readers; the layout ignores them. */}
        <span className="connection-name truncate">{name}</span>{' '}
        <span className="connection-badges">
          <EnvironmentBadge environment={saved.environment} readOnly={saved.readOnly} />
        </span>{' '}
        <span className="data secondary truncate">
          {/* Without a name it is called by its address. */}
          {saved.name !== '' && saved.nameServers}
        </span>
      </button>
      <span className="connection-state" data-state={state}>
        {state === 'needsFix' && <CircleX size={12} aria-hidden="true" />}
        {stateText(state, saved, t)}
      </span>
      <Menu
        align="end"
        trigger={<IconButton size="small" icon={Ellipsis} label={t('connections.more', { name })} />}
        entries={[
          { kind: 'item', label: t('connections.menuConnect'), icon: Plug, run: connect },
          {
            kind: 'item',
            label: t('connections.menuExamine'),
            icon: Stethoscope,
            run: () => void examine(profileId),
          },
          {
            kind: 'item',
            label: t('connections.menuEdit'),
            icon: Pencil,
            run: () => editorOpened({ profileId }),
          },
          {
            kind: 'item',
            label: t('connections.menuClose'),
            icon: Unplug,
            disabled: open === undefined,
            run: () => void call('profile.close', { profileId }),
          },
          { kind: 'item', label: t('connections.menuRemove'), icon: Trash2, run: onRemove },
        ]}
      />
    </li>
  );
}

type LineState = 'checking' | 'connected' | 'lost' | 'needsFix' | 'closed';

function stateOf(open: ProfileView | undefined, doctor: DoctorView | undefined): LineState {
  if (open !== undefined) return open.state === 'lost' ? 'lost' : 'connected';
  const isFailed = doctor?.state === 'ended' && doctor.steps.some(({ status }) => status === 'failed');
  return isFailed ? 'needsFix' : 'closed';
}

function stateText(state: LineState, { lastUsedMs }: SavedProfile, t: Translate): string {
  if (state !== 'closed') return t(`connections.${state}`);
  return lastUsedMs === undefined
    ? t('connections.never')
    : t('connections.lastSeen', { time: lastSeen(lastUsedMs) });
}

/** The time of day, on other days the date. */
function lastSeen(ms: number): string {
  if (new Date(ms).toDateString() === new Date().toDateString()) return formatClock(ms).slice(0, 5);
  return formatDateTime(ms).slice(0, 'YYYY-MM-DD'.length);
}
