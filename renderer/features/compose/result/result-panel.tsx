import { useEffect, useState } from 'react';
import type { ProfileView, SentRecord } from '../../../../core/contract/views.ts';
import { brokerTimeAt } from '../../../../core/model/clock.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { copyText } from '../../../bridge/copy-text.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { ErrorDetails, InlineError } from '../../../components/inline-error.tsx';
import { showToast } from '../../../components/toast.tsx';
import { useAttempt } from '../../../components/use-attempt.ts';
import { formatCountdown, formatElapsed } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { chooseConnection } from '../../../store/begin-at.ts';
import { useNow } from '../../../store/clock.ts';
import { useHost } from '../../../store/host-store.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useDelayLab } from '../../delay-lab/lab-store.ts';
import { describeOutcome } from './outcome.ts';

interface Props {
  record: SentRecord | undefined;
  /** Instead of a record: the call itself failed. */
  error: ErrorData | undefined;
  sending: boolean;
}

/** What became of the send: region "Send result". */
export function ResultPanel({ record, error, sending }: Props) {
  const t = useText();
  return (
    <section className="send-result" aria-label={t('compose.sendResult')} aria-live="polite">
      {sending ? (
        <p className="secondary">{t('compose.sending')}</p>
      ) : error !== undefined ? (
        <InlineError error={error} />
      ) : record === undefined ? (
        <p className="hint">{t('compose.noResult')}</p>
      ) : (
        <Outcome key={record.sendId} record={record} />
      )}
    </section>
  );
}

function Outcome({ record }: { record: SentRecord }) {
  const t = useText();
  // Its own connection: another one may be chosen by now.
  const profile = useHost((host) => host.profiles[record.profileId]);
  const view = describeOutcome(record, profile, t);
  const { msgId } = view;
  return (
    <>
      <div className="send-result-badges">
        <Badge state={view.badge}>{view.badgeText}</Badge>
        {view.dueAtBrokerMs !== undefined && profile !== undefined && (
          <DueBadge dueAtBrokerMs={view.dueAtBrokerMs} profile={profile} />
        )}
        <span className="data hint send-result-time">{formatElapsed(view.elapsedMs)}</span>
      </div>
      <h2>{view.headline}</h2>
      {view.body.map((sentence) => (
        <p key={sentence} className="help secondary">
          {sentence}
        </p>
      ))}
      {view.dueAtBrokerMs !== undefined && profile?.clock.source === 'assumed' && (
        <p className="help hint">{t('compose.dueEstimate')}</p>
      )}
      {view.facts.length > 0 && (
        <dl className="facts">
          {view.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd className="data">{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {msgId !== undefined && (
        <div className="send-result-actions">
          {record.outcome.kind === 'stored' && record.delayLevel === 0 && (
            <Button size="small" onClick={() => useUi.getState().topicOpened(record.profileId, record.topic)}>
              {t('compose.showInTopic', { topic: record.topic })}
            </Button>
          )}
          {record.outcome.kind === 'stored' && record.delayLevel > 0 && <FollowButton record={record} />}
          <Button
            size="small"
            onClick={() => void copyText(msgId).then(() => showToast(t('compose.idCopied')))}
          >
            {t('compose.copyId')}
          </Button>
        </div>
      )}
      {view.error && <ErrorDetails error={view.error} />}
    </>
  );
}

/** On to the delay lab, which then looks out for this message; why it cannot stays beside the button. */
function FollowButton({ record: { profileId, sendId } }: { record: SentRecord }) {
  const t = useText();
  const { error, attempt } = useAttempt();
  const follow = async (): Promise<void> => {
    useDelayLab.getState().started(await call('delayLab.follow', { profileId, sendId }));
    chooseConnection(profileId);
    useUi.getState().pageOpened('delay');
  };
  return (
    <>
      <Button size="small" onClick={() => void attempt(follow)}>
        {t('compose.followDelay')}
      </Button>
      {error !== undefined && <InlineError error={error} />}
    </>
  );
}

/** Counts down on the broker's clock; after that it says due, not delivered: nobody here has seen it. */
function DueBadge({ dueAtBrokerMs, profile }: { dueAtBrokerMs: number; profile: ProfileView }) {
  const t = useText();
  const [waiting, setWaiting] = useState(true);
  const now = useNow(100, waiting);
  const left = dueAtBrokerMs - brokerTimeAt(profile.clock, now);
  const isWaiting = left > 0;
  useEffect(() => setWaiting(isWaiting), [isWaiting]);
  return isWaiting ? (
    <span aria-live="off">
      <Badge state="delayed">{t('compose.waitingFor', { time: formatCountdown(left) })}</Badge>
    </span>
  ) : (
    <Badge state="due" />
  );
}
