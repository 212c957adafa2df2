import { Check, Undo2 } from 'lucide-react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { ConsumerView, MessageRow } from '../../../../core/model/consume.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatClock, formatNumber, formatSpan } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { laterOutcome } from '../decision-rules.ts';
import { DecisionCell } from '../grid/decision-cell.tsx';
import { useGrid } from '../grid/grid-context.ts';

interface Props {
  consumer: ConsumerView;
  profile: ProfileView | undefined;
  row: MessageRow;
  disabledReason: string | undefined;
  keysAreBulk: boolean;
  failure: ErrorData | undefined;
}

/** Ack and Later, and the truth about each; for a row that is no longer held, what became of it. */
export function DecisionPanel(props: Props) {
  const { row } = props;
  if (row.state === 'held') return <HeldPanel {...props} />;
  return <SettledPanel {...props} />;
}

function HeldPanel({ consumer, profile, row, disabledReason, keysAreBulk, failure }: Props) {
  const t = useText();
  const { decide } = useGrid();
  const error = row.decisionError ?? failure;
  const reason = row.deciding === true ? t('consume.deciding') : disabledReason;
  return (
    <section className="decision-panel">
      <div className="decision-buttons">
        <Button
          tone="ack"
          size="large"
          icon={Check}
          {...(keysAreBulk ? {} : { shortcut: 'a' })}
          disabledReason={reason}
          onClick={() => decide(row, 'ack')}
        >
          {t('consume.ack')}
        </Button>
        <Button
          tone="later"
          size="large"
          icon={Undo2}
          {...(keysAreBulk ? {} : { shortcut: 'r' })}
          disabledReason={reason}
          onClick={() => decide(row, 'later')}
        >
          {t('consume.later')}
        </Button>
      </div>
      {reason !== undefined && <p className="help decision-reason">{reason}</p>}
      {error && <InlineError error={error} />}
      <p className="help secondary">{laterSentence(row, consumer, profile, t)}</p>
      <p className="help secondary">{deadlineSentence(row, consumer, t)}</p>
      <p className="help secondary">
        {t('consume.holdsCommit', { queue: row.queueId, offset: formatNumber(row.queueOffset) })}
      </p>
    </section>
  );
}

function SettledPanel({ row, consumer, profile }: Props) {
  const t = useText();
  return (
    <section className="decision-panel settled">
      <div className="decision-fate">
        <DecisionCell row={row} />
        {row.state === 'later' && row.nextSeq === undefined && (
          <span className="hint">{t('consume.estimate')}</span>
        )}
      </div>
      {row.state === 'waiting' && (
        <>
          <p className="help secondary">{t('consume.notYours')}</p>
          <p className="help secondary">{laterSentence(row, consumer, profile, t)}</p>
        </>
      )}
    </section>
  );
}

/** What Later does, and what of it is assumed. */
function laterSentence(
  row: MessageRow,
  consumer: ConsumerView,
  profile: ProfileView | undefined,
  t: Translate,
): string {
  const outcome = laterOutcome(row, consumer, profile?.delayLevels);
  const assumed: string[] = [];
  if (consumer.retryMaxTimesSource === 'assumed')
    assumed.push(t('consume.retriesAssumed', { retries: consumer.retryMaxTimes }));
  if (outcome.kind === 'returns' && consumer.delayLevelsSource === 'assumed')
    assumed.push(t('consume.levelsAssumed'));
  const sentence =
    outcome.kind === 'deadLetter'
      ? t('consume.laterDlq', { topic: outcome.topic })
      : t('consume.laterLevel', {
          level: outcome.level,
          span: formatSpan(outcome.delayMs),
          attempt: outcome.attempt,
          attempts: outcome.attempts,
        });
  return assumed.length === 0 ? sentence : `${sentence} (${assumed.join(', ')})`;
}

function deadlineSentence(row: MessageRow, consumer: ConsumerView, t: Translate): string {
  if (row.deadlineAtMs === undefined || consumer.holdDefault === 'keepHolding') return t('consume.noDefault');
  return t('consume.noDecisionBy', { time: formatClock(row.deadlineAtMs) });
}
