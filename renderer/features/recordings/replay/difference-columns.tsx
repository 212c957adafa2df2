import type { ReplayRow } from '../../../../core/contract/recordings.ts';
import type { StoredFact } from '../../../../core/model/recording/differences.ts';
import { Badge } from '../../../components/badge.tsx';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatNumber } from '../../../format/format.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { placeText } from '../opened/event-columns.tsx';

export function differenceColumns(t: Translate): GridColumn<ReplayRow>[] {
  return [
    {
      id: 'event',
      title: t('recordings.number'),
      width: 56,
      align: 'end',
      cell: ({ at }) => <span className="data">{formatNumber(at + 1)}</span>,
    },
    { id: 'key', title: t('recordings.key'), width: 110, cell: ({ key }) => cut(key) },
    {
      id: 'difference',
      title: t('recordings.difference'),
      width: 140,
      cell: (row) => {
        const text = differenceText(row, t);
        const className = row.differences.length > 0 ? 'truncate fact-warn' : 'truncate hint';
        return (
          <span className={className} title={text}>
            {text}
          </span>
        );
      },
    },
    { id: 'then', title: t('recordings.then'), width: 155, cell: ({ recorded }) => <Fact fact={recorded} /> },
    { id: 'now', title: t('recordings.now'), width: 155, cell: ({ replayed }) => <Fact fact={replayed} /> },
    { id: 'topic', title: t('recordings.topic'), width: 110, grows: true, cell: ({ topic }) => cut(topic) },
  ];
}

/** What differs, and why it could not be sent. */
export function differenceText({ differences, error }: ReplayRow, t: Translate): string {
  const words = differences.map((kind) => t(`recordings.differs.${kind}`));
  const reason = error === undefined ? [] : [explainError(error, t).headline];
  return [...words, ...reason].join(', ') || t('recordings.same');
}

function Fact({ fact: { state, status, place } }: { fact: StoredFact }) {
  return (
    <span className="stored-fact">
      <Badge state={state}>{status}</Badge>
      <span className="data">{placeText(place)}</span>
    </span>
  );
}

const cut = (text: string) => (
  <span className="truncate data" title={text}>
    {text}
  </span>
);
