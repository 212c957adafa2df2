import { useSyncExternalStore } from 'react';
import type { BrowseRow } from '../../../../core/contract/browse.ts';
import { formatDateTime, formatTime } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { MessageInspector } from '../../message/message-inspector.tsx';
import type { RowTarget } from '../../message/row-action.ts';
import type { RowActions } from '../../message/use-row-actions.ts';
import type { Browse } from './rows/use-browse.ts';
import type { Checked } from './rows/use-checked.ts';
import { useDetail } from './rows/use-detail.ts';

/** The message under the cursor of a table of stored messages. */
export function BrowseInspector({ browse, actions }: { browse: Browse; actions: RowActions }) {
  const t = useText();
  const { rows, view } = browse;
  const seq = useSyncExternalStore(rows.subscribe, () => rows.shown().cursorSeq);
  const row = useSyncExternalStore(rows.subscribe, () => rows.cursorRow());
  const { detail, error } = useDetail(view?.browseId, seq);
  const shown = row ?? (detail?.row.seq === seq ? detail?.row : undefined);
  return (
    <MessageInspector
      actions={actions}
      target={view && shown && targetOf(view.browseId, shown)}
      detail={detail}
      error={error}
      subtitle={
        shown && (
          <p className="secondary truncate" title={formatDateTime(shown.storedAtMs)}>
            {[shown.topic, shown.tag, t('topics.stored', { time: formatTime(shown.storedAtMs) })]
              .filter((part) => part !== '')
              .join(' · ')}
          </p>
        )
      }
    />
  );
}

/** What an action acts on: the checked rows where there are any, else the row under the cursor. */
export function targetsOf({ view, rows }: Browse, checked: Checked): RowTarget[] {
  if (view === undefined) return [];
  const chosen = checked.rows.size > 0 ? [...checked.rows.values()] : [rows.cursorRow()];
  return chosen.flatMap((row) => (row === undefined ? [] : [targetOf(view.browseId, row)]));
}

export const targetOf = (browseId: number, row: BrowseRow): RowTarget => ({
  ref: { kind: 'browse', browseId, seq: row.seq },
  row,
});
