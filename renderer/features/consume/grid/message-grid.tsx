// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import '../../../components/grid/lines.css';
import './grid.css';
import { ArrowUp } from 'lucide-react';
import { memo, type RefObject, useLayoutEffect, useRef } from 'react';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { Button } from '../../../components/button.tsx';
import { keyMenuPlace } from '../../../components/grid/key-menu.ts';
import { ROW_HEIGHT, useHeight, useScrollbarWidth } from '../../../components/grid/measure.ts';
import { MAX_ROWS_IN_DOM, scrollToReveal } from '../../../components/grid/window.ts';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { lineCount, type Region, settledLines } from '../rows/lines.ts';
import type { LiveRows } from '../rows/live-rows.ts';
import type { RowsShown } from '../rows/rows-shown.ts';
import { useRowsShown } from '../rows/use-live-rows.ts';
import { COLUMN_IDS, columnTitle } from './columns.tsx';
import { GridRegion } from './grid-region.tsx';
import { lineId } from './message-line.tsx';

/** Of them, pinned ones while there are settled ones below. */
const MAX_PINNED_ROWS = 50;
/** Of the table's height, for pinned rows while there are settled ones below. */
const PINNED_SHARE = 0.6;

interface Props {
  live: LiveRows;
  checked: ReadonlyMap<number, MessageRow>;
  /** Rows keep their words and lose their strength while the broker is away. */
  dimmed: boolean;
  /** Rows the host keeps. */
  rowLimit: number;
  allChecked: boolean;
  onCheckAll(): void;
  onOpen(): void;
  /** A row was clicked with the other button; it is under the cursor by then. */
  onMenu(at: { x: number; y: number }): void;
}

/** Drawn again by its rows, or by what is given; not with each view of the consumer. */
export const MessageGrid = memo(Grid);

/** The live table: rows that want something on top in a list of their own, the decided ones below. */
function Grid({ live, checked, dimmed, rowLimit, allChecked, onCheckAll, onOpen, onMenu }: Props) {
  const t = useText();
  const shown = useRowsShown(live);
  const density = useHost((host) => host.app?.settings.density ?? 'compact');
  const rowHeight = ROW_HEIGHT[density];
  const body = useRef<HTMLDivElement>(null);
  const pinnedBox = useRef<HTMLDivElement>(null);
  const settledBox = useRef<HTMLDivElement>(null);
  const heightPx = useHeight(body);
  const scrollbarPx = useScrollbarWidth(settledBox, heightPx);
  const settled = settledLines(shown);
  const room = settled === 0 ? heightPx : Math.floor((heightPx * PINNED_SHARE) / rowHeight) * rowHeight;
  const pinnedPx = Math.min(shown.pinnedCount * rowHeight, room);
  const pinnedLimit = settled === 0 ? MAX_ROWS_IN_DOM : MAX_PINNED_ROWS;
  const settledPx = Math.max(0, heightPx - pinnedPx);
  const boxes = { pinned: pinnedBox, settled: settledBox };
  useScrolling({ boxes, shown, rowHeight, pinnedPx, settledPx });
  const drawn = { live, shown, rowHeight, checked, onOpen };
  return (
    <div className="messages">
      <div
        role="grid"
        className="message-grid"
        tabIndex={0}
        aria-label={t('consume.messages')}
        aria-rowcount={lineCount(shown)}
        aria-multiselectable="true"
        aria-busy={shown.busy}
        aria-activedescendant={shown.cursor && shown.cursorDrawn ? lineId(shown.cursor.seq) : undefined}
        data-dimmed={dimmed || undefined}
        onContextMenu={(event) => {
          const isOnLine = (event.target as Element).closest('.message-line') !== null;
          const at = isOnLine ? { x: event.clientX, y: event.clientY } : keyMenuPlace(event);
          if (at === undefined) return;
          event.preventDefault();
          onMenu(at);
        }}
      >
        <div role="rowgroup">
          <div role="row" className="grid-line grid-head" style={{ paddingRight: scrollbarPx }}>
            <div role="columnheader" className="cell check-cell">
              <input
                type="checkbox"
                className="checkbox"
                aria-label={t('consume.checkAll')}
                checked={allChecked}
                onChange={onCheckAll}
              />
            </div>
            {COLUMN_IDS.map((id) => (
              <div key={id} role="columnheader" className={`cell ${id}-cell`}>
                {t(columnTitle(id))}
              </div>
            ))}
          </div>
        </div>
        <div role="presentation" className="grid-body" ref={body}>
          <GridRegion {...drawn} region="pinned" box={pinnedBox} heightPx={pinnedPx} limit={pinnedLimit} />
          <GridRegion
            {...drawn}
            region="settled"
            box={settledBox}
            heightPx={settledPx}
            limit={MAX_ROWS_IN_DOM - Math.min(pinnedLimit, shown.pinnedCount)}
          />
        </div>
      </div>
      <NewPill shown={shown} rowLimit={rowLimit} onPress={() => void live.toTop()} />
    </div>
  );
}

