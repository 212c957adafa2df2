// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import { memo, type ReactNode, type RefObject, useState } from 'react';
import type { GridColumn } from './columns.ts';

/** What the newest drawing of the table does with a row. */
export interface LineActs<Row> {
  toggle?: ((row: Row) => void) | undefined;
  onCursor?: ((line: number) => void) | undefined;
  onOpen?: ((row: Row) => void) | undefined;
  onMenu?: ((at: { x: number; y: number }) => void) | undefined;
  /** Drawn over the end of the row that the pointer is on. */
  underPointer?: ((row: Row) => ReactNode) | undefined;
}

interface Props<Row> {
  id: string;
  row: Row;
  name: string;
  columns: readonly GridColumn<Row>[];
  /** From 0. */
  line: number;
  topPx: number;
  current: boolean;
  /** undefined: rows are not checked here. */
  checked: boolean | undefined;
  checkLabel: string | undefined;
  acts: RefObject<LineActs<Row>>;
}

function Line<Row>(props: Props<Row>) {
  const { id, row, name, columns, line, topPx, current, checked, checkLabel, acts } = props;
  const [isUnderPointer, setUnderPointer] = useState(false);
  const over = isUnderPointer ? acts.current.underPointer?.(row) : undefined;
  return (
    <div
      id={id}
      role="row"
      className="data-line"
      style={{ transform: `translateY(${topPx}px)` }}
      aria-label={name}
      aria-rowindex={line + 1}
      aria-selected={current}
      onMouseEnter={() => setUnderPointer(true)}
      onMouseLeave={() => setUnderPointer(false)}
      onMouseDown={() => acts.current.onCursor?.(line)}
      onDoubleClick={() => acts.current.onOpen?.(row)}
      onContextMenu={(event) => {
        const { onMenu } = acts.current;
        if (onMenu === undefined) return;
        event.preventDefault();
        onMenu({ x: event.clientX, y: event.clientY });
      }}
    >
      {checked !== undefined && (
        <div role="gridcell" className="data-cell check">
          <input
            type="checkbox"
            className="checkbox"
            tabIndex={-1}
            aria-label={checkLabel}
            checked={checked}
            onMouseDown={(event) => event.stopPropagation()}
            onChange={() => acts.current.toggle?.(row)}
          />
        </div>
      )}
      {columns.map((column) => (
        <div key={column.id} role="gridcell" className="data-cell" data-align={column.align}>
          {column.cell(row)}
        </div>
      ))}
      {over !== undefined && (
        <div role="gridcell" className="data-over">
          {over}
        </div>
      )}
    </div>
  );
}

/** One row, drawn again only when something it shows is another. */
export const DataLine = memo(
  Line,
  (a, b) =>
    a.row === b.row &&
    a.name === b.name &&
    a.columns === b.columns &&
    a.line === b.line &&
    a.topPx === b.topPx &&
    a.current === b.current &&
    a.checked === b.checked &&
    a.checkLabel === b.checkLabel,
) as typeof Line;
