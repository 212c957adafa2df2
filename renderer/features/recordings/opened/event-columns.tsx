import type { RecordingRow } from '../../../../core/contract/recordings.ts';
import { Badge } from '../../../components/badge.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatNumber } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { STATE_TEXT } from '../../library/sent/columns.tsx';
import { connectionName } from './connection-name.ts';

/** Outcomes that no badge has a word for, or another one. */
const OUTCOME_TEXT = {
  ...STATE_TEXT,
  acked: 'state.acked',
  later: 'state.later',
  deadLetter: 'state.deadLetter',
  movedAway: 'state.movedAway',
  notTaken: 'recordings.notTaken',
  delivered: 'recordings.kind.delivery',
} as const satisfies Record<RecordingRow['outcome'], TextKey>;

export const outcomeText = ({ outcome }: Pick<RecordingRow, 'outcome'>, t: Translate): string =>
  t(OUTCOME_TEXT[outcome]);

export function eventColumns(t: Translate): GridColumn<RecordingRow>[] {
  return [
    {
      id: 'offset',
      title: t('recordings.offset'),
      width: 82,
      align: 'end',
      cell: ({ offsetMs }) => <span className="data">{formatOffset(offsetMs)}</span>,
    },
    {
      id: 'what',
      title: t('recordings.what'),
      width: 72,
      cell: ({ kind }) => <span className="secondary">{t(`recordings.kind.${kind}`)}</span>,
    },
    { id: 'topic', title: t('recordings.topic'), width: 110, grows: true, cell: ({ topic }) => cut(topic) },
    { id: 'key', title: t('recordings.key'), width: 104, cell: ({ key }) => cut(key, 'data') },
    { id: 'outcome', title: t('recordings.outcome'), width: 128, cell: (row) => <Outcome row={row} t={t} /> },
    {
      id: 'place',
      title: t('recordings.place'),
      width: 96,
      cell: ({ place }) => <span className="data">{placeText(place)}</span>,
    },
    {
      id: 'where',
      title: t('recordings.where'),
      width: 150,
      cell: (row) => {
        const connection = connectionName(row, t);
        return cut(row.group === undefined ? connection : `${row.group} · ${connection}`);
      },
    },
  ];
}

/** Badges are of a closed vocabulary; what is no state is a word. */
export function Outcome({ row, t }: { row: RecordingRow; t: Translate }) {
  const { outcome, status, attempt = 1 } = row;
  if (outcome === 'delivered')
    return <span className="secondary">{t('recordings.attempt', { attempt: formatNumber(attempt) })}</span>;
  if (outcome === 'notTaken') return <span className="fact-warn">{t('recordings.notTaken')}</span>;
  return <Badge state={outcome}>{status}</Badge>;
}

/** `q3 @1,204`; a one-way send says its queue alone, a delayed one nothing. */
export function placeText(place: RecordingRow['place']): string {
  if (place === undefined) return '–';
  const { queueId, queueOffset } = place;
  return queueOffset === undefined ? `q${queueId}` : `q${queueId} @${formatNumber(queueOffset)}`;
}

/** Since the beginning: `+0.041 s`, `+1:02.041`. */
export function formatOffset(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const millis = String(Math.round(ms) % 1_000).padStart(3, '0');
  if (seconds < 60) return `+${seconds}.${millis} s`;
  return `+${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${millis}`;
}

function cut(text: string, className = '') {
  return (
    <span className={`truncate ${className}`} title={text}>
      {text}
    </span>
  );
}
