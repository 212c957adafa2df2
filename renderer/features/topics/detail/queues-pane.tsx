import { RefreshCw } from 'lucide-react';
import { useMemo } from 'react';
import type { TopicQueueView } from '../../../../core/contract/topics.ts';
import { Button } from '../../../components/button.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatClock, formatDateTime, formatNumber, formatTime } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { FailureNotes } from '../state/failure-notes.tsx';
import { useListKeys } from '../state/use-list-keys.ts';
import { usePolled } from '../state/use-polled.ts';

const EVERY_MS = 2_000;
const NO_QUEUES: readonly TopicQueueView[] = [];

/** The ends of each queue, read again and again: two readings give a rate. */
export function QueuesPane({
  profileId,
  topic,
  dimmed,
}: {
  profileId: string;
  topic: string;
  dimmed: boolean;
}) {
  const t = useText();
  const { value, error, reading, refresh } = usePolled('topic.queues', { profileId, topic }, EVERY_MS);
  const queues = value?.queues ?? NO_QUEUES;
  const columns = useMemo(() => queueColumns(t), [t]);
  const rows = useMemo(() => ({ count: queues.length, at: (line: number) => queues[line] }), [queues]);
  const list = useListKeys(queues.length);
  const total = queues.reduce((sum, { minOffset, maxOffset }) => sum + maxOffset - minOffset, 0);
  return (
    <div className="detail-pane">
      <div className="pane-bar">
        <span className="secondary">
          {t('topics.about', { count: total, messages: formatNumber(total) })}
        </span>
        {value && <span className="hint">{t('topics.readAt', { time: formatClock(value.readAtMs) })}</span>}
        <Button className="pane-refresh" icon={RefreshCw} aria-busy={reading} onClick={refresh}>
          {t('topics.refresh')}
        </Button>
      </div>
      {error && <InlineError error={error} remedies={{ retry: refresh }} />}
      {value && <FailureNotes failures={value.failures} />}
      <DataGrid
        label={t('topics.queues')}
        columns={columns}
        rows={rows}
        keyOf={({ queue }) => `${queue.brokerName} ${queue.queueId}`}
        nameOf={({ queue }) => `${queue.brokerName} q${queue.queueId}`}
        dimmed={dimmed}
        {...list}
      />
    </div>
  );
}

function queueColumns(t: Translate): GridColumn<TopicQueueView>[] {
  const number = (value: number) => <span className="data">{formatNumber(value)}</span>;
  return [
    {
      id: 'queue',
      title: t('topics.col.queue'),
      width: 70,
      cell: ({ queue }) => <span className="data">q{queue.queueId}</span>,
    },
    {
      id: 'broker',
      title: t('topics.col.broker'),
      width: 150,
      cell: ({ queue }) => <span className="data truncate">{queue.brokerName}</span>,
    },
    { id: 'min', title: t('topics.col.min'), width: 110, align: 'end', cell: (row) => number(row.minOffset) },
    { id: 'max', title: t('topics.col.max'), width: 110, align: 'end', cell: (row) => number(row.maxOffset) },
    {
      id: 'messages',
      title: t('topics.col.messages'),
      width: 110,
      align: 'end',
      cell: (row) => number(row.maxOffset - row.minOffset),
    },
    {
      id: 'rate',
      title: t('topics.col.rate'),
      width: 90,
      align: 'end',
      cell: ({ storedPerSecond }) => (
        <span className="data">
          {storedPerSecond === undefined ? '' : t('topics.perSecond', { rate: rateText(storedPerSecond) })}
        </span>
      ),
    },
    {
      id: 'last',
      title: t('topics.col.lastStored'),
      width: 140,
      grows: true,
      cell: ({ lastStoredAtMs }) =>
        lastStoredAtMs !== undefined && (
          <span className="data" title={formatDateTime(lastStoredAtMs)}>
            {formatTime(lastStoredAtMs)}
          </span>
        ),
    },
  ];
}

const rateText = (rate: number): string => (rate < 10 ? rate.toFixed(1) : formatNumber(rate));
