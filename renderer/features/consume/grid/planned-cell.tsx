import { Undo2 } from 'lucide-react';
import type { MessageRow, PlannedDecision } from '../../../../core/model/consume.ts';
import { Button } from '../../../components/button.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useGrid } from './grid-context.ts';

/** What will be sent and when: `Ack in 1.8 s`, or `Later at level 5 in 3.0 s, rule 2`. */
export function PlannedText({ planned }: { planned: PlannedDecision }) {
  const t = useText();
  const { decision, level, dueAtMs, rule } = planned;
  return (
    <Countdown
      className="truncate countdown"
      leftAt={(now) => dueAtMs - now}
      text={(time) => {
        const what =
          level === undefined
            ? t(`consume.plannedIn.${decision}`, { time })
            : t('levels.plannedIn', { time, level });
        return rule === undefined ? what : t('rules.alsoBy', { what, number: rule.number });
      }}
    />
  );
}

/** Takes back the decision of this row; ⌘Z takes back the latest. */
export function UndoButton({ row, size = 'small' }: { row: MessageRow; size?: 'small' | 'large' }) {
  const t = useText();
  const { undo } = useGrid();
  return (
    <Button
      size={size}
      icon={Undo2}
      tabIndex={size === 'small' ? -1 : 0}
      onMouseDown={(event) => event.preventDefault()}
      onClick={(event) => {
        event.stopPropagation();
        undo(row);
      }}
    >
      {t('consume.undo')}
    </Button>
  );
}
