import { X } from 'lucide-react';
import type { RecentConnection } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';

const NONE: RecentConnection[] = [];

/** Addresses connected to before: one press fills the form. */
export function RecentList() {
  const t = useText();
  const recents = useHost((host) => host.app?.recents ?? NONE);
  const profiles = useHost((host) => host.profiles);
  const connectFormEdited = useUi((ui) => ui.connectFormEdited);
  if (recents.length === 0) return null;
  return (
    <>
      <h3 id="home-recent">{t('home.recent')}</h3>
      <ul className="home-recents" aria-labelledby="home-recent">
        {recents.map((recent) => {
          const open = Object.values(profiles).find(
            (profile) => profile.nameServerSource === recent.nameServers,
          );
          return (
            <li key={recent.nameServers}>
              <span className="state-dot" data-state={open?.state ?? 'none'} aria-hidden="true" />
              <Button
                tone="plain"
                size="small"
                aria-label={t('home.useRecent', { address: recent.nameServers })}
                onClick={() => {
                  connectFormEdited({
                    nameServers: recent.nameServers,
                    accessKey: recent.accessKey ?? '',
                    accessKeyShown: recent.accessKey !== undefined,
                    channel: recent.channel ?? '',
                  });
                  document.getElementById('connect-button')?.focus();
                }}
              >
                <span className="data">{recent.nameServers}</span>
              </Button>
              <span className="hint help">
                {open === undefined
                  ? (recent.accessKey ?? '')
                  : t(open.state === 'lost' ? 'home.lost' : 'home.connected')}
              </span>
              <IconButton
                size="small"
                icon={X}
                label={t('home.forget', { address: recent.nameServers })}
                onClick={() => void call('recent.forget', { nameServers: recent.nameServers })}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
}
