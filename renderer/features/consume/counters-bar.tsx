import { Check, Undo2, X } from 'lucide-react';
import type { ConsumeCounters, ConsumerView, Decision } from '../../../core/model/consume.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { formatNumber } from '../../format/format.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { keyOf } from '../message/message-name.ts';
import { whyNoLater } from './decision-rules.ts';
import type { Decisions, Failures } from './use-decisions.ts';

const COUNTED = [
  'held',
  'waiting',
  'acked',
  'later',
  'deadLetter',
  'movedAway',
] as const satisfies (keyof ConsumeCounters)[];

interface Props {
  consumer: ConsumerView;
  decisions: Decisions;
  disabledReason: string | undefined;
  /** Decides the checked set. */
  onBulk(decision: Decision): void;
}

/** What the ledger counted, what the view dropped, and the decisions for the checked rows. */
export function CountersBar({ consumer, decisions, disabledReason, onBulk }: Props) {
  const t = useText();
  const { counters, deadlineStruck, droppedFromView } = consumer;
  const noLater = whyNoLater({}, consumer);
  const count = decisions.checked.size;
  return (
    <>
      <div className="counters-bar">
        <ul className="counters" aria-label={t('consume.counters')}>
          {COUNTED.map((name) => (
            <li key={name} data-count={name}>
              <strong>{formatNumber(counters[name])}</strong> {t(`consume.count.${name}`)}
            </li>
          ))}
        </ul>
        {deadlineStruck > 0 && (
          <span className="hint">{t('consume.struck', { struck: formatNumber(deadlineStruck) })}</span>
        )}
        {droppedFromView > 0 && (
          <span className="dropped">{t('consume.dropped', { dropped: formatNumber(droppedFromView) })}</span>
        )}
        <div className="counters-end">
          {count > 0 ? (
            <>
              <span className="secondary">{t('consume.selected', { count: formatNumber(count) })}</span>
              <Button
                size="small"
                tone="ack"
                icon={Check}
                shortcut="a"
                disabledReason={disabledReason}
                onClick={() => onBulk('ack')}
              >
                {t('consume.ackCount', { count: formatNumber(count) })}
              </Button>
              <Button
                size="small"
                tone="later"
                icon={Undo2}
                shortcut="r"
                disabledReason={disabledReason ?? (noLater && t(noLater))}
                onClick={() => onBulk('later')}
              >
                {t('consume.laterCount', { count: formatNumber(count) })}
              </Button>
            </>
          ) : (
            disabledReason !== undefined && <span className="hint truncate">{disabledReason}</span>
          )}
        </div>
      </div>
      {decisions.failures && (
        <div className="bar failures" role="alert">
          <span className="bar-text">{failureText(decisions.failures, t)}</span>
          <IconButton icon={X} size="small" label={t('common.dismiss')} onClick={decisions.dismiss} />
        </div>
      )}
    </>
  );
}

/** How many were not decided and why: the reasons differ seldom, the first one is told. */
function failureText({ errors, total, firstRow }: Failures, t: Translate): string {
  const [first] = errors.values();
  const { headline = '', cause = '' } = first === undefined ? {} : explainError(first, t);
  const reason = `${headline} ${cause}`.trim();
  return total === 1
    ? t('consume.failedSingle', { key: keyOf(firstRow, t), reason })
    : t('consume.failed', { count: errors.size, total: formatNumber(total), reason });
}
