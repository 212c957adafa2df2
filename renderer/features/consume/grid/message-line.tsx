// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be windowed; roles and names are given instead
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its row by aria-activedescendant
import { FlexRender, type Row } from '@tanstack/react-table';
import { memo, useState } from 'react';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { useText } from '../../../i18n/i18n.ts';
import { keyOf } from '../../message/message-name.ts';
import { rowName } from '../row-name.ts';
import type { features } from './columns.tsx';
import { useGrid } from './grid-context.ts';

/** A row that arrived so short a time ago is tinted as it appears. */
const NEW_FOR_MS = 400;

export const isNew = (row: MessageRow, nowMs: number): boolean => nowMs - row.receivedAtMs < NEW_FOR_MS;

interface Props {
  row: Row<typeof features, MessageRow>;
  /** From 0 over both regions. */
  line: number;
  topPx: number;
  current: boolean;
  checked: boolean;
  /** Read once, as the row appears. */
  tinted: boolean;
  onChoose(): void;
  onOpen(): void;
}

export const lineId = (seq: number): string => `message-${seq}`;

/** One row of the table. Where it stands changes often while rows arrive above it; what it says seldom does. */
export const MessageLine = memo(Line, (a, b) => {
  return (
    a.row.original === b.row.original &&
    a.line === b.line &&
    a.topPx === b.topPx &&
    a.current === b.current &&
    a.checked === b.checked
  );
});

function Line({ row, line, topPx, current, checked, tinted, onChoose, onOpen }: Props) {
  const [arrives] = useState(tinted);
  const t = useText();
  const { original } = row;
  return (
    <div
      id={lineId(original.seq)}
      role="row"
      className="grid-line message-line"
      style={{ transform: `translateY(${topPx}px)` }}
      aria-label={rowName(original, t)}
      aria-rowindex={line + 1}
      aria-selected={current}
      data-state={original.state}
      data-seq={original.seq}
      data-new={arrives || undefined}
      onMouseDown={onChoose}
      onDoubleClick={onOpen}
    >
      <Cells row={row} checked={checked} />
    </div>
  );
}

const Cells = memo(RowCells, (a, b) => a.row.original === b.row.original && a.checked === b.checked);

function RowCells({ row, checked }: Pick<Props, 'row' | 'checked'>) {
  const t = useText();
  const { toggle } = useGrid();
  const { original } = row;
  return (
    <>
      <div role="gridcell" className="cell check-cell">
        {original.state === 'held' && (
          <input
            type="checkbox"
            className="checkbox"
            tabIndex={-1}
            aria-label={t('consume.check', { key: keyOf(original, t) })}
            checked={checked}
            onMouseDown={(event) => event.stopPropagation()}
            onChange={() => toggle(original)}
          />
        )}
      </div>
      {row.getAllCells().map((cell) => (
        <div key={cell.column.id} role="gridcell" className={`cell ${cell.column.id}-cell`}>
          <FlexRender cell={cell} />
        </div>
      ))}
    </>
  );
}
