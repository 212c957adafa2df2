import { Tooltip } from '@base-ui/react/tooltip';
import { useEffect } from 'react';
import { ToastArea } from './components/toast.tsx';
import { Frame } from './frame/frame.tsx';
import { useText } from './i18n/i18n.ts';
import { useHost } from './store/host-store.ts';

export function App() {
  const ready = useHost((host) => host.app !== undefined);
  const linkUp = useHost((host) => host.linkUp);
  const workIsBack = useHost((host) => host.workIsBack);
  useEffect(() => {
    if (!ready || !workIsBack) return;
    // After the frame has been painted: this is what tests wait for.
    const request = requestAnimationFrame(() => {
      document.documentElement.dataset.ready = 'true';
    });
    return () => cancelAnimationFrame(request);
  }, [ready, workIsBack]);
  if (!ready) return linkUp ? null : <HostUnreachable />;
  return (
    <Tooltip.Provider delay={400} closeDelay={0}>
      <Frame />
      <ToastArea />
    </Tooltip.Provider>
  );
}

function HostUnreachable() {
  const t = useText();
  return (
    <main className="host-unreachable" role="alert">
      <h1>{t('frame.hostLost')}</h1>
      <p className="secondary">{t('frame.hostLostHelp')}</p>
    </main>
  );
}
