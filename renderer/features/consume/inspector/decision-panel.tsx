import { Check, Undo2 } from 'lucide-react';
import type { MessageRow } from '../../../../core/model/consume.ts';
import type { RuleHit } from '../../../../core/model/rules/rule.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatClock, formatNumber, formatSpan } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { laterOutcome, readFrom, whyNoLater } from '../decision-rules.ts';
import { DecisionCell } from '../grid/decision-cell.tsx';
import { type GridContext, useGrid } from '../grid/grid-context.ts';
import { PlannedText, UndoButton } from '../grid/planned-cell.tsx';
import { LevelButton } from '../levels/level-button.tsx';
import { ruleText } from '../rules/rule-text.ts';

interface Props {
  row: MessageRow;
  /** A and R act on the checked set now, not on this message. */
  keysAreBulk: boolean;
}

/** Ack and Later, and the truth about each; for a row that is no longer held, what became of it. */
export function DecisionPanel(props: Props) {
  const { row } = props;
  if (row.state === 'held') return <HeldPanel {...props} />;
  return <SettledPanel row={row} />;
}

function HeldPanel({ row, keysAreBulk }: Props) {
  const t = useText();
  const grid = useGrid();
  const reason = row.deciding === true ? t('consume.deciding') : grid.disabledReason;
  const noLater = whyNoLater(row, grid);
  const { planned } = row;
  return (
    <section className="decision-panel">
      <div className="decision-buttons">
        <Button
          tone="ack"
          size="large"
          icon={Check}
          {...(keysAreBulk ? {} : { shortcut: 'a' })}
          disabledReason={reason}
          onClick={() => grid.decide(row, { decision: 'ack' })}
        >
          {t('consume.ack')}
        </Button>
        <Button
          tone="later"
          size="large"
          icon={Undo2}
          {...(keysAreBulk ? {} : { shortcut: 'r' })}
          disabledReason={reason ?? (noLater && t(noLater))}
          onClick={() => grid.decide(row, { decision: 'later' })}
        >
          {t('consume.later')}
        </Button>
        <LevelButton
          disabledReason={reason ?? (noLater && t(noLater))}
          onOpen={(at) => grid.openLevels(at, row)}
        />
      </div>
      {planned !== undefined && (
        <div className="decision-planned">
          <PlannedText planned={planned} />
          {planned.rule === undefined && <UndoButton row={row} size="large" />}
        </div>
      )}
      {planned?.rule !== undefined && (
        <p className="help secondary">{ruleSentence('rules.willDecide', planned.rule, t)}</p>
      )}
      {reason !== undefined && <p className="help decision-reason">{reason}</p>}
      {row.decisionError && (
        <>
          <p className="help not-taken">{t('consume.stillYours')}</p>
          <InlineError error={row.decisionError} />
        </>
      )}
      <p className="help secondary">{laterSentence(row, grid, t)}</p>
      {planned === undefined && <p className="help secondary">{deadlineSentence(row, grid, t)}</p>}
      <p className="help secondary">{holdsSentence(row, grid, t)}</p>
    </section>
  );
}

function SettledPanel({ row }: Pick<Props, 'row'>) {
  const t = useText();
  const grid = useGrid();
  return (
    <section className="decision-panel settled">
      <div className="decision-fate">
        <DecisionCell row={row} />
        {row.state === 'later' && row.nextSeq === undefined && (
          <span className="hint">{t('consume.estimate')}</span>
        )}
      </div>
      {row.rule !== undefined && (
        <p className="help secondary">{ruleSentence('rules.decidedBy', row.rule, t)}</p>
      )}
      {row.state === 'waiting' && (
        <>
          <p className="help secondary">{t('consume.notYours')}</p>
          <p className="help secondary">{laterSentence(row, grid, t)}</p>
        </>
      )}
    </section>
  );
}

function ruleSentence(
  key: 'rules.willDecide' | 'rules.decidedBy',
  { number, rule }: RuleHit,
  t: Translate,
): string {
  return t(key, { number, text: ruleText(rule, t) });
}

/** What Later does, and what of it is assumed. */
function laterSentence(row: MessageRow, grid: GridContext, t: Translate): string {
  const outcome = laterOutcome(row, grid, grid.delayLevels);
  if (outcome.kind === 'toOperator') return t('consume.laterDirect');
  if (outcome.kind === 'off') return t('consume.laterOff');
  if (outcome.kind === 'inPlace')
    return t('consume.laterInPlace', { attempt: outcome.attempt, queue: row.queueId });
  const assumed: string[] = [];
  if (grid.retryMaxTimesSource === 'assumed')
    assumed.push(t('consume.retriesAssumed', { retries: grid.retryMaxTimes }));
  if (outcome.kind === 'returns' && grid.delayLevelsSource === 'assumed')
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

/** What waits while the message is held. */
function holdsSentence(row: MessageRow, grid: GridContext, t: Translate): string {
  if (row.direct === true) return t('consume.holdsDirect');
  const place = { queue: row.queueId, offset: formatNumber(row.queueOffset) };
  if (grid.model === 'broadcasting') return t('consume.holdsLocal', place);
  return t(row.isRetry ? 'consume.holdsRetryCommit' : 'consume.holdsCommit', {
    ...place,
    topic: readFrom(row, grid.group),
  });
}

function deadlineSentence(row: MessageRow, grid: GridContext, t: Translate): string {
  if (row.deadlineAtMs === undefined || grid.holdDefault === 'keepHolding') return t('consume.noDefault');
  return t('consume.noDecisionBy', { time: formatClock(row.deadlineAtMs) });
}
