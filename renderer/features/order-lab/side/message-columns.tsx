import type { OrderMessageRow, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { keyLetter } from '../../../../core/model/order/scenario.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatDateTime, formatNumber, formatTime } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';
import { beadText } from '../verdict/verdict-text.ts';

/** Facts about a message beside its places; what breaks the order first. */
export function noteParts(row: OrderMessageRow, t: Translate): { text: string; bad: boolean }[] {
  const after = (seq: number): string => beadText({ key: row.key, seq });
  const parts = [
    row.handledAfter !== undefined && {
      text: t('orderLab.noteAfter', { after: after(row.handledAfter) }),
      bad: true,
    },
    row.storedAfter !== undefined && {
      text: t('orderLab.noteStoredAfter', { after: after(row.storedAfter) }),
      bad: true,
    },
    row.queue === undefined &&
      row.attempts > 0 && {
        text: t(row.send === 'noAnswer' ? 'orderLab.noteNoAnswer' : 'orderLab.noteNotStored'),
        bad: true,
      },
    row.queue !== undefined &&
      row.finishedAtMs === undefined && { text: t('orderLab.noteNotHandled'), bad: false },
    row.duplicate && { text: t('orderLab.noteDuplicate'), bad: false },
    row.failedOnce && { text: t('orderLab.noteLater'), bad: false },
    row.attempts > 1 && { text: t('orderLab.noteAttempts', { attempts: row.attempts }), bad: false },
  ];
  return parts.flatMap((part) => part || []);
}

/** `queues` of the run: rows name a place in it. */
export function messageColumns(
  queues: OrderRunView['queues'],
  ofOneKey: boolean,
  t: Translate,
): GridColumn<OrderMessageRow>[] {
  const queueCell = ({ queue }: OrderMessageRow) => {
    const place = queue === undefined ? undefined : queues[queue];
    return place === undefined ? (
      <span className="hint">–</span>
    ) : (
      <span className="data" title={place.brokerName}>{`q${place.queueId}`}</span>
    );
  };
  const all: GridColumn<OrderMessageRow>[] = [
    {
      id: 'seq',
      title: t('orderLab.seq'),
      width: 46,
      cell: (row) => <span className="data">{`${keyLetter(row.key)}${row.seq}`}</span>,
    },
    {
      id: 'queue',
      title: t('orderLab.queueColumn'),
      width: 50,
      cell: queueCell,
    },
    {
      id: 'offset',
      title: t('orderLab.offset'),
      width: 52,
      align: 'end',
      cell: ({ queueOffset }) => (
        <span className="data">{queueOffset === undefined ? '–' : formatNumber(queueOffset)}</span>
      ),
    },
    {
      id: 'finished',
      title: t('orderLab.finished'),
      width: 92,
      cell: ({ finishedAtMs }) =>
        finishedAtMs === undefined ? (
          <span className="hint">–</span>
        ) : (
          <span className="data" title={formatDateTime(finishedAtMs)}>
            {formatTime(finishedAtMs)}
          </span>
        ),
    },
    {
      id: 'thread',
      title: t('orderLab.thread'),
      width: 58,
      cell: ({ thread }) => <span className="data">{thread ?? '–'}</span>,
    },
    {
      id: 'note',
      title: t('orderLab.note'),
      width: 72,
      grows: true,
      cell: (row) => {
        const parts = noteParts(row, t);
        const text = parts.map((part) => part.text).join(', ');
        return (
          <span
            className={`truncate ${parts.some(({ bad }) => bad) ? 'order-bad' : 'secondary'}`}
            title={text}
          >
            {text}
          </span>
        );
      },
    },
  ];
  return ofOneKey ? all.filter(({ id }) => id !== 'queue') : all;
}
