import type { ComparedRow } from '../../../../core/contract/ack-view.ts';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { Badge } from '../../../components/badge.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatNumber, shortenMiddle } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';

const MAX_TOPIC = 26;
const NO_ROW: Pick<MessageRow, 'keys' | 'topic' | 'tag'> = { keys: '', topic: '', tag: '' };

/** What is the same on both sides; nothing once both rows were dropped from view. */
export const rowOf = ({ first, second }: ComparedRow): Pick<MessageRow, 'keys' | 'topic' | 'tag'> =>
  first ?? second ?? NO_ROW;

/** The message, and what became of it on either side. */
export function comparedColumns(groups: readonly [string, string], t: Translate): GridColumn<ComparedRow>[] {
  const text = (value: string) => <span className="truncate">{value}</span>;
  return [
    {
      id: 'keys',
      title: t('compare.key'),
      width: 170,
      cell: (row) => <span className="data truncate">{rowOf(row).keys}</span>,
    },
    {
      id: 'topic',
      title: t('compare.topic'),
      width: 150,
      cell: (row) => text(shortenMiddle(rowOf(row).topic, MAX_TOPIC)),
    },
    { id: 'tag', title: t('compare.tag'), width: 80, cell: (row) => text(rowOf(row).tag) },
    { id: 'first', title: groups[0], width: 250, cell: ({ first }) => <Side row={first} /> },
    { id: 'second', title: groups[1], width: 250, grows: true, cell: ({ second }) => <Side row={second} /> },
  ];
}

/** State, place and attempt of one side's newest row. */
function Side({ row }: { row: MessageRow | undefined }) {
  const t = useText();
  if (row === undefined) return <span className="hint">{t('compare.notReceived')}</span>;
  const queue = row.isRetry ? t('consume.retryQueue', { queue: row.queueId }) : `q${row.queueId}`;
  return (
    <span className="compare-side">
      <Badge state={row.state} />
      <span className="data secondary">
        {queue} {formatNumber(row.queueOffset)}
      </span>
      {row.attempt > 1 && <span className="repeated">{t('compare.attempt', { attempt: row.attempt })}</span>}
    </span>
  );
}
