import type { ComparisonView } from '../../../../core/contract/ack-view.ts';
import { queueKey } from '../../../../core/model/queue.ts';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Queues beyond it are counted, not listed. */
const SHOWN = 24;

interface Props {
  view: ComparisonView;
  groups: readonly [string, string];
}

/** Who received how much of which queue: members of one group share them, groups of their own do not. */
export function QueueShares({ view, groups }: Props) {
  const t = useText();
  const { queues } = view;
  const severalTopics = new Set(queues.map(({ queue }) => queue.topic)).size > 1;
  if (queues.length === 0) return null;
  return (
    <div className="queue-shares">
      <span className="secondary">{t('compare.shares')}</span>
      <ul aria-label={t('compare.shares')}>
        {queues.slice(0, SHOWN).map(({ queue, rows }) => {
          const name = severalTopics ? `${queue.topic} q${queue.queueId}` : `q${queue.queueId}`;
          const [first, second] = [formatNumber(rows[0]), formatNumber(rows[1])];
          const [firstGroup, secondGroup] = groups;
          return (
            <li
              key={queueKey(queue)}
              className="data"
              aria-label={t('compare.shareName', { queue: name, firstGroup, secondGroup, first, second })}
              data-shared={(rows[0] > 0 && rows[1] > 0) || undefined}
            >
              {t('compare.share', { queue: name, first, second })}
            </li>
          );
        })}
        {queues.length > SHOWN && (
          <li className="hint">{t('consume.moreSeats', { count: queues.length - SHOWN })}</li>
        )}
      </ul>
    </div>
  );
}
