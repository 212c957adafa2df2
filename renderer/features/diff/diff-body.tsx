// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: the table scrolls as one and has the focus
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: it is scrolled by keyboard
import { useLayoutEffect, useRef, useState } from 'react';
import type { CompareAs, DiffCell, DiffRow, DiffView } from '../../../core/contract/diff.ts';
import type { DiffLayout } from '../../../core/model/diff/layout.ts';
import { useHeight } from '../../components/grid/measure.ts';
import { scrollToReveal, visibleLines } from '../../components/grid/window.ts';
import { useText } from '../../i18n/i18n.ts';
import { DiffText } from './diff-text.tsx';
import { useDiffRows } from './use-diff-rows.ts';

const ROW_HEIGHT = 20;
/** Lines drawn at once; two cells each. */
const MAX_ROWS = 80;

interface Props {
  view: DiffView;
  compareAs: CompareAs;
  layout: DiffLayout;
  /** The row the last "Next change" led to, and how often it was pressed. */
  target: { row: number; presses: number } | undefined;
  onGone(): void;
}

/** Both bodies, the differing rows marked by sign and colour; only what is in view is read and drawn. */
export function DiffBody({ view, compareAs, layout, target, onGone }: Props) {
  const t = useText();
  const rows = useDiffRows(view, compareAs, layout, onGone);
  const box = useRef<HTMLDivElement>(null);
  const height = useHeight(box);
  const [scrollTop, setScrollTop] = useState(0);
  const count = view.body[compareAs].rows[layout];
  const { first, last } = visibleLines({ scrollTop, height, rowHeight: ROW_HEIGHT, count, limit: MAX_ROWS });
  useLayoutEffect(() => rows.need(first, last));
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolled to when asked, not when the size changes
  useLayoutEffect(() => {
    if (target === undefined || box.current === null) return;
    const { scrollTop: now } = box.current;
    box.current.scrollTop = scrollToReveal({
      line: target.row,
      scrollTop: now,
      height,
      rowHeight: ROW_HEIGHT,
    });
  }, [target]);
  // JSON text is coloured; what was compared as text or bytes is not.
  const coloured = compareAs === 'json' && view.left.body === 'json' && view.right.body === 'json';
  const lines = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    <div
      ref={box}
      role="table"
      className="diff-body data"
      aria-label={t('diff.bodies')}
      aria-rowcount={count}
      data-layout={layout}
      tabIndex={0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
    >
      <div role="rowgroup" className="diff-rows" style={{ height: count * ROW_HEIGHT }}>
        {lines.map((line) => {
          const row = rows.at(line);
          return (
            row !== undefined && (
              <div
                key={line}
                role="row"
                className="diff-row"
                data-current={target?.row === line || undefined}
                aria-rowindex={line + 1}
                style={{ transform: `translateY(${line * ROW_HEIGHT}px)` }}
              >
                {layout === 'sideBySide' ? (
                  <>
                    <Cell cell={row.left} sign={row.kind === 'same' ? '' : '-'} coloured={coloured} />
                    <Cell cell={row.right} sign={row.kind === 'same' ? '' : '+'} coloured={coloured} />
                  </>
                ) : (
                  <UnifiedCell row={row} coloured={coloured} />
                )}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

type Sign = '' | '-' | '+';

function Cell({ cell, sign, coloured }: { cell: DiffCell | undefined; sign: Sign; coloured: boolean }) {
  if (cell === undefined) return <div role="cell" className="diff-cell" data-sign="none" />;
  return (
    <div role="cell" className="diff-cell" data-sign={sign}>
      <span className="diff-number">{cell.number}</span>
      <span className="diff-sign">{sign}</span>
      <DiffText text={cell.text} cut={cell.cut === true} coloured={coloured} />
    </div>
  );
}

function UnifiedCell({ row, coloured }: { row: DiffRow; coloured: boolean }) {
  const sign: Sign = row.kind === 'same' ? '' : row.left === undefined ? '+' : '-';
  return <Cell cell={row.left ?? row.right} sign={sign} coloured={coloured} />;
}
