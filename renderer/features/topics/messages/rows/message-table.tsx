import { ArrowUp } from 'lucide-react';
import { useMemo, useSyncExternalStore } from 'react';
import type { BrowseOrder, BrowseRow, BrowseView } from '../../../../../core/contract/browse.ts';
import { Button, IconButton } from '../../../../components/button.tsx';
import type { ColumnLayout, GridColumn } from '../../../../components/grid/columns.ts';
import { DataGrid } from '../../../../components/grid/data-grid.tsx';
import { formatNumber } from '../../../../format/format.ts';
import { useText } from '../../../../i18n/i18n.ts';
import { editAndResend } from '../../../message/actions/resend.ts';
import type { BrowseRows } from './browse-rows.ts';
import type { Checked } from './use-checked.ts';

/** Rows checked at once by the box in the head. */
const MAX_CHECKED = 400;

interface Props {
  view: BrowseView;
  rows: BrowseRows;
  columns: readonly GridColumn<BrowseRow>[];
  layout: ColumnLayout;
  checked: Checked;
  dimmed: boolean;
  onLayout(layout: ColumnLayout): void;
  onSort(order: BrowseOrder): void;
  onOpen(): void;
  onMenu(at: { x: number; y: number }): void;
  onEdit(row: BrowseRow): void;
}

/** The rows of a browse as far as they are read, newest on top and still while somebody reads below. */
export function MessageTable({ view, rows, columns, layout, checked, dimmed, ...acts }: Props) {
  const t = useText();
  const shown = useSyncExternalStore(rows.subscribe, rows.shown);
  const gridRows = useMemo(
    () => ({ count: shown.count, at: (line: number) => rows.at(line) }),
    [rows, shown],
  );
  return (
    <div className="message-table">
      <DataGrid
        label={t('topics.messages')}
        columns={columns}
        rows={gridRows}
        keyOf={(row) => row.seq}
        nameOf={(row) => rowName(row, t('topics.noKey'))}
        layout={layout}
        onLayout={acts.onLayout}
        onSort={(id) => acts.onSort(nextOrder(id, view.order))}
        cursor={shown.cursorLine}
        reveals={shown.reveals}
        tops={shown.tops}
        busy={shown.busy}
        dimmed={dimmed}
        onCursor={(line) => void rows.moveTo(line)}
        onOpen={acts.onOpen}
        onMenu={acts.onMenu}
        underPointer={(row) => (
          <IconButton
            icon={editAndResend.icon}
            size="small"
            label={t(editAndResend.label)}
            shortcut={editAndResend.key ?? ''}
            tabIndex={-1}
            onClick={() => acts.onEdit(row)}
          />
        )}
        onShown={(lines, away) => rows.linesShown(lines, away)}
        checks={{
          has: (row) => checked.rows.has(row.seq),
          toggle: checked.toggle,
          label: (row) => t('topics.check', { key: row.keys === '' ? t('topics.noKey') : row.keys }),
          allLabel: t('topics.checkAll'),
          all: checked.rows.size > 0 && checked.rows.size >= Math.min(MAX_CHECKED, shown.count),
          toggleAll: () =>
            checked.rows.size > 0 ? checked.clear() : void rows.head(MAX_CHECKED).then(checked.add),
        }}
      />
      {shown.newCount > 0 && (
        <div className="new-rows">
          <Button
            size="small"
            icon={ArrowUp}
            shortcut="g"
            aria-label={t('topics.showNew', { rows: formatNumber(shown.newCount) })}
            onClick={() => void rows.toTop()}
          >
            {t('topics.new', { rows: formatNumber(shown.newCount) })}
          </Button>
        </div>
      )}
    </div>
  );
}

/** ORD-20929, created, queue 0, offset 18,104: what tells one row from the next. */
function rowName(row: BrowseRow, noKey: string): string {
  const { keys, tag, queueId, queueOffset } = row;
  return [keys === '' ? noKey : keys, tag, `q${queueId} @${formatNumber(queueOffset)}`]
    .filter((part) => part !== '')
    .join(', ');
}

function nextOrder(columnId: string, order: BrowseOrder): BrowseOrder {
  if (columnId === 'queue') return order === 'queue' ? 'newestFirst' : 'queue';
  return order === 'newestFirst' ? 'oldestFirst' : 'newestFirst';
}
