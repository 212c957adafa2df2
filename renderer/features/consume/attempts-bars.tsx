import { memo } from 'react';
import { ATTEMPTS_TOLD } from '../../../core/model/consume.ts';
import { Tooltip } from '../../components/tooltip.tsx';
import { formatNumber } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';

const HEIGHT_PX = 16;
/** Few rows are still seen beside many. */
const MIN_PX = 2;

interface Props {
  /** As ConsumerView.attempts. */
  attempts: readonly number[];
  /** Shows only rows of that attempt. */
  onFilter(text: string): void;
}

/** How often the rows kept were delivered: a small bar for each attempt there is; pressing one shows its rows. */
export const AttemptsBars = memo(Bars, (a, b) => a.attempts.join() === b.attempts.join());

function Bars({ attempts, onFilter }: Props) {
  const t = useText();
  const most = Math.max(...attempts, 1);
  return (
    <ul className="attempts" aria-label={t('attempts.list')}>
      {attempts.map((rows, at) => {
        const attempt = at + 1;
        const label = attempt < ATTEMPTS_TOLD ? String(attempt) : `${attempt}+`;
        const name = t('attempts.rows', { attempt: label, count: rows, rows: formatNumber(rows) });
        const height = Math.max(MIN_PX, Math.round((rows / most) * HEIGHT_PX));
        return (
          rows > 0 && (
            <li key={attempt}>
              <Tooltip label={name}>
                <button
                  type="button"
                  className="attempt-bar"
                  aria-label={name}
                  data-again={attempt > 1 || undefined}
                  onClick={() => onFilter(`attempt${attempt < ATTEMPTS_TOLD ? '=' : '>='}${attempt}`)}
                >
                  <span className="attempt-height" style={{ height }} />
                  <span className="attempt-number data">{label}</span>
                </button>
              </Tooltip>
            </li>
          )
        );
      })}
    </ul>
  );
}
