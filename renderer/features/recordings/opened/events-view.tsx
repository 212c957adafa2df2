import { useMemo } from 'react';
import type { RecordingRow, RecordingView } from '../../../../core/contract/recordings.ts';
import { call } from '../../../bridge/call.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { useFixedRows } from '../../../components/grid/use-fixed-rows.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useInspectorRoom } from '../../message/use-inspector-room.ts';
import { useListKeys } from '../../topics/state/use-list-keys.ts';
import { eventColumns, outcomeText } from './event-columns.tsx';
import { EventInspector } from './event-inspector.tsx';

/** Every event by the time it happened, and one of them whole. */
export function EventsView({ view: { name, bytes, events } }: { view: RecordingView }) {
  const t = useText();
  useInspectorRoom();
  const inspectorOpen = useUi((ui) => ui.inspectorOpen);
  const list = useListKeys(events);
  const { rows, need } = useFixedRows<RecordingRow>(`${name} ${bytes}`, events, (range) =>
    call('recording.rows', { name, ...range }),
  );
  const columns = useMemo(() => eventColumns(t), [t]);
  return (
    <div className="recording-events">
      <DataGrid
        label={t('recordings.events')}
        columns={columns}
        rows={rows}
        keyOf={({ at }) => at}
        nameOf={(row) =>
          t('recordings.eventName', {
            what: t(`recordings.kind.${row.kind}`),
            key: row.key,
            topic: row.topic,
            outcome: outcomeText(row, t),
          })
        }
        {...list}
        onShown={({ first, last }) => need(first, last)}
      />
      {inspectorOpen && <EventInspector name={name} at={list.cursor} />}
    </div>
  );
}
