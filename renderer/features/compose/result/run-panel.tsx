import type { SendRunView } from '../../../../core/contract/compose.ts';
import { SEND_STATES, type SendState } from '../../../../core/model/send.ts';
import { call } from '../../../bridge/call.ts';
import { Badge, type BadgeState } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { ProgressBar } from '../../../components/progress-bar.tsx';
import { formatElapsed, formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';

/** Words of the counts; stored and unconfirmed have none of their own in the badge. */
const WORDS = {
  stored: 'compose.countStored',
  unconfirmed: 'compose.countUnconfirmed',
  oneway: 'state.oneway',
  noAnswer: 'state.noAnswer',
  notStored: 'state.notStored',
  notSent: 'state.notSent',
} as const satisfies Record<SendState, string>;
const BADGES: Record<SendState, BadgeState> = {
  stored: 'stored',
  unconfirmed: 'unconfirmed',
  oneway: 'oneway',
  noAnswer: 'noAnswer',
  notStored: 'notStored',
  notSent: 'notSent',
};

/** How a run of several sends goes, and how it went. */
export function RunPanel({ run }: { run: SendRunView }) {
  const t = useText();
  const { state, done, total, counts, startedAtMs, endedAtMs, error } = run;
  const running = state === 'running';
  const headline = t(`compose.run.${state}`, { done: formatNumber(done), total: formatNumber(total) });
  const stop = async (): Promise<void> => {
    useHost.getState().runReceived(await call('send.run.stop', { runId: run.runId }));
  };
  return (
    <section className="send-result" aria-label={t('compose.sendResult')}>
      <div role="status">
        <h2>{headline}</h2>
      </div>
      <ProgressBar label={t('compose.runProgress')} done={done} total={total} />
      <ul className="run-counts">
        {SEND_STATES.filter((known) => counts[known] > 0).map((known) => (
          <li key={known}>
            <Badge state={BADGES[known]}>{t(WORDS[known])}</Badge>
            <span className="data">{formatNumber(counts[known])}</span>
          </li>
        ))}
      </ul>
      {endedAtMs !== undefined && (
        <p className="help hint">{t('compose.runTook', { time: formatElapsed(endedAtMs - startedAtMs) })}</p>
      )}
      {error !== undefined && <InlineError error={error} />}
      {running && (
        <div>
          <Button size="small" onClick={() => void stop()}>
            {t('compose.stop')}
          </Button>
        </div>
      )}
    </section>
  );
}
