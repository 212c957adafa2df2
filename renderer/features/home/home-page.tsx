import './home.css';
import { Play } from 'lucide-react';
import { useState } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import { errorData } from '../../bridge/window-error.ts';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { Kbd } from '../../components/kbd.tsx';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { GantryIcon } from './gantry-icon.tsx';
import { RecentList } from './recent-list.tsx';
import { startSandboxWork } from './start-sandbox.ts';

export function HomePage() {
  const t = useText();
  const userName = useHost((host) => host.app?.userName ?? 'me');
  const running = useHost((host) =>
    Object.values(host.profiles).some((profile) => profile.kind === 'sandbox'),
  );
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
        <section className="home-column" aria-labelledby="home-sandbox">
          <h2 id="home-sandbox">{t('home.sandboxTitle')}</h2>
          <p className="secondary home-sandbox-text">{t('home.sandboxText')}</p>
          <div className="home-actions">
            <Button tone="primary" size="large" icon={Play} onClick={() => void start()} aria-busy={starting}>
              {t(starting ? 'home.startingSandbox' : running ? 'home.openSandbox' : 'home.startSandbox')}
            </Button>
          </div>
          {error && <InlineError error={error} remedies={{ retry: () => void start() }} />}
          <h3>{t('home.firstMinute')}</h3>
          <ol className="home-steps">
            {STEPS.map(({ name, text, combo }, index) => (
              <li key={name}>
                <span className="data hint" aria-hidden="true">
                  {index + 1}
                </span>
                <span>{t(name)}</span>
                <span className="secondary">{t(text)}</span>
                <Kbd combo={combo} />
              </li>
            ))}
          </ol>
        </section>
        <section className="home-column" aria-labelledby="home-connect">
          <h2 id="home-connect">{t('home.connectTitle')}</h2>
          <ConnectPanel onStartSandbox={() => void start()} />
          <RecentList />
        </section>
      </div>
    </div>
  );
}

const STEPS: { name: TextKey; text: TextKey; combo: string }[] = [
  { name: 'home.stepSend', text: 'home.stepSendText', combo: 'mod+enter' },
  { name: 'home.stepHold', text: 'home.stepHoldText', combo: 'mod+4' },
  { name: 'home.stepLater', text: 'home.stepLaterText', combo: 'r' },
  { name: 'home.stepAck', text: 'home.stepAckText', combo: 'a' },
];
