import { RETRY_PREFIX } from '../../../../core/model/names.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatNumber } from '../../../format/format.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { LOCKS } from '../queues-summary.tsx';
import type { QueueLine } from './queue-line.ts';

/** What the panel says of each queue. */
export function queueColumns(t: Translate): GridColumn<QueueLine>[] {
  const number = (value: number | undefined) => (
    <span className={value === undefined ? 'hint' : 'data'}>
      {value === undefined ? t('queuesPanel.unknown') : formatNumber(value)}
    </span>
  );
  return [
    {
      id: 'queue',
      title: t('queuesPanel.queue'),
      width: 150,
      cell: ({ view }) => (
        <span className="truncate" title={`${view.queue.brokerName} ${view.queue.topic}`}>
          <span className="data">q{view.queue.queueId}</span>{' '}
          <span className="secondary">
            {view.queue.topic.startsWith(RETRY_PREFIX) ? t('queuesPanel.retry') : view.queue.topic}
          </span>
        </span>
      ),
    },
    {
      id: 'owner',
      title: t('queuesPanel.owner'),
      width: 120,
      cell: (line) => (
        <span className="truncate" title={ownerOf(line, t)} data-ours={line.view.owner === 'us' || undefined}>
          {ownerOf(line, t)}
        </span>
      ),
    },
    { id: 'lag', title: t('queuesPanel.lag'), width: 76, align: 'end', cell: ({ lag }) => number(lag) },
    {
      id: 'pulling',
      title: t('queuesPanel.pulling'),
      width: 150,
      grows: true,
      cell: (line) => {
        const { text, trouble } = pullingOf(line, t);
        return (
          <span className={trouble ? 'queue-trouble truncate' : 'secondary truncate'} title={text}>
            {text}
          </span>
        );
      },
    },
    {
      id: 'committed',
      title: t('queuesPanel.committed'),
      width: 76,
      align: 'end',
      cell: ({ committed }) => number(committed),
    },
    { id: 'end', title: t('queuesPanel.end'), width: 70, align: 'end', cell: ({ end }) => number(end) },
    {
      id: 'undecided',
      title: t('queuesPanel.undecided'),
      width: 80,
      align: 'end',
      cell: ({ view }) => (view.owner === 'us' ? number(view.undecided) : null),
    },
  ];
}

function ownerOf({ view, clientId }: QueueLine, t: Translate): string {
  if (view.owner === 'us') return t('queuesPanel.you');
  return clientId ?? t('queuesPanel.ownerUnknown');
}

/** Whether and why not a queue of ours is pulled: its lock, too much undecided, or what the broker said. */
function pullingOf({ view }: QueueLine, t: Translate): { text: string; trouble: boolean } {
  const { owner, lock, stoppedBecause, lastError } = view;
  if (owner !== 'us') return { text: '', trouble: false };
  const reasons: string[] = [];
  if (lock === 'waiting') reasons.push(t(LOCKS.waiting));
  if (lastError !== undefined) reasons.push(explainError(lastError, t).headline);
  else if (stoppedBecause !== undefined) reasons.push(t(`consume.queueStopped.${stoppedBecause}`));
  if (reasons.length > 0) return { text: reasons.join('. '), trouble: true };
  return {
    text: lock === 'ours' ? `${t('queuesPanel.pulls')}. ${t(LOCKS.ours)}` : t('queuesPanel.pulls'),
    trouble: false,
  };
}
