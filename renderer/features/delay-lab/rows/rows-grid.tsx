import { useMemo, useRef } from 'react';
import { driftOf } from '../../../../core/model/delay-lab/drift.ts';
import { stateOf } from '../../../../core/model/delay-lab/state.ts';
import type { GridColumn } from '../../../components/grid/columns.ts';
import { DataGrid } from '../../../components/grid/data-grid.tsx';
import { formatClock, formatDateTime, formatTime } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { useDelayLab } from '../lab-store.ts';
import { formatDrift, type LabClocks } from '../lab-time.ts';
import type { ShownRun } from '../use-shown-run.ts';
import { DueIn } from './due-in.tsx';
import { byState, type StatedRow } from './row-order.ts';
import { StateBadge } from './state-badge.tsx';

/** Every message of the run, the waiting ones first. */
export function RowsGrid({ shown: { run, clocks, nowMs } }: { shown: ShownRun }) {
  const t = useText();
  const reveals = useRef(0);
  const cursor = useDelayLab((lab) => lab.cursors[run.runId]);
  const lines = useStatedRows(run.rows, clocks, nowMs);
  const columns = useMemo(() => columnsIn(t, clocks), [t, clocks]);
  const rows = useMemo(() => ({ count: lines.length, at: (line: number) => lines[line] }), [lines]);
  const at = lines.findIndex(({ row }) => row.rowId === cursor);
  const moveTo = (line: number): void => {
    const next = lines[Math.min(lines.length - 1, Math.max(0, line))];
    if (next === undefined) return;
    reveals.current += 1;
    useDelayLab.getState().cursorMoved(run.runId, next.row.rowId);
  };
  useKeys([
    { key: 'j', label: 'consume.key.next', run: () => moveTo(at + 1) },
    { key: 'arrowdown', label: 'consume.key.next', run: () => moveTo(at + 1) },
    { key: 'k', label: 'consume.key.previous', run: () => moveTo(at - 1) },
    { key: 'arrowup', label: 'consume.key.previous', run: () => moveTo(at - 1) },
  ]);
  return (
    <DataGrid
      label={t('delayLab.grid')}
      columns={columns}
      rows={rows}
      keyOf={({ row }) => row.rowId}
      nameOf={({ row, state }) =>
        t('delayLab.rowName', { level: row.level, state: t(`delayLab.state.${state}`), key: row.uniqueKey })
      }
      cursor={at < 0 ? undefined : at}
      reveals={reveals.current}
      onCursor={(line) => moveTo(line)}
    />
  );
}

/** The same objects as long as nothing about them changes: a line is drawn again only then. */
function useStatedRows(rows: ShownRun['run']['rows'], clocks: LabClocks, nowMs: number): StatedRow[] {
  const known = useRef(new Map<number, StatedRow>());
  return useMemo(() => {
    const next = rows.map((row) => {
      const state = stateOf(row, clocks.of(row), nowMs);
      const before = known.current.get(row.rowId);
      return before?.row === row && before.state === state ? before : { row, state };
    });
    known.current = new Map(next.map((stated) => [stated.row.rowId, stated]));
    return next.sort(byState);
  }, [rows, clocks, nowMs]);
}

function columnsIn(t: Translate, clocks: LabClocks): GridColumn<StatedRow>[] {
  return [
    {
      id: 'level',
      title: t('delayLab.lv'),
      width: 34,
      cell: ({ row }) => <span className="data secondary">{row.level}</span>,
    },
    {
      id: 'state',
      title: t('delayLab.state'),
      width: 86,
      cell: ({ state }) => <StateBadge state={state} />,
    },
    {
      id: 'planned',
      title: t('delayLab.planned'),
      width: 98,
      grows: true,
      cell: ({ row: { plan } }) =>
        plan && (
          <span className="data" title={formatDateTime(plan.dueMs)}>
            {plan.source === 'read' ? formatTime(plan.dueMs) : `≈ ${formatClock(plan.dueMs)}`}
          </span>
        ),
    },
    {
      id: 'drift',
      title: t('delayLab.drift'),
      width: 78,
      align: 'end',
      cell: ({ row, state }) => {
        const drift = driftOf(row);
        if (drift === undefined) return <span className="hint">–</span>;
        const text = formatDrift(drift);
        return (
          <span className={`data ${state === 'late' ? 'lab-late' : ''}`}>
            {row.plan?.source === 'read' ? text : `≈ ${text}`}
          </span>
        );
      },
    },
    {
      id: 'dueIn',
      title: t('delayLab.dueIn'),
      width: 76,
      align: 'end',
      cell: ({ row, state }) =>
        (state === 'waiting' || (state === 'lost' && row.lost !== 'gone')) &&
        row.plan && <DueIn row={row} clocks={clocks} className="data lab-due" />,
    },
  ];
}
