import './messages.css';
import { useMemo, useRef } from 'react';
import type { MessageQueue } from '../../../../core/model/queue.ts';
import { ColumnsButton } from '../../../components/grid/columns-button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { editAndResend } from '../../message/actions/resend.ts';
import { seqsOf } from '../../message/row-action.ts';
import { RowActionsLayer } from '../../message/row-actions-layer.tsx';
import { useInspectorRoom } from '../../message/use-inspector-room.ts';
import { useRowActions } from '../../message/use-row-actions.ts';
import { layColumns, placeKey, useColumnLayout } from '../state/topic-prefs.ts';
import { usePaneWork, useTopicsWork } from '../state/topic-work.ts';
import { BrowseInspector, targetOf, targetsOf } from './browse-inspector.tsx';
import { EmptyRows } from './empty-rows.tsx';
import { ExportBar, ExportMenu } from './export/export-parts.tsx';
import { useExport } from './export/use-export.ts';
import { MessagesFilter } from './filter/filter-field.tsx';
import { useFilter } from './filter/use-filter.ts';
import { LiveSwitch } from './live-switch.tsx';
import { PaneFoot } from './pane-foot.tsx';
import { RangeFields, RangeRadios } from './range/range-bar.tsx';
import type { RangeForm } from './range/range-form.ts';
import { messageColumns, type PaneKind } from './rows/columns.tsx';
import { MessageTable } from './rows/message-table.tsx';
import type { Browse } from './rows/use-browse.ts';
import { useChecked } from './rows/use-checked.ts';
import { useMessageKeys } from './use-message-keys.ts';

interface Props {
  profileId: string;
  topic: string;
  paneId: string;
  kind: PaneKind;
  browse: Browse;
  queues: readonly MessageQueue[];
  dimmed: boolean;
  /** The page's own head has the switch where this is a topic's main table. */
  ownLive?: boolean;
  /** Writes to this topic; absent where nobody does. */
  onCompose?: (() => void) | undefined;
}

/** Stored messages of one topic: which ones, filtered how, the table, and what was left out. */
export function MessagesPane(props: Props) {
  const { profileId, topic, paneId, kind, browse, queues, dimmed, ownLive = false, onCompose } = props;
  const t = useText();
  const { view, rows } = browse;
  const { range } = usePaneWork(paneId);
  const place = placeKey(profileId, topic);
  const layout = useColumnLayout(place);
  const inspectorOpen = useUi((ui) => ui.inspectorOpen);
  const filterInput = useRef<HTMLInputElement>(null);
  const filter = useFilter(paneId, browse);
  useInspectorRoom();
  const checked = useChecked(view?.browseId);
  const exported = useExport(view?.browseId, topic.replaceAll('%', ''));
  const order = view?.order ?? 'newestFirst';
  const columns = useMemo(() => messageColumns(kind, order, t), [kind, order, t]);
  const actions = useRowActions({
    profileId,
    targets: () => targetsOf(browse, checked),
    release: (done) => checked.remove(seqsOf(done)),
  });
  useMessageKeys({ browse, checked, filter: filterInput });

  const editRange = (patch: Partial<RangeForm>): void =>
    useTopicsWork.getState().paneChanged(paneId, { range: { ...range, ...patch } });
  const lay = (next: typeof layout): void => layColumns(place, next);
  const openInspector = (): void => {
    if (!useUi.getState().inspectorOpen) useUi.getState().inspectorToggled();
  };
  const error = browse.error ?? view?.error;
  const bars = { form: range, onEdit: editRange, onRead: browse.open };

  return (
    <div className="messages-pane">
      {view?.reading === true && <div className="loading-line" />}
      <div className="messages-bar">
        <RangeRadios {...bars} />
        <MessagesFilter filter={filter} view={view} place={place} field={filterInput} />
        {ownLive && <LiveSwitch browse={browse} />}
        <ColumnsButton columns={columns} layout={layout} onLayout={lay} />
        <ExportMenu rows={exported} seqs={[...checked.rows.keys()]} />
      </div>
      <RangeFields {...bars} queues={queues} />
      {error !== undefined && (
        <InlineError error={error} remedies={{ retry: () => view && browse.open(view.range) }} />
      )}
      <div className="messages-main">
        {view !== undefined && view.filtered === 0 && !view.reading ? (
          <EmptyRows view={view} onCompose={onCompose} onClearFilter={() => filter.type('')} />
        ) : (
          view !== undefined && (
            <MessageTable
              {...{ view, rows, columns, layout, checked, dimmed }}
              onLayout={lay}
              onSort={browse.sort}
              onOpen={openInspector}
              onMenu={actions.openMenu}
              onEdit={(row) => actions.run(editAndResend, [targetOf(view.browseId, row)])}
            />
          )
        )}
        {inspectorOpen && <BrowseInspector browse={browse} actions={actions} />}
      </div>
      <RowActionsLayer actions={actions} />
      <ExportBar rows={exported} />
      {view !== undefined && <PaneFoot browse={browse} view={view} />}
    </div>
  );
}
