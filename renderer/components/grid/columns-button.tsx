import { Popover } from '@base-ui/react/popover';
import { ArrowLeft, ArrowRight, Columns3, Minus, Plus } from 'lucide-react';
import { useText } from '../../i18n/i18n.ts';
import { Button, IconButton } from '../button.tsx';
import {
  type ColumnLayout,
  type GridColumn,
  inOrder,
  movedBy,
  OWN_LAYOUT,
  resized,
  toggledHidden,
  WIDTH_STEP,
  widthOf,
} from './columns.ts';

interface Props<Row> {
  columns: readonly GridColumn<Row>[];
  layout: ColumnLayout;
  onLayout(layout: ColumnLayout): void;
}

/** Which columns there are, in which order and how wide: what dragging does in the head, by keyboard. */
export function ColumnsButton<Row>({ columns, layout, onLayout }: Props<Row>) {
  const t = useText();
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton icon={Columns3} label={t('grid.columns')} />} />
      <Popover.Portal>
        <Popover.Positioner className="popup-layer" align="end" sideOffset={4}>
          <Popover.Popup className="menu columns-popup" aria-label={t('grid.columns')}>
            <ul>
              {inOrder(columns, layout).map((column) => {
                const { id, title } = column;
                const hidden = layout.hidden.includes(id);
                const move = (by: number) => () => onLayout(movedBy(columns, layout, id, by));
                const widen = (by: number) => () =>
                  onLayout(resized(layout, id, widthOf(column, layout) + by));
                return (
                  <li key={id}>
                    <label className="columns-name">
                      <input
                        type="checkbox"
                        className="checkbox"
                        checked={!hidden}
                        onChange={() => onLayout(toggledHidden(columns, layout, id))}
                      />
                      <span className="truncate">{title}</span>
                    </label>
                    <IconButton
                      size="small"
                      icon={ArrowLeft}
                      label={t('grid.moveLeft', { title })}
                      onClick={move(-1)}
                    />
                    <IconButton
                      size="small"
                      icon={ArrowRight}
                      label={t('grid.moveRight', { title })}
                      onClick={move(1)}
                    />
                    <IconButton
                      size="small"
                      icon={Minus}
                      label={t('grid.narrower', { title })}
                      onClick={widen(-WIDTH_STEP)}
                    />
                    <IconButton
                      size="small"
                      icon={Plus}
                      label={t('grid.wider', { title })}
                      onClick={widen(WIDTH_STEP)}
                    />
                  </li>
                );
              })}
            </ul>
            <Button size="small" tone="plain" onClick={() => onLayout(OWN_LAYOUT)}>
              {t('grid.reset')}
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
