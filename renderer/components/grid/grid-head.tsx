// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: columns are worked from the Columns button by keyboard
import { ArrowDown, ArrowUp } from 'lucide-react';
import type { PointerEvent } from 'react';
import { type ColumnLayout, type GridColumn, movedTo, resized, widthOf } from './columns.ts';
import type { GridChecks } from './data-grid.tsx';

interface Props<Row> {
  columns: readonly GridColumn<Row>[];
  shown: readonly GridColumn<Row>[];
  layout: ColumnLayout;
  onLayout: ((layout: ColumnLayout) => void) | undefined;
  onSort: ((columnId: string) => void) | undefined;
  checks: GridChecks<Row> | undefined;
}

const DRAGGED = 'application/x-gantry-column';

/** Titles that sort when pressed, change places when dragged, and grow by their right edge. */
export function GridHead<Row>({ columns, shown, layout, onLayout, onSort, checks }: Props<Row>) {
  return (
    <div role="rowgroup" className="data-head">
      <div role="row" className="data-head-line">
        {checks !== undefined && (
          <div role="columnheader" className="data-cell check">
            <input
              type="checkbox"
              className="checkbox"
              aria-label={checks.allLabel}
              checked={checks.all}
              onChange={checks.toggleAll}
            />
          </div>
        )}
        {shown.map((column) => (
          <div
            key={column.id}
            role="columnheader"
            className="data-cell"
            data-align={column.align}
            aria-sort={column.sorted}
            draggable={onLayout !== undefined}
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED, column.id)}
            onDragOver={(event) => {
              if (event.dataTransfer.types.includes(DRAGGED)) event.preventDefault();
            }}
            onDrop={(event) =>
              onLayout?.(movedTo(columns, layout, event.dataTransfer.getData(DRAGGED), column.id))
            }
          >
            <Title column={column} onSort={onSort} />
            {onLayout !== undefined && (
              <Edge
                width={widthOf(column, layout)}
                onWidth={(px) => onLayout(resized(layout, column.id, px))}
              />
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

function Title<Row>({ column, onSort }: { column: GridColumn<Row>; onSort: Props<Row>['onSort'] }) {
  const { id, title, sorted } = column;
  if (sorted === undefined) return <span className="truncate">{title}</span>;
  const Icon = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button type="button" className="data-sort" onClick={() => onSort?.(id)}>
      <span className="truncate">{title}</span>
      {sorted !== 'none' && <Icon size={11} aria-hidden="true" />}
    </button>
  );
}

/** Dragged by the pointer; by keyboard widths are set from the Columns button. */
function Edge({ width, onWidth }: { width: number; onWidth(px: number): void }) {
  const drag = (down: PointerEvent<HTMLSpanElement>): void => {
    down.preventDefault();
    const edge = down.currentTarget;
    const from = down.clientX;
    const begun = edge.parentElement?.offsetWidth ?? width;
    const move = (event: globalThis.PointerEvent): void => onWidth(begun + event.clientX - from);
    edge.setPointerCapture(down.pointerId);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  return <span className="data-edge" aria-hidden="true" onPointerDown={drag} />;
}
