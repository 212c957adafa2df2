import { memo, useEffect, useState } from 'react';
import type { ProfileView } from '../../core/contract/views.ts';
import type { ConsumerView } from '../../core/model/consume.ts';
import { RecorderMark } from '../features/recordings/recorder-mark.tsx';
import { formatNumber } from '../format/format.ts';
import { type Translate, useText } from '../i18n/i18n.ts';
import { keyText } from '../keys/platform.ts';
import { useHost } from '../store/host-store.ts';
import { useActiveProfile, useActiveTab } from '../store/selectors.ts';
import { ClockChip } from './clock-chip.tsx';

/** State, address, clock on the left; round trip, rows kept and dropped on the right. */
export function StatusBar() {
  const t = useText();
  const profile = useActiveProfile();
  const tab = useActiveTab();
  const consumer = useHost((host) => (tab?.kind === 'consumer' ? host.consumers[tab.consumerId] : undefined));
  const version = useHost((host) => host.app?.version ?? '');
  return (
    // Announced by the Announcer below, not by every change of a number here.
    <footer className="status-bar" role="status" aria-live="off" aria-label={t('frame.connection')}>
      <div className="status-side">
        <span className="state-dot" data-state={profile?.state ?? 'none'} aria-hidden="true" />
        <span>{stateText(profile, t)}</span>
        {profile && <span className="data truncate">{profile.nameServers.join(';')}</span>}
        {profile && profile.kind === 'nameServer' && (
          <span>{t('frame.brokers', { count: profile.brokers.length })}</span>
        )}
        {profile?.kind === 'sandbox' && <ClockChip profile={profile} />}
        <RecorderMark />
      </div>
      <div className="status-side">
        {profile?.roundTripMs !== undefined && (
          <span>{t('frame.roundTrip', { ms: roundTrip(profile.roundTripMs) })}</span>
        )}
        {consumer && <RowsKept consumer={consumer} />}
        {!consumer && <span>{t('frame.pressForKeys', { key: keyText('?') })}</span>}
        {!consumer && <span>{t('frame.version', { version })}</span>}
      </div>
      <Announcer text={announcement(profile, consumer, t)} />
    </footer>
  );
}

function RowsKept({ consumer }: { consumer: ConsumerView }) {
  const t = useText();
  const { keptCount } = consumer;
  return (
    <>
      <span>
        {t('frame.kept', { kept: formatNumber(keptCount), limit: formatNumber(consumer.rowLimit) })}
      </span>
      <span className={consumer.droppedFromView > 0 ? 'status-warn' : undefined}>
        {droppedText(consumer, t)}
      </span>
    </>
  );
}

function droppedText(consumer: ConsumerView, t: Translate): string {
  return consumer.droppedFromView > 0
    ? t('frame.dropped', { dropped: formatNumber(consumer.droppedFromView) })
    : t('frame.nothingDropped');
}

function stateText(profile: ProfileView | undefined, t: Translate): string {
  if (profile === undefined) return t('common.notConnected');
  if (profile.state === 'lost') return t('common.reconnecting');
  if (profile.state === 'connecting') return t('common.connecting');
  return profile.kind === 'sandbox' ? t('frame.sandboxRunning') : t('common.connected');
}

/** What is worth saying aloud: the connection's state, and that rows were dropped (not how many, which would never end). */
function announcement(
  profile: ProfileView | undefined,
  consumer: ConsumerView | undefined,
  t: Translate,
): string {
  const state = stateText(profile, t);
  return consumer === undefined
    ? state
    : t('frame.twoSentences', { first: state, second: droppedText(consumer, t) });
}

/** The status bar's voice: at most one announcement a second. */
const Announcer = memo(function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 1_000);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div aria-live="polite" className="visually-hidden">
      {said}
    </div>
  );
});

function roundTrip(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
