import { useMemo, useState } from 'react';
import { RESEND_FAILURES, type ResendOutcome, type ResendRunView } from '../../../core/contract/resend.ts';
import { Badge } from '../../components/badge.tsx';
import type { GridColumn } from '../../components/grid/columns.ts';
import { DataGrid } from '../../components/grid/data-grid.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { formatNumber } from '../../format/format.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { STATE_TEXT } from '../library/sent/columns.tsx';
import { useOutcomes, type Which } from './use-outcomes.ts';

/** What became of each message of a run. */
export function OutcomeGrid({ run }: { run: ResendRunView }) {
  const t = useText();
  const [which, setWhich] = useState<Which>('all');
  const failed = RESEND_FAILURES.reduce((sum, state) => sum + run.counts[state], 0);
  const { rows, need } = useOutcomes(run, which, which === 'all' ? run.done : failed);
  const columns = useMemo(() => outcomeColumns(t), [t]);
  return (
    <div className="resend-outcomes">
      <RadioGroup<Which>
        aria-label={t('resend.outcomes')}
        value={which}
        onValueChange={setWhich}
        options={[
          { value: 'all', label: t('resend.all', { count: formatNumber(run.done) }) },
          { value: 'failed', label: t('resend.failed', { count: formatNumber(failed) }) },
        ]}
      />
      <DataGrid
        label={t('resend.outcomes')}
        columns={columns}
        rows={rows}
        keyOf={({ at }) => at}
        nameOf={({ title, state }) => t('resend.rowName', { title, outcome: t(STATE_TEXT[state]) })}
        onShown={({ first, last }) => need(first, last)}
      />
      {failed > 0 && <p className="help hint">{t('resend.failedStay')}</p>}
    </div>
  );
}

function outcomeColumns(t: Translate): GridColumn<ResendOutcome>[] {
  return [
    {
      id: 'message',
      title: t('resend.message'),
      width: 180,
      cell: ({ title }) => (
        <span className="truncate data" title={title}>
          {title || '–'}
        </span>
      ),
    },
    {
      id: 'outcome',
      title: t('resend.outcome'),
      width: 180,
      cell: ({ state, record }) => (
        <Badge state={state}>
          {record?.outcome.kind === 'stored' ? record.outcome.receipt.status : undefined}
        </Badge>
      ),
    },
    {
      id: 'place',
      title: t('resend.place'),
      width: 220,
      grows: true,
      cell: (outcome) => {
        const text = placeText(outcome, t);
        return (
          <span className="truncate" title={text}>
            {text}
          </span>
        );
      },
    },
  ];
}

/** A delayed copy is stored in the schedule queue first: its offset is not one of the topic. */
function placeText({ record, error }: ResendOutcome, t: Translate): string {
  if (error !== undefined) return explainError(error, t).headline;
  if (record === undefined) return '';
  const { outcome, delayLevel, topic } = record;
  if (outcome.kind === 'oneway') return topic;
  if (outcome.kind !== 'stored') return explainError(outcome.error, t).headline;
  if (delayLevel > 0) return `${topic}, ${t('resend.scheduled')}`;
  const { queue, queueOffset } = outcome.receipt;
  return `${topic} q${queue.queueId} @${formatNumber(queueOffset)}`;
}
