import { createColumnHelper, tableFeatures } from '@tanstack/react-table';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { formatDateTime, formatNumber, formatTime, shortenMiddle } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import { useText } from '../../../i18n/i18n.ts';
import { readFrom } from '../decision-rules.ts';
import { DecisionCell } from './decision-cell.tsx';
import { useGrid } from './grid-context.ts';

export const features = tableFeatures({});
const helper = createColumnHelper<typeof features, MessageRow>();

const MAX_TOPIC = 26;

export const COLUMN_IDS = [
  'state',
  'received',
  'topic',
  'tag',
  'keys',
  'queue',
  'offset',
  'attempt',
  'decision',
] as const;
type ColumnId = (typeof COLUMN_IDS)[number];

export const columnTitle = (id: ColumnId): TextKey => `consume.col.${id}`;

/** The table's columns; their widths stand in grid.css as one template for all rows. */
export const columns = helper.columns([
  helper.display({ id: 'state', cell: ({ row }) => <Badge state={row.original.state} /> }),
  helper.display({
    id: 'received',
    cell: ({ row: { original } }) => (
      <span className="data" title={formatDateTime(original.receivedAtMs)}>
        {formatTime(original.receivedAtMs)}
      </span>
    ),
  }),
  helper.display({
    id: 'topic',
    cell: ({ row: { original } }) => (
      <span className="truncate" title={original.topic}>
        {shortenMiddle(original.topic, MAX_TOPIC)}
      </span>
    ),
  }),
  helper.display({
    id: 'tag',
    cell: ({ row: { original } }) => (
      <span className="truncate" title={original.tag}>
        {original.tag}
      </span>
    ),
  }),
  helper.display({
    id: 'keys',
    cell: ({ row: { original } }) => (
      <span className="truncate data" title={original.keys}>
        {original.keys}
      </span>
    ),
  }),
  helper.display({ id: 'queue', cell: ({ row }) => <QueueCell row={row.original} /> }),
  helper.display({
    id: 'offset',
    cell: ({ row }) => <span className="data">{formatNumber(row.original.queueOffset)}</span>,
  }),
  helper.display({ id: 'attempt', cell: ({ row }) => <AttemptCell row={row.original} /> }),
  helper.display({ id: 'decision', cell: ({ row }) => <DecisionCell row={row.original} /> }),
]);

function QueueCell({ row }: { row: MessageRow }) {
  const t = useText();
  const { group } = useGrid();
  if (row.direct === true)
    return (
      <span className="data secondary" title={t('consume.directQueueHelp')}>
        {t('consume.directQueue', { queue: row.queueId })}
      </span>
    );
  if (!row.isRetry)
    return (
      <span className="data secondary" title={row.brokerName}>
        q{row.queueId}
      </span>
    );
  return (
    <span className="data secondary" title={t('consume.retryQueueHelp', { topic: readFrom(row, group) })}>
      {t('consume.retryQueue', { queue: row.queueId })}
    </span>
  );
}

/** The attempt; one above the first leads back to the one before, if that is kept. */
function AttemptCell({ row }: { row: MessageRow }) {
  const t = useText();
  const { jumpTo } = useGrid();
  const { attempt, previousSeq } = row;
  const className = attempt > 1 ? 'data repeated' : 'data';
  if (previousSeq === undefined) return <span className={className}>{attempt}</span>;
  return (
    <Button
      tone="link"
      className={`row-link ${className}`}
      tabIndex={-1}
      tooltip={t('consume.attemptBefore', { attempt, before: attempt - 1 })}
      onClick={(event) => {
        event.stopPropagation();
        jumpTo(previousSeq);
      }}
    >
      {attempt}
    </Button>
  );
}
