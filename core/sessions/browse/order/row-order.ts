/**
 * Rows in the order of a view. They stand at positions [first, first + size), topmost first; `first` may be below 0. A row
 * keeps its position until `layout` changes.
 */
export interface RowOrder {
  readonly first: number;
  readonly size: number;
  readonly layout: number;
  /** -1 where no row stands. */
  at(position: number): number;
  /** undefined when it is not among them. */
  positionOf(slot: number): number | undefined;
}

/** One that is kept: rows come and go. */
export interface GrowingOrder extends RowOrder {
  add(slot: number): void;
  /** Nothing when it is not among them. */
  remove(slot: number): void;
}
