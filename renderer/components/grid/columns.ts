import type { ReactNode } from 'react';

/** One column of a DataGrid, as data at module level. */
export interface GridColumn<Row> {
  id: string;
  title: string;
  /** Pixels, until somebody drags it. */
  width: number;
  /** Takes what the others leave; never narrower than its width. */
  grows?: boolean;
  align?: 'end';
  /** How the rows are sorted by it now; absent: it does not sort. */
  sorted?: 'ascending' | 'descending' | 'none';
  cell(row: Row): ReactNode;
}

/** What a person made of the columns. Ids that no column has are passed over, new columns stand at their own place. */
export interface ColumnLayout {
  order: string[];
  hidden: string[];
  /** Pixels by column id. */
  widths: Record<string, number>;
}

export const OWN_LAYOUT: ColumnLayout = { order: [], hidden: [], widths: {} };

export const MIN_COLUMN_WIDTH = 40;
export const MAX_COLUMN_WIDTH = 1_200;
/** Pixels a column grows or shrinks by with the keyboard. */
export const WIDTH_STEP = 20;

type Sized = Pick<GridColumn<never>, 'id' | 'width' | 'grows'>;

/** All columns in the order chosen; those that were never moved keep their place behind their own neighbour. */
export function inOrder<C extends Sized>(columns: readonly C[], { order }: ColumnLayout): C[] {
  const known = order.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const result = [...known];
  for (const [index, column] of columns.entries()) {
    if (known.includes(column)) continue;
    const before = columns[index - 1];
    const at = before === undefined ? 0 : result.indexOf(before) + 1;
    result.splice(at, 0, column);
  }
  return result;
}

export function shownColumns<C extends Sized>(columns: readonly C[], layout: ColumnLayout): C[] {
  return inOrder(columns, layout).filter(({ id }) => !layout.hidden.includes(id));
}

export function widthOf({ id, width }: Sized, { widths }: ColumnLayout): number {
  return widths[id] ?? width;
}

/** `grid-template-columns` of the shown columns. When none of them grows the last one does: rows reach the edge. */
export function gridTemplate(shown: readonly Sized[], layout: ColumnLayout): string {
  const grower = shown.find(({ grows }) => grows === true) ?? shown.at(-1);
  return shown
    .map((column) => {
      const width = widthOf(column, layout);
      return column === grower ? `minmax(${width}px, 1fr)` : `${width}px`;
    })
    .join(' ');
}

/** Pixels below which the columns do not fit and the table scrolls sideways. */
export function minWidth(shown: readonly Sized[], layout: ColumnLayout): number {
  return shown.reduce((sum, column) => sum + widthOf(column, layout), 0);
}

/** The column stands `by` places further right, among the shown ones. */
export function movedBy(
  columns: readonly Sized[],
  layout: ColumnLayout,
  id: string,
  by: number,
): ColumnLayout {
  const shown = shownColumns(columns, layout).map((column) => column.id);
  const target = shown[shown.indexOf(id) + by];
  return target === undefined ? layout : movedTo(columns, layout, id, target);
}

/** The column takes the place of another, which makes room for it. */
export function movedTo(
  columns: readonly Sized[],
  layout: ColumnLayout,
  id: string,
  targetId: string,
): ColumnLayout {
  const order = inOrder(columns, layout).map((column) => column.id);
  const from = order.indexOf(id);
  const to = order.indexOf(targetId);
  if (from < 0 || to < 0) return layout;
  order.splice(from, 1);
  order.splice(to, 0, id);
  return { ...layout, order };
}

export function resized(layout: ColumnLayout, id: string, width: number): ColumnLayout {
  const bounded = Math.min(MAX_COLUMN_WIDTH, Math.max(MIN_COLUMN_WIDTH, Math.round(width)));
  return { ...layout, widths: { ...layout.widths, [id]: bounded } };
}

/** The last shown column cannot be hidden. */
export function toggledHidden(columns: readonly Sized[], layout: ColumnLayout, id: string): ColumnLayout {
  const { hidden } = layout;
  if (hidden.includes(id)) return { ...layout, hidden: hidden.filter((other) => other !== id) };
  const next = { ...layout, hidden: [...hidden, id] };
  return shownColumns(columns, next).length === 0 ? layout : next;
}
