import { useMemo } from 'react';
import type { DocumentedHandleView, DocumentedName } from '../../../../core/contract/documented.ts';
import type { TranscriptEntry } from '../../../../core/contract/operations.ts';
import { Button } from '../../../components/button.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { type GridColumn, OWN_LAYOUT } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { formatClock } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useNarrow } from '../../../store/narrow.ts';
import { callOperation } from '../call-operation.ts';
import { useOperations } from '../operations-store.ts';
import { madeHandle } from '../transcript/entries.ts';

/** What destroys a handle; a received message ends with its answer. */
const DESTROYED_BY: Partial<Record<DocumentedHandleView['kind'], [name: DocumentedName, parameter: string]>> =
  {
    message: ['DestroyMessage', 'message'],
    producer: ['DestroyProducer', 'producer'],
    consumer: ['DestroyPushConsumer', 'consumer'],
  };

/** Where there is no room, the transcript beside it has the time. */
const NARROW_LAYOUT = { ...OWN_LAYOUT, hidden: ['made'] };

interface Row extends DocumentedHandleView {
  /** Host time of the call that made it; undefined when that is written down no longer. */
  madeAtMs: number | undefined;
}

/** Everything that has a handle in this host, whichever window made it; newest first. */
export function HandlesGrid() {
  const t = useText();
  const narrow = useNarrow();
  const handles = useOperations((state) => state.handles);
  const entries = useOperations((state) => state.entries);
  const rows = useMemo(() => rowsOf(handles, entries), [handles, entries]);
  const columns = useMemo(() => columnsIn(t), [t]);
  const shown = useMemo(() => ({ count: rows.length, at: (line: number) => rows[line] }), [rows]);
  if (rows.length === 0) return <EmptyState text={t('operations.noHandles')} />;
  return (
    <DataGrid
      label={t('operations.handles')}
      columns={columns}
      layout={narrow ? NARROW_LAYOUT : OWN_LAYOUT}
      rows={shown}
      keyOf={({ handle }) => handle}
      nameOf={({ handle, kind, name }) => `${handle}, ${t(`operations.kind.${kind}`)}, ${name}`}
    />
  );
}

function columnsIn(t: Translate): GridColumn<Row>[] {
  return [
    {
      id: 'handle',
      title: t('operations.handle'),
      width: 56,
      align: 'end',
      cell: ({ handle }) => <span className="data">{handle}</span>,
    },
    {
      id: 'kind',
      title: t('operations.kind'),
      width: 110,
      grows: true,
      cell: ({ kind, name }) => (
        <span className="truncate" title={name}>
          {t(`operations.kind.${kind}`)} <span className="hint">{name}</span>
        </span>
      ),
    },
    { id: 'state', title: t('operations.state'), width: 76, cell: (row) => stateText(row, t) },
    {
      id: 'made',
      title: t('operations.madeBy'),
      width: 70,
      cell: ({ madeAtMs }) => (
        <span className="data">
          {madeAtMs === undefined ? t('operations.unknown') : formatClock(madeAtMs)}
        </span>
      ),
    },
    { id: 'destroy', title: t('operations.destroy'), width: 76, cell: (row) => <Destroy row={row} /> },
  ];
}

function stateText({ kind, phase }: Row, t: Translate): string {
  if (phase !== undefined) return t(`operations.phase.${phase}`);
  return kind === 'received' ? t('state.held') : t('operations.ready');
}

function Destroy({ row: { handle, kind } }: { row: Row }) {
  const t = useText();
  const by = DESTROYED_BY[kind];
  if (by === undefined) return null;
  const [name, parameter] = by;
  return (
    <Button
      size="small"
      tone="plain"
      aria-label={t('operations.destroyHandle', { handle })}
      // What comes of it is written in the transcript beside.
      onClick={() => void callOperation(name, { [parameter]: handle }).catch(() => undefined)}
    >
      {t('operations.destroy')}
    </Button>
  );
}

function rowsOf(handles: readonly DocumentedHandleView[], entries: readonly TranscriptEntry[]): Row[] {
  const made = new Map<number, number>();
  for (const entry of entries) {
    const handle = entry.kind === 'call' ? madeHandle(entry) : entry.delivery;
    if (handle !== undefined) made.set(handle, entry.atMs);
  }
  return handles
    .map((handle) => ({ ...handle, madeAtMs: made.get(handle.handle) }))
    .sort((a, b) => b.handle - a.handle);
}
