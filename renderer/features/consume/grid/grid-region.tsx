// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
import { useTable } from '@tanstack/react-table';
import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { visibleLines } from '../../../components/grid/window.ts';
import { type Extent, lineOf, type Region, settledLines } from '../rows/lines.ts';
import type { LiveRows } from '../rows/live-rows.ts';
import type { RowsShown } from '../rows/rows-shown.ts';
import { columns, features } from './columns.tsx';
import { isNew, MessageLine } from './message-line.tsx';
import { useLinesAtOnce } from './use-lines-at-once.ts';

interface Props {
  region: Region;
  live: LiveRows;
  shown: RowsShown;
  box: RefObject<HTMLDivElement | null>;
  heightPx: number;
  rowHeight: number;
  /** Most rows to draw. */
  limit: number;
  checked: ReadonlyMap<number, MessageRow>;
  onOpen(): void;
}

/** One of the two scrolled lists. Rows that were not read yet are left out: the stripes behind stand for them. */
export function GridRegion({ region, live, shown, box, heightPx, rowHeight, limit, checked, onOpen }: Props) {
  const [scroll, setScroll] = useState({ top: 0, away: false });
  const count = region === 'pinned' ? shown.pinnedCount : settledLines(shown);
  const { first, last } = visibleLines({ scrollTop: scroll.top, height: heightPx, rowHeight, count, limit });
  const atOnce = useLinesAtOnce(last - first);

  useLayoutEffect(
    () => live.linesShown(region, { first, last }, scroll.away),
    [live, region, first, last, scroll.away],
  );

  // A new array only with a new `shown`: the table reckons its rows anew for each array.
  const { rows, lines } = useMemo(() => {
    const found: MessageRow[] = [];
    const at = new Map<number, number>();
    for (let line = first; line < Math.min(last, first + atOnce); line++) {
      const row = live.rowAt(region, positionOf(region, line, shown));
      if (row === undefined) continue;
      found.push(row);
      at.set(row.seq, line);
    }
    return { rows: found, lines: at };
  }, [live, region, first, last, atOnce, shown]);
  const table = useTable({ features, columns, data: rows, getRowId });

  const now = Date.now();
  const streams = region === 'settled' && shown.streams;

  /** Drawn anew by whole rows only, not by each pixel. */
  const onScroll = (): void => {
    const scrollTop = box.current?.scrollTop ?? 0;
    const top = Math.floor(scrollTop / rowHeight) * rowHeight;
    const away = scrollTop > 0;
    setScroll((before) => (before.top === top && before.away === away ? before : { top, away }));
  };

  return (
    <div
      ref={box}
      role="rowgroup"
      className={`grid-region ${region}`}
      style={{ height: heightPx }}
      onScroll={onScroll}
    >
      <div role="presentation" className="grid-lines" style={{ height: count * rowHeight }}>
        {table.getRowModel().rows.map((row) => {
          const { seq } = row.original;
          const line = lines.get(seq) ?? 0;
          const place = { region, position: positionOf(region, line, shown) };
          return (
            <MessageLine
              // In a stream every line shows another row each time: its elements stay and change their text.
              key={streams ? `line ${line - first}` : seq}
              row={row}
              line={lineOf(place, shown)}
              topPx={line * rowHeight}
              current={shown.cursor?.seq === seq}
              checked={checked.has(seq)}
              tinted={!streams && isNew(row.original, now)}
              onChoose={() => void live.moveTo(place)}
              onOpen={onOpen}
            />
          );
        })}
      </div>
    </div>
  );
}

const getRowId = (row: MessageRow): string => String(row.seq);

/** The row of a region's own line: settled rows stand newest first. */
function positionOf(region: Region, line: number, extent: Extent): number {
  return region === 'pinned' ? line : extent.settledEnd - 1 - line;
}
