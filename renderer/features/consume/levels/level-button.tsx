import { ChevronDown } from 'lucide-react';
import { IconButton } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';

interface Props {
  size?: 'small' | 'normal';
  disabledReason: string | undefined;
  /** In a row: it leaves the focus on the grid. */
  inRow?: boolean;
  onOpen(at: { x: number; y: number }): void;
}

/** Beside Later: where else it may go. */
export function LevelButton({ size = 'normal', disabledReason, inRow = false, onOpen }: Props) {
  const t = useText();
  return (
    <IconButton
      className="level-button"
      icon={ChevronDown}
      size={size}
      shortcut="shift+r"
      label={t('levels.menu')}
      disabledReason={disabledReason}
      aria-haspopup="menu"
      {...(inRow ? { tabIndex: -1, onMouseDown: (event) => event.preventDefault() } : {})}
      onClick={(event) => {
        event.stopPropagation();
        const { left, bottom } = event.currentTarget.getBoundingClientRect();
        onOpen({ x: left, y: bottom });
      }}
    />
  );
}
