import type { ReactNode } from 'react';
import type { LabRow } from '../../../../core/model/delay-lab/row.ts';
import { stateOf } from '../../../../core/model/delay-lab/state.ts';
import type { MessageQueue } from '../../../../core/model/queue.ts';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatDateTime, formatElapsed, formatNumber, formatSpan } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { formatDrift, type LabClocks } from '../lab-time.ts';
import { StateBadge } from './state-badge.tsx';

const SCHEDULE_TOPIC = 'SCHEDULE_TOPIC_XXXX';

interface Props {
  row: LabRow;
  clocks: LabClocks;
  nowMs: number;
  isSandbox: boolean;
}

/** Where one message waits and goes to, how its times are known, and what is wrong with it. */
export function RowDetails({ row, clocks, nowMs, isSandbox }: Props) {
  const t = useText();
  const state = stateOf(row, clocks.of(row), nowMs);
  const { send, plan } = row;
  const span = plan === undefined ? '–' : formatSpan(plan.levelMs);
  return (
    <section className="lab-detail" aria-label={t('delayLab.detail', { level: row.level, span })}>
      <div className="lab-detail-head">
        <StateBadge state={state} />
        <h2>{t('delayLab.detail', { level: row.level, span })}</h2>
      </div>
      <dl className="lab-facts">
        {factsOf(row, clocks, isSandbox, t).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="data">{value}</dd>
          </div>
        ))}
      </dl>
      {send.kind === 'failed' ? (
        <InlineError error={send.error} />
      ) : (
        notesOf(row, state, t).map((note) => (
          <p key={note} className="help hint">
            {note}
          </p>
        ))
      )}
    </section>
  );
}

function factsOf(
  { uniqueKey, send, plan, landing }: LabRow,
  { offsets }: LabClocks,
  isSandbox: boolean,
  t: Translate,
): [string, ReactNode][] {
  const facts: [string, ReactNode][] = [];
  if (uniqueKey !== '') facts.push([t('delayLab.uniqueKey'), uniqueKey]);
  if (send.kind === 'stored') {
    const waits = `${SCHEDULE_TOPIC} q${(plan?.level ?? 1) - 1} @${formatNumber(send.scheduleOffset)}`;
    facts.push([t(landing === undefined ? 'delayLab.waitsIn' : 'delayLab.waitedIn'), waits]);
    if (landing === undefined) facts.push([t('delayLab.goesTo'), queueText(send.queue)]);
  }
  if (landing !== undefined)
    facts.push([t('delayLab.landedIn'), `${queueText(landing.queue)} @${formatNumber(landing.queueOffset)}`]);
  if (plan !== undefined)
    facts.push([
      t('delayLab.planned'),
      <>
        {formatDateTime(plan.dueMs)}
        <span className="lab-fact-note">
          {t(plan.source === 'read' ? 'delayLab.plannedRead' : 'delayLab.plannedEstimated')}
        </span>
      </>,
    ]);
  const offset =
    send.kind === 'stored' && !isSandbox
      ? offsets.find(({ brokerName }) => brokerName === send.queue.brokerName)
      : undefined;
  if (offset !== undefined)
    facts.push([
      t('delayLab.senderClock'),
      t('delayLab.clockOffset', { offset: formatDrift(offset.ms), error: formatElapsed(offset.errorMs) }),
    ]);
  return facts;
}

function notesOf(row: LabRow, state: string, t: Translate): string[] {
  const { level, send, plan, landing, lost } = row;
  const notes: string[] = [];
  if (state === 'lost' && lost !== undefined) notes.push(t(`delayLab.lost.${lost}`));
  if (state === 'overdue') notes.push(t('delayLab.overdueHelp'));
  if (send.kind === 'unknown' && landing === undefined) notes.push(t('delayLab.unknownSend'));
  if (send.kind === 'stored' && send.unansweredAttempts > 0) notes.push(t('delayLab.copies'));
  if (plan !== undefined && plan.level < level)
    notes.push(t('delayLab.clamped', { asked: level, level: plan.level }));
  if (plan?.levelSource === 'assumed') notes.push(t('delayLab.levelAssumed'));
  if (send.kind === 'stored') notes.push(t('delayLab.joined', { offset: formatNumber(send.scheduleOffset) }));
  return notes;
}

const queueText = ({ topic, brokerName, queueId }: MessageQueue): string =>
  `${topic} ${brokerName} q${queueId}`;
