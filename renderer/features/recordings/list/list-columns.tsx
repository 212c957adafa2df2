import type { RecordingItem } from '../../../../core/contract/recordings.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { formatBytes, formatClock, formatDateTime, formatNumber } from '../../../format/format.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';
import type { Translate } from '../../../i18n/i18n.ts';

export const STATE_TEXT = {
  recording: 'recordings.state.recording',
  whole: 'recordings.state.whole',
  cutOff: 'recordings.state.cutOff',
} as const satisfies Record<RecordingItem['state'], TextKey>;

export function listColumns(t: Translate): GridColumn<RecordingItem>[] {
  return [
    {
      id: 'name',
      title: t('recordings.name'),
      width: 240,
      grows: true,
      cell: ({ name }) => (
        <span className="truncate" title={name}>
          {name}
        </span>
      ),
    },
    {
      id: 'when',
      title: t('recordings.when'),
      width: 150,
      cell: ({ startedAtMs }) =>
        startedAtMs === undefined ? (
          <span className="hint">–</span>
        ) : (
          <span className="data" title={formatDateTime(startedAtMs)}>
            {`${formatDateTime(startedAtMs).slice(0, 10)} ${formatClock(startedAtMs)}`}
          </span>
        ),
    },
    {
      id: 'events',
      title: t('recordings.events'),
      width: 90,
      align: 'end',
      cell: ({ events }) => <span className="data">{formatNumber(events)}</span>,
    },
    {
      id: 'size',
      title: t('recordings.size'),
      width: 90,
      align: 'end',
      cell: ({ bytes }) => <span className="data">{formatBytes(bytes)}</span>,
    },
    {
      id: 'state',
      title: t('recordings.state'),
      width: 120,
      cell: ({ state }) => (
        <span className={state === 'cutOff' ? 'fact-warn' : 'secondary'}>{t(STATE_TEXT[state])}</span>
      ),
    },
  ];
}
