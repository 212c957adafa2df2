import type { SentRecord } from '../../../../core/contract/views.ts';
import type { SendState } from '../../../../core/model/send.ts';
import { sendState } from '../../../../core/model/send.ts';
import { Badge, type BadgeState } from '../../../components/badge.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatBytes, formatDateTime, formatNumber, formatTime } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** Words of each outcome; of the two stored ones the broker's own names stand on the badge. */
export const STATE_TEXT = {
  stored: 'compose.stored',
  unconfirmed: 'sent.unconfirmed',
  oneway: 'state.oneway',
  noAnswer: 'state.noAnswer',
  notStored: 'state.notStored',
  notSent: 'state.notSent',
} as const satisfies Record<SendState, TextKey>;

/** `nameOf` is what a connection is called, `undefined` where only one is listed. */
export function sentColumns(
  t: Translate,
  nameOf: ((profileId: string) => string) | undefined,
): GridColumn<SentRecord>[] {
  const columns: GridColumn<SentRecord>[] = [
    {
      id: 'at',
      title: t('sent.at'),
      width: 150,
      cell: ({ sentAtMs }) => (
        <span className="data" title={formatDateTime(sentAtMs)}>
          {shortDate(sentAtMs)}
        </span>
      ),
    },
    { id: 'outcome', title: t('sent.outcome'), width: 180, cell: outcomeCell },
    { id: 'topic', title: t('sent.topic'), width: 150, grows: true, cell: ({ topic }) => <Cut>{topic}</Cut> },
    { id: 'tag', title: t('sent.tag'), width: 80, cell: ({ tag }) => <Cut>{tag}</Cut> },
    { id: 'keys', title: t('sent.keys'), width: 130, cell: ({ keys }) => <Cut data>{keys.join(' ')}</Cut> },
    { id: 'place', title: t('sent.place'), width: 130, cell: (record) => placeCell(record, t) },
    {
      id: 'size',
      title: t('sent.size'),
      width: 80,
      align: 'end',
      cell: ({ bodyBytes, bodyKept }) => (
        <span className="data" title={bodyKept === false ? t('sent.noBody') : undefined}>
          {formatBytes(bodyBytes)}
          {bodyKept === false && '*'}
        </span>
      ),
    },
  ];
  if (nameOf !== undefined)
    columns.push({
      id: 'connection',
      title: t('sent.connection'),
      width: 110,
      cell: ({ profileId }) => <Cut>{nameOf(profileId)}</Cut>,
    });
  return columns;
}

function Cut({ children, data = false }: { children: string; data?: boolean }) {
  return (
    <span className={`truncate ${data ? 'data' : ''}`} title={children}>
      {children}
    </span>
  );
}

function outcomeCell({ outcome }: SentRecord) {
  const state: BadgeState = sendState(outcome);
  return <Badge state={state}>{outcome.kind === 'stored' ? outcome.receipt.status : undefined}</Badge>;
}

/** A delayed send is stored in the schedule queue first: its offset is not one of the topic. */
function placeCell({ outcome, delayLevel }: SentRecord, t: Translate) {
  if (outcome.kind !== 'stored') return <span className="hint">–</span>;
  if (delayLevel > 0) return <span className="truncate">{t('sent.scheduled')}</span>;
  const { queue, queueOffset } = outcome.receipt;
  return <span className="data">{`q${queue.queueId} @${formatNumber(queueOffset)}`}</span>;
}

function shortDate(ms: number): string {
  const date = new Date(ms);
  const day = `${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
  return `${day} ${formatTime(ms)}`;
}
