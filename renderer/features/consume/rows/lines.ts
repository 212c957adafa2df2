export type Region = 'pinned' | 'settled';

/** Where a row stands: pinned positions count from the top, settled ones are absolute and grow upwards. */
export interface RowPlace {
  region: Region;
  position: number;
}

/** The extent of what is shown: pinned rows on top, below them the settled ones, newest first. */
export interface Extent {
  pinnedCount: number;
  /** Oldest settled position kept. */
  settledFirst: number;
  /** One above the newest settled position shown. */
  settledEnd: number;
}

/** Lines in all, both regions. */
export function lineCount(extent: Extent): number {
  return extent.pinnedCount + settledLines(extent);
}

export function settledLines({ settledFirst, settledEnd }: Extent): number {
  return Math.max(0, settledEnd - settledFirst);
}

/** Line of a place, from 0 over both regions. */
export function lineOf(place: RowPlace, extent: Extent): number {
  return place.region === 'pinned'
    ? place.position
    : extent.pinnedCount + (extent.settledEnd - 1 - place.position);
}

/** The place of a line; undefined outside of what is shown. */
export function placeAt(line: number, extent: Extent): RowPlace | undefined {
  if (line < 0 || line >= lineCount(extent)) return undefined;
  if (line < extent.pinnedCount) return { region: 'pinned', position: line };
  return { region: 'settled', position: extent.settledEnd - 1 - (line - extent.pinnedCount) };
}

/** `steps` lines down (or up), stopping at the ends; the first line when nothing was chosen. */
export function stepFrom(place: RowPlace | undefined, steps: number, extent: Extent): RowPlace | undefined {
  if (place === undefined) return placeAt(0, extent);
  const line = Math.min(lineCount(extent) - 1, Math.max(0, lineOf(place, extent) + steps));
  return placeAt(line, extent);
}
