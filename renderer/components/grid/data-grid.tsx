// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import './lines.css';
import './data-grid.css';
import {
  type CSSProperties,
  type Key,
  type ReactNode,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useHost } from '../../store/host-store.ts';
import {
  type ColumnLayout,
  type GridColumn,
  gridTemplate,
  minWidth,
  OWN_LAYOUT,
  shownColumns,
} from './columns.ts';
import { DataLine, type LineActs } from './data-line.tsx';
import { GridHead } from './grid-head.tsx';
import { keyMenuPlace } from './key-menu.ts';
import { ROW_HEIGHT, useHeight } from './measure.ts';
import { type LineRange, MAX_ROWS_IN_DOM, scrollToReveal, visibleLines } from './window.ts';

const HEAD_HEIGHT = 26;
const CHECK_WIDTH = 30;
/** At the left and right end of each row, as in data-grid.css. */
const LINE_PADDING = 22;

/** The rows by line from 0; those that were not read yet are undefined. A new object when any of them is another. */
export interface GridRows<Row> {
  count: number;
  at(line: number): Row | undefined;
}

export interface GridChecks<Row> {
  has(row: Row): boolean;
  toggle(row: Row): void;
  /** What the box of one row, and of all of them, is called. */
  label(row: Row): string;
  allLabel: string;
  all: boolean;
  toggleAll(): void;
}

interface Props<Row> {
  label: string;
  columns: readonly GridColumn<Row>[];
  rows: GridRows<Row>;
  keyOf(row: Row): Key;
  /** What a row is called. */
  nameOf(row: Row): string;
  /** How the columns stand; default: as they are, for good. */
  layout?: ColumnLayout;
  onLayout?(layout: ColumnLayout): void;
  onSort?(columnId: string): void;
  cursor?: number | undefined;
  /** Goes up when the cursor must be scrolled to. */
  reveals?: number;
  /** Goes up when the view must jump to its first line. */
  tops?: number;
  onCursor?(line: number): void;
  onOpen?(row: Row): void;
  /** Right click or the menu key, at a place of the window; the cursor stands on that row by then. */
  onMenu?(at: { x: number; y: number }): void;
  /** Drawn over the end of the row that the pointer is on: each of it has a key as well. */
  underPointer?(row: Row): ReactNode;
  checks?: GridChecks<Row>;
  /** Lines that are drawn; `away`: scrolled off the first one. */
  onShown?(lines: LineRange, away: boolean): void;
  busy?: boolean;
  /** Rows keep their words and lose their strength: they are of before the connection was lost. */
  dimmed?: boolean;
}

/** A table of any number of rows, of which at most a hundred are drawn. */
export function DataGrid<Row>({
  label,
  columns,
  rows,
  keyOf,
  nameOf,
  layout = OWN_LAYOUT,
  onLayout,
  onSort,
  cursor,
  reveals = 0,
  tops = 0,
  onCursor,
  onOpen,
  onMenu,
  underPointer,
  checks,
  onShown,
  busy = false,
  dimmed = false,
}: Props<Row>) {
  const density = useHost((host) => host.app?.settings.density ?? 'compact');
  const rowHeight = ROW_HEIGHT[density];
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const height = Math.max(0, useHeight(box) - HEAD_HEIGHT);
  const [scroll, setScroll] = useState({ top: 0, away: false });
  const { count } = rows;
  const { first, last } = visibleLines({
    scrollTop: scroll.top,
    height,
    rowHeight,
    count,
    limit: MAX_ROWS_IN_DOM,
  });
  // The same array as long as nothing changes: a row that is given other columns is drawn again.
  const shown = useMemo(() => shownColumns(columns, layout), [columns, layout]);
  const acts = useRef<LineActs<Row>>({});
  acts.current = { toggle: checks?.toggle, onCursor, onOpen, onMenu, underPointer };
  const lineId = (line: number): string => `${id}-${line}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: told when the lines change, whoever listens
  useLayoutEffect(() => onShown?.({ first, last }, scroll.away), [first, last, scroll.away]);

  useLayoutEffect(() => {
    if (tops > 0 && box.current !== null) box.current.scrollTop = 0;
  }, [tops]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cursor that moves by itself is not followed
  useLayoutEffect(() => {
    if (box.current === null || height === 0 || cursor === undefined || reveals === 0) return;
    const { scrollTop } = box.current;
    box.current.scrollTop = scrollToReveal({ line: cursor, scrollTop, height, rowHeight });
    // Also once it is measured: a table that is drawn anew goes to the cursor that was left in it.
  }, [reveals, height > 0]);

  /** Drawn anew by whole rows only, not by each pixel. */
  const onScroll = (): void => {
    const scrollTop = box.current?.scrollTop ?? 0;
    const top = Math.floor(scrollTop / rowHeight) * rowHeight;
    const away = scrollTop > 0;
    setScroll((before) => (before.top === top && before.away === away ? before : { top, away }));
  };

  const lines = Array.from({ length: last - first }, (_, index) => first + index);
  const checkWidth = checks === undefined ? 0 : CHECK_WIDTH;
  const style = {
    '--columns': `${checkWidth === 0 ? '' : `${checkWidth}px `}${gridTemplate(shown, layout)}`,
    '--columns-width': `${minWidth(shown, layout) + checkWidth + LINE_PADDING}px`,
  } as CSSProperties;
  return (
    <div
      ref={box}
      role="grid"
      className="data-grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={count}
      aria-multiselectable={checks === undefined ? undefined : true}
      aria-busy={busy}
      aria-activedescendant={
        cursor !== undefined && lines.includes(cursor) && rows.at(cursor) !== undefined
          ? lineId(cursor)
          : undefined
      }
      data-dimmed={dimmed || undefined}
      style={style}
      onScroll={onScroll}
      onContextMenu={(event) => {
        const at = keyMenuPlace(event);
        if (at === undefined || onMenu === undefined) return;
        event.preventDefault();
        onMenu(at);
      }}
    >
      <GridHead columns={columns} shown={shown} layout={layout} {...{ onLayout, onSort, checks }} />
      <div role="rowgroup" className="data-lines" style={{ height: count * rowHeight }}>
        {lines.map((line) => {
          const row = rows.at(line);
          return (
            row !== undefined && (
              <DataLine
                key={keyOf(row)}
                id={lineId(line)}
                row={row}
                name={nameOf(row)}
                columns={shown}
                line={line}
                topPx={line * rowHeight}
                current={line === cursor}
                acts={acts}
                checked={checks?.has(row)}
                checkLabel={checks?.label(row)}
              />
            )
          );
        })}
      </div>
    </div>
  );
}
