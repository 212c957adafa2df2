import './home.css';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { useAttempt } from '../../components/use-attempt.ts';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { usePrefs } from '../../store/prefs.ts';
import { takeTour } from '../tour/take-tour.ts';
import { TourList } from '../tour/tour-list.tsx';
import { currentStep } from '../tour/tour-steps.ts';
import { ConnectPanel } from './connect-panel.tsx';
import { ConnectionList } from './connections/connection-list.tsx';
import { DoctorPanel } from './doctor/doctor-panel.tsx';
import { GantryIcon } from './gantry-icon.tsx';
import { RecentWorkList } from './recent-work.tsx';
import { startSandboxWork } from './start-sandbox.ts';

export function HomePage() {
  const t = useText();
  const userName = useHost((host) => host.app?.userName ?? 'me');
  const running = useHost((host) =>
    Object.values(host.profiles).some((profile) => profile.kind === 'sandbox'),
  );
  /** Later runs begin with the connections; nothing moves while one is made. */
  const [isFirstRun] = useState(() => (useHost.getState().app?.saved.length ?? 0) === 0);
  const isTourBegun = usePrefs(
    ({ tour }) => tour.open || (tour.done.length > 0 && currentStep(tour) !== undefined),
  );
  const { busy: starting, error, attempt } = useAttempt();
  const start = (): void => void attempt(() => startSandboxWork(userName));

  const ownWork = (
    <>
      <ConnectionList onStartSandbox={start} />
      <RecentWorkList />
    </>
  );
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
          {!isFirstRun && ownWork}
          <section className="home-column" aria-labelledby="home-sandbox">
            <h2 id="home-sandbox">{t('home.sandboxTitle')}</h2>
            <p className="secondary home-sandbox-text">{t('home.sandboxText')}</p>
            <div className="home-actions">
              <Button tone="primary" size="large" icon={Play} onClick={start} aria-busy={starting}>
                {t(starting ? 'home.startingSandbox' : running ? 'home.openSandbox' : 'home.startSandbox')}
              </Button>
              <Button tone="plain" size="large" onClick={() => void attempt(takeTour)}>
                {t(isTourBegun ? 'tour.goOn' : 'tour.take')}
              </Button>
            </div>
            {error && <InlineError error={error} remedies={{ retry: start }} />}
          </section>
          <TourList folded={!isFirstRun} />
          {isFirstRun && ownWork}
        </div>
        <section className="home-column" aria-labelledby="home-connect">
          <h2 id="home-connect">{t('home.connectTitle')}</h2>
          <ConnectPanel onStartSandbox={start} />
          <DoctorPanel />
        </section>
      </div>
    </div>
  );
}
