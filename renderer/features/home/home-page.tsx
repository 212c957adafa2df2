import './home.css';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionList } from './connections/connection-list.tsx';
import { DoctorPanel } from './doctor/doctor-panel.tsx';
import { FirstMinute } from './first-minute.tsx';
import { GantryIcon } from './gantry-icon.tsx';
import { startSandboxWork } from './start-sandbox.ts';

export function HomePage() {
  const t = useText();
  const userName = useHost((host) => host.app?.userName ?? 'me');
  const running = useHost((host) =>
    Object.values(host.profiles).some((profile) => profile.kind === 'sandbox'),
  );
  /** Later runs begin with the connections; nothing moves while one is made. */
  const [isFirstRun] = useState(() => (useHost.getState().app?.saved.length ?? 0) === 0);
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<ErrorData>();

  const start = async (): Promise<void> => {
    if (starting) return;
    setStarting(true);
    setError(undefined);
    try {
      await startSandboxWork(userName);
    } catch (caught) {
      setError(errorData(caught));
    }
    setStarting(false);
  };

  const connections = <ConnectionList onStartSandbox={() => void start()} />;
  return (
    <div className="home">
      <div className="home-head">
        <GantryIcon size={44} />
        <div>
          <h1>{t('home.title')}</h1>
          <p className="secondary">{t('home.subtitle')}</p>
        </div>
      </div>
      <div className="home-columns">
        <div className="home-column">
          {!isFirstRun && connections}
          <section className="home-column" aria-labelledby="home-sandbox">
            <h2 id="home-sandbox">{t('home.sandboxTitle')}</h2>
            <p className="secondary home-sandbox-text">{t('home.sandboxText')}</p>
            <div className="home-actions">
              <Button
                tone="primary"
                size="large"
                icon={Play}
                onClick={() => void start()}
                aria-busy={starting}
              >
                {t(starting ? 'home.startingSandbox' : running ? 'home.openSandbox' : 'home.startSandbox')}
              </Button>
            </div>
            {error && <InlineError error={error} remedies={{ retry: () => void start() }} />}
          </section>
          <FirstMinute folded={!isFirstRun} />
          {isFirstRun && connections}
        </div>
        <section className="home-column" aria-labelledby="home-connect">
          <h2 id="home-connect">{t('home.connectTitle')}</h2>
          <ConnectPanel onStartSandbox={() => void start()} />
          <DoctorPanel />
        </section>
      </div>
    </div>
  );
}
