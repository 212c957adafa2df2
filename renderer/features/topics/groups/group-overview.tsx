import { useMemo } from 'react';
import type { GroupDetailView, GroupQueueView } from '../../../../core/contract/topics.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatDateTime, formatNumber, formatTime, shortenMiddle } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useListKeys } from '../state/use-list-keys.ts';
import { kindText } from './groups-pane.tsx';

const MAX_TOPIC = 34;

/** Members, what they subscribe to, and how far the group is in each queue. */
export function GroupOverview({ group, dimmed }: { group: GroupDetailView; dimmed: boolean }) {
  const t = useText();
  const { members, subscriptions, queues, membersError, progressError } = group;
  const columns = useMemo(() => progressColumns(t), [t]);
  const rows = useMemo(() => ({ count: queues.length, at: (line: number) => queues[line] }), [queues]);
  const cursor = useListKeys(queues.length);
  return (
    <div className="group-overview">
      <div className="group-facts">
        <section aria-label={t('topics.col.members')}>
          <h3>
            {t('topics.col.members')}{' '}
            <span className="hint">{kindText(group.consumeType, group.messageModel, t)}</span>
          </h3>
          {membersError && <InlineError error={membersError} />}
          {membersError === undefined && members.length === 0 && (
            <p className="hint">{t('topics.nobodyOnline')}</p>
          )}
          <ul>
            {members.map(({ clientId, clientAddr, language, versionName }) => (
              <li key={clientId}>
                <span className="data truncate" title={clientId}>
                  {clientId}
                </span>
                <span className="data hint">{clientAddr}</span>
                <span className="hint">{[language, versionName].filter(Boolean).join(' ')}</span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-label={t('topics.subscriptions')}>
          <h3>{t('topics.subscriptions')}</h3>
          <ul>
            {subscriptions.map(({ topic, expressionType, expression, disputed }) => (
              <li key={topic}>
                <span className="truncate" title={topic}>
                  {shortenMiddle(topic, MAX_TOPIC)}
                </span>
                <span className="data hint">{expression}</span>
                {expressionType !== 'TAG' && <span className="data hint">{expressionType}</span>}
                {disputed && <span className="plan-lost">{t('topics.disputed')}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
      {progressError ? (
        <InlineError error={progressError} />
      ) : (
        <DataGrid
          label={t('topics.progress')}
          columns={columns}
          rows={rows}
          keyOf={({ queue }) => `${queue.topic} ${queue.brokerName} ${queue.queueId}`}
          nameOf={({ queue }) => `${queue.topic} ${queue.brokerName} q${queue.queueId}`}
          dimmed={dimmed}
          {...cursor}
        />
      )}
    </div>
  );
}

function progressColumns(t: Translate): GridColumn<GroupQueueView>[] {
  const number = (value: number) => <span className="data">{formatNumber(value)}</span>;
  return [
    {
      id: 'topic',
      title: t('topics.col.topic'),
      width: 190,
      cell: ({ queue }) => (
        <span className="truncate" title={queue.topic}>
          {shortenMiddle(queue.topic, MAX_TOPIC)}
        </span>
      ),
    },
    {
      id: 'queue',
      title: t('topics.col.queue'),
      width: 130,
      cell: ({ queue }) => (
        <span className="data truncate">
          {queue.brokerName} q{queue.queueId}
        </span>
      ),
    },
    { id: 'lag', title: t('topics.col.lag'), width: 90, align: 'end', cell: ({ lag }) => number(lag) },
    {
      id: 'committed',
      title: t('topics.col.committed'),
      width: 100,
      align: 'end',
      cell: ({ consumerOffset }) => number(consumerOffset),
    },
    {
      id: 'end',
      title: t('topics.col.end'),
      width: 100,
      align: 'end',
      cell: ({ brokerOffset }) => number(brokerOffset),
    },
    {
      id: 'upTo',
      title: t('topics.col.consumedUpTo'),
      width: 120,
      grows: true,
      cell: ({ consumedUpToMs }) =>
        consumedUpToMs !== undefined && (
          <span className="data" title={formatDateTime(consumedUpToMs)}>
            {formatTime(consumedUpToMs)}
          </span>
        ),
    },
  ];
}
