import { EnvironmentBadge } from '../../../components/environment-badge.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';

/** The built-in one: always there, nothing to set up. */
export function SandboxLine({ onStart }: { onStart(): void }) {
  const t = useText();
  const running = useHost((host) =>
    Object.values(host.profiles).some((profile) => profile.kind === 'sandbox'),
  );
  return (
    <li className="connection">
      <button type="button" className="connection-press" onClick={onStart}>
        <span className="connection-square" data-colour="k2" aria-hidden="true" />
        <span className="connection-name truncate">{t('connections.sandbox')}</span>{' '}
        <span className="connection-badges">
          <EnvironmentBadge environment="demo" readOnly={false} />
        </span>{' '}
        <span className="secondary">{t('connections.builtIn')}</span>
      </button>
      <span className="connection-state" data-state={running ? 'connected' : 'closed'}>
        {t(running ? 'connections.running' : 'connections.notStarted')}
      </span>
    </li>
  );
}
