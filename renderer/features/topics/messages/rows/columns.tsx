import type { BrowseOrder, BrowseRow } from '../../../../../core/contract/browse.ts';
import type { GridColumn } from '../../../../components/grid/columns.ts';
import { formatBytes, formatDateTime, formatNumber, formatTime } from '../../../../format/format.ts';
import type { Translate } from '../../../../i18n/i18n.ts';

/** `deadLetter` and `retry` tell besides which attempt it was and where the message was first sent. */
export type PaneKind = 'topic' | 'retry' | 'deadLetter';

/** The columns of a table of stored messages, as they stand until a person changes them. */
export function messageColumns(kind: PaneKind, order: BrowseOrder, t: Translate): GridColumn<BrowseRow>[] {
  return [
    {
      id: 'stored',
      title: t('topics.col.stored'),
      width: 104,
      sorted: order === 'newestFirst' ? 'descending' : order === 'oldestFirst' ? 'ascending' : 'none',
      cell: (row) => <Time ms={row.storedAtMs} />,
    },
    {
      id: 'queue',
      title: t('topics.col.queue'),
      width: 52,
      sorted: order === 'queue' ? 'ascending' : 'none',
      cell: ({ brokerName, queueId }) => (
        <span className="data secondary" title={brokerName}>
          q{queueId}
        </span>
      ),
    },
    {
      id: 'offset',
      title: t('topics.col.offset'),
      width: 76,
      align: 'end',
      cell: (row) => <span className="data">{formatNumber(row.queueOffset)}</span>,
    },
    { id: 'tag', title: t('topics.col.tag'), width: 76, cell: (row) => <Text text={row.tag} /> },
    {
      id: 'keys',
      title: t('topics.col.keys'),
      width: 108,
      cell: (row) => <Text text={row.keys} data />,
    },
    ...(kind === 'topic' ? [] : repeatedColumns(t)),
    {
      id: 'size',
      title: t('topics.col.size'),
      width: 68,
      align: 'end',
      cell: (row) => <span className="data">{formatBytes(row.bodyBytes)}</span>,
    },
    {
      id: 'body',
      title: t('topics.col.body'),
      width: 90,
      grows: true,
      cell: (row) => <Preview row={row} t={t} />,
    },
  ];
}

function repeatedColumns(t: Translate): GridColumn<BrowseRow>[] {
  return [
    {
      id: 'attempts',
      title: t('topics.col.attempts'),
      width: 72,
      align: 'end',
      cell: (row) => <span className="data">{row.attempt}</span>,
    },
    {
      id: 'firstTopic',
      title: t('topics.col.firstTopic'),
      width: 140,
      cell: (row) => <Text text={row.firstTopic ?? ''} />,
    },
  ];
}

function Time({ ms }: { ms: number }) {
  return (
    <span className="data" title={formatDateTime(ms)}>
      {formatTime(ms)}
    </span>
  );
}

function Text({ text, data = false }: { text: string; data?: boolean }) {
  return (
    <span className={data ? 'truncate data' : 'truncate'} title={text}>
      {text}
    </span>
  );
}

function Preview({ row, t }: { row: BrowseRow; t: Translate }) {
  if (row.bodyNotKept === true && row.preview === '')
    return <span className="hint truncate">{t('topics.bodyNotKept')}</span>;
  if (row.binary) return <span className="hint truncate">{t('topics.binary')}</span>;
  return <span className="data secondary truncate">{row.preview}</span>;
}
