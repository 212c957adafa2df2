import { Check, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { brokerTimeAt } from '../../../../core/model/clock.ts';
import type { DecidedBy, MessageRow } from '../../../../core/model/consume.ts';
import { Button } from '../../../components/button.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { formatElapsed } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { formatDrift } from '../../delay-lab/lab-time.ts';
import { whyNoLater } from '../decision-rules.ts';
import { LevelButton } from '../levels/level-button.tsx';
import { conditionsText, ruleText } from '../rules/rule-text.ts';
import { useGrid } from './grid-context.ts';
import { PlannedText, UndoButton } from './planned-cell.tsx';

const DECIDED_BY = {
  person: 'consume.byHand',
  autoAck: 'consume.byAutoAck',
  deadline: 'consume.byDeadline',
} as const satisfies Record<Exclude<DecidedBy, 'rule'>, TextKey>;

const RELEASED_BY = {
  rebalance: 'consume.movedToMember',
  lockLost: 'consume.lockLost',
  offsetReset: 'consume.offsetReset',
  stop: 'consume.releasedByStop',
} as const satisfies Record<NonNullable<MessageRow['releasedBy']>, TextKey>;

/** What becomes of the message: the clock it is on, or what was decided and by whom. */
export function DecisionCell({ row }: { row: MessageRow }) {
  switch (row.state) {
    case 'held':
      return <HeldCell row={row} />;
    case 'waiting':
      return <Words text="consume.waitingForSeat" />;
    case 'later':
      return <LaterCell row={row} />;
    case 'acked':
      return <AckedCell row={row} />;
    case 'deadLetter':
      return <DeadLetterCell row={row} />;
    case 'movedAway':
      return <Words text={RELEASED_BY[row.releasedBy ?? 'rebalance']} />;
  }
}

function HeldCell({ row }: { row: MessageRow }) {
  const t = useText();
  const grid = useGrid();
  const { disabledReason, decide, openLevels } = grid;
  const noLater = whyNoLater(row, grid);
  if (row.deciding === true) return <Words text="consume.deciding" />;
  if (row.planned !== undefined && row.planned.rule === undefined)
    return (
      <>
        <PlannedText planned={row.planned} />
        <span className="row-buttons">
          <UndoButton row={row} />
        </span>
      </>
    );
  return (
    <>
      {row.planned !== undefined ? (
        <PlannedText planned={row.planned} />
      ) : row.decisionError === undefined ? (
        <Deadline row={row} />
      ) : (
        <span className="truncate not-taken" title={explainError(row.decisionError, t).headline}>
          {t('consume.notTaken')}
        </span>
      )}
      <span className="row-buttons">
        <RowButton
          tone="ack"
          icon={Check}
          reason={disabledReason}
          onPress={() => decide(row, { decision: 'ack' })}
        >
          {t('consume.ack')}
        </RowButton>
        <RowButton
          tone="later"
          icon={Undo2}
          reason={disabledReason ?? (noLater && t(noLater))}
          onPress={() => decide(row, { decision: 'later' })}
        >
          {t('state.later')}
        </RowButton>
        <LevelButton
          size="small"
          inRow
          disabledReason={disabledReason ?? (noLater && t(noLater))}
          onOpen={(at) => openLevels(at, row)}
        />
      </span>
    </>
  );
}

/** The keyboard decides by A and R on the cursor's row; these are for the pointer and leave the focus on the grid. */
function RowButton({
  tone,
  icon,
  reason,
  onPress,
  children,
}: {
  tone: 'ack' | 'later';
  icon: typeof Check;
  reason: string | undefined;
  onPress(): void;
  children: ReactNode;
}) {
  return (
    <Button
      size="small"
      tone={tone}
      icon={icon}
      tabIndex={-1}
      disabledReason={reason}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {children}
    </Button>
  );
}

/** On host time. */
function Deadline({ row }: { row: MessageRow }) {
  const t = useText();
  const { holdDefault } = useGrid();
  const { deadlineAtMs } = row;
  if (deadlineAtMs === undefined) return <Words text="consume.noDeadline" />;
  return (
    <Countdown
      className="truncate countdown"
      leftAt={(now) => deadlineAtMs - now}
      text={(time, left) => {
        if (left <= 0) return t('consume.deadlinePassed');
        return t(holdDefault === 'later' ? 'consume.toLater' : 'consume.timeLeft', { time });
      }}
    />
  );
}

/** On the broker's clock; an estimate until the next attempt is here, and then how far off it was. */
function LaterCell({ row }: { row: MessageRow }) {
  const t = useText();
  const { clock, listener, stopped, jumpTo } = useGrid();
  const { nextSeq, driftMs, returnsAtBrokerMs, returnsAtLevel: level = 0 } = row;
  if (nextSeq !== undefined)
    return (
      <>
        <Button
          tone="link"
          className="row-link"
          tabIndex={-1}
          onClick={(event) => {
            event.stopPropagation();
            jumpTo(nextSeq);
          }}
        >
          {t('consume.returned', { attempt: row.attempt + 1 })}
        </Button>
        {driftMs !== undefined && (
          <span className="truncate hint" title={t('consume.driftHelp', { drift: formatDrift(driftMs) })}>
            {t('delayLab.drift')} <span className="data">{formatDrift(driftMs)}</span>
          </span>
        )}
      </>
    );
  if (row.direct === true) return <Words text="consume.toldLater" />;
  if (listener === 'orderly' && !stopped) return <Words text="consume.triedAgain" />;
  if (stopped || clock === undefined || returnsAtBrokerMs === undefined)
    return <Words text="consume.returnsElsewhere" />;
  return (
    <span className="truncate returns" title={t('consume.returnsEstimate')}>
      <Countdown
        leftAt={(now) => returnsAtBrokerMs - brokerTimeAt(clock, now)}
        text={(time, left) => {
          if (left <= 0) return t('consume.returnsNow', { level });
          const words =
            clock.rate === 0 ? t('consume.clockPaused', { level }) : t('consume.returnsIn', { time, level });
          return row.rule === undefined ? words : t('rules.alsoBy', { what: words, number: row.rule.number });
        }}
      />
    </span>
  );
}

function AckedCell({ row }: { row: MessageRow }) {
  const t = useText();
  const { rule, decidedBy = 'person' } = row;
  const time = formatElapsed((row.decidedAtMs ?? row.receivedAtMs) - row.receivedAtMs);
  if (decidedBy === 'rule')
    return (
      <span className="truncate hint" title={rule && ruleText(rule.rule, t)}>
        {rule && t('rules.by', { number: rule.number, conditions: conditionsText(rule.rule, t) })}
      </span>
    );
  return <span className="truncate hint">{t(DECIDED_BY[decidedBy], { time })}</span>;
}

/** After the last retry, or before it because somebody wanted so. */
function DeadLetterCell({ row }: { row: MessageRow }) {
  const t = useText();
  const { retryMaxTimes } = useGrid();
  const { rule, attempt } = row;
  const words =
    attempt > retryMaxTimes
      ? t('consume.toDlq', { retries: retryMaxTimes })
      : t('levels.toDlqNow', { by: rule ? t('rules.byShort', { number: rule.number }) : t('levels.byHand') });
  return <span className="truncate hint">{words}</span>;
}

function Words({ text }: { text: TextKey }) {
  const t = useText();
  return <span className="truncate hint">{t(text)}</span>;
}
