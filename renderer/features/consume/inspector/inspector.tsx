import { memo, useDeferredValue } from 'react';
import type { MessageRow } from '../../../../core/model/consume.ts';
import { Badge } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { MessageInspector } from '../../message/message-inspector.tsx';
import type { RowActions } from '../../message/use-row-actions.ts';
import { useGrid } from '../grid/grid-context.ts';
import type { LiveRows } from '../rows/live-rows.ts';
import { useCursorRow, useShown } from '../rows/use-live-rows.ts';
import { DecisionPanel } from './decision-panel.tsx';
import { useMessage } from './use-message.ts';

interface Props {
  live: LiveRows;
  actions: RowActions;
  /** A and R act on the checked set now, not on this message. */
  keysAreBulk: boolean;
}

/** The message under the cursor: what may be decided, and everything it carries. */
export const Inspector = memo(function Inspector({ live, actions, keysAreBulk }: Props) {
  const grid = useGrid();
  const { consumerId } = grid;
  // Drawn in slices, behind the table that it stands beside: the first one is long.
  const seq = useDeferredValue(useShown(live, (shown) => shown.cursor?.seq));
  const row = useDeferredValue(useCursorRow(live));
  const { detail, error } = useMessage(grid, seq, row);
  const shown = row ?? detail?.row;
  return (
    <MessageInspector
      actions={actions}
      target={shown && { ref: { kind: 'consumer', consumerId, seq: shown.seq }, row: shown }}
      detail={detail}
      error={error}
      badge={shown && <Badge state={shown.state} />}
      subtitle={shown && <Subtitle row={shown} />}
      panel={shown && <DecisionPanel row={shown} keysAreBulk={keysAreBulk} />}
    />
  );
});

function Subtitle({ row }: { row: MessageRow }) {
  const t = useText();
  const { jumpTo } = useGrid();
  const { topic, tag, attempt, previousSeq, nextSeq } = row;
  return (
    <>
      <p className="secondary truncate">
        {tag === ''
          ? t('consume.subtitleNoTag', { topic, attempt })
          : t('consume.subtitle', { topic, tag, attempt })}
      </p>
      {(previousSeq !== undefined || nextSeq !== undefined) && (
        <p className="inspector-links">
          {previousSeq !== undefined && (
            <Button tone="link" onClick={() => jumpTo(previousSeq)}>
              {t('consume.showPrevious', { attempt: attempt - 1 })}
            </Button>
          )}
          {nextSeq !== undefined && (
            <Button tone="link" onClick={() => jumpTo(nextSeq)}>
              {t('consume.showNext', { attempt: attempt + 1 })}
            </Button>
          )}
        </p>
      )}
    </>
  );
}
