import { Check, Undo2, X } from 'lucide-react';
import type { RefObject } from 'react';
import type { ConsumeCounters, ConsumerView, DecisionChoice } from '../../../core/model/consume.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { formatNumber } from '../../format/format.ts';
import { explainError } from '../../i18n/explain-error.ts';
import { type Translate, useText } from '../../i18n/i18n.ts';
import { keyOf } from '../message/message-name.ts';
import { AttemptsBars } from './attempts-bars.tsx';
import { CompareMenu } from './compare/compare-menu.tsx';
import { whyNoLater } from './decision-rules.ts';
import { RowsFilter } from './filter/rows-filter.tsx';
import type { RowFilter } from './filter/use-row-filter.ts';
import { LevelButton } from './levels/level-button.tsx';
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
  onBulk(choice: DecisionChoice): void;
  /** The menu of levels for it. */
  onLevels(at: { x: number; y: number }): void;
  filter: RowFilter;
  filterField: RefObject<HTMLInputElement | null>;
}

/** What is shown, what the ledger counted, what the view dropped, and the decisions for the checked rows. */
export function CountersBar(props: Props) {
  const { consumer, decisions, disabledReason, onBulk, onLevels, filter, filterField } = props;
  const t = useText();
  const { counters, deadlineStruck, droppedFromView } = consumer;
  const noLater = whyNoLater({}, consumer);
  const count = decisions.checked.size;
  return (
    <>
      <div className="counters-bar" data-checked={count > 0 || undefined}>
        <RowsFilter consumer={consumer} filter={filter} field={filterField} />
        <ul className="counters" aria-label={t('consume.counters')}>
          {COUNTED.map((name) => (
            <li key={name} data-count={name}>
              <strong>{formatNumber(counters[name])}</strong> {t(`consume.count.${name}`)}
            </li>
          ))}
        </ul>
        <AttemptsBars attempts={consumer.attempts} onFilter={filter.type} />
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
                onClick={() => onBulk({ decision: 'ack' })}
              >
                {t('consume.ackCount', { count: formatNumber(count) })}
              </Button>
              <Button
                size="small"
                tone="later"
                icon={Undo2}
                shortcut="r"
                disabledReason={disabledReason ?? (noLater && t(noLater))}
                onClick={() => onBulk({ decision: 'later' })}
              >
                {t('consume.laterCount', { count: formatNumber(count) })}
              </Button>
              <LevelButton
                size="small"
                disabledReason={disabledReason ?? (noLater && t(noLater))}
                onOpen={onLevels}
              />
            </>
          ) : (
            disabledReason !== undefined && <span className="hint truncate">{disabledReason}</span>
          )}
          <CompareMenu consumer={consumer} />
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