interface PillProps {
  shown: RowsShown;
  rowLimit: number;
  onPress(): void;
}

/** What arrived while the view stood still; pressing it goes to the newest row, live again. */
function NewPill({ shown, rowLimit, onPress }: PillProps) {
  const t = useText();
  if (!shown.frozen || (shown.newCount === 0 && !shown.paused)) return null;
  const count = formatNumber(shown.newCount);
  return (
    <div className="new-pill">
      <Button
        size="small"
        icon={ArrowUp}
        shortcut="g"
        tooltip={shown.paused ? t('pause.help', { limit: formatNumber(rowLimit) }) : undefined}
        aria-label={t('consume.showNew', { count })}
        onClick={onPress}
      >
        {shown.paused ? pausedText(shown.newCount, rowLimit, t) : t('consume.new', { count })}
      </Button>
    </div>
  );
}

/** How much of what the host keeps is new by now. */
function pausedText(newCount: number, rowLimit: number, t: Translate): string {
  const count = formatNumber(newCount);
  const fill = Math.floor((newCount / rowLimit) * 100);
  if (fill === 0) return t('consume.pausedNew', { count });
  return fill < 100 ? t('pause.buffered', { count, fill }) : t('pause.full', { count });
}

/** Scrolling that is not a person's: to the cursor, to the top, and to keep in place what somebody reads. */
function useScrolling({
  boxes,
  shown,
  rowHeight,
  pinnedPx,
  settledPx,
}: {
  boxes: Record<Region, RefObject<HTMLDivElement | null>>;
  shown: RowsShown;
  rowHeight: number;
  pinnedPx: number;
  settledPx: number;
}): void {
  const { frozen, settledHeld, tops, reveals, pinnedShift, cursor } = shown;
  // A table that is drawn anew goes to the cursor that was left in it.
  const before = useRef({ pinnedPx, pinnedShift, reveals: 0, tops });
  useLayoutEffect(() => {
    if (pinnedPx + settledPx === 0) return;
    const was = before.current;
    before.current = { pinnedPx, pinnedShift, reveals, tops };
    const { pinned, settled } = { pinned: boxes.pinned.current, settled: boxes.settled.current };
    if (pinned === null || settled === null) return;
    if (tops !== was.tops) {
      pinned.scrollTop = 0;
      settled.scrollTop = 0;
    } else if (frozen) {
      if (pinnedShift !== was.pinnedShift) pinned.scrollTop += (pinnedShift - was.pinnedShift) * rowHeight;
      if (settledHeld && pinnedPx !== was.pinnedPx) settled.scrollTop += pinnedPx - was.pinnedPx;
    }
    if (reveals === was.reveals || cursor === undefined) return;
    const box = cursor.region === 'pinned' ? pinned : settled;
    box.scrollTop = scrollToReveal({
      line: cursor.region === 'pinned' ? cursor.position : shown.settledEnd - 1 - cursor.position,
      scrollTop: box.scrollTop,
      height: cursor.region === 'pinned' ? pinnedPx : settledPx,
      rowHeight,
    });
  });
}
