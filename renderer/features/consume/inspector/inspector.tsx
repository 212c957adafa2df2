import './inspector.css';
import { X } from 'lucide-react';
import { memo, useState } from 'react';
import type { MessageDetail, MessageRow } from '../../../../core/model/consume.ts';
import { Badge } from '../../../components/badge.tsx';
import { IconButton } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { Tabs } from '../../../components/tabs.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useUi } from '../../../store/ui-store.ts';
import { useGrid } from '../grid/grid-context.ts';
import { keyOf } from '../row-name.ts';
import type { LiveRows } from '../rows/live-rows.ts';
import { useCursorRow, useShown } from '../rows/use-live-rows.ts';
import { BodyTab } from './body-tab.tsx';
import { DecisionPanel } from './decision-panel.tsx';
import { MessageIds } from './message-ids.tsx';
import { PropertiesTab } from './properties-tab.tsx';
import { RawTab } from './raw-tab.tsx';
import { ResizeEdge } from './resize-edge.tsx';
import { useMessage } from './use-message.ts';

interface Props {
  live: LiveRows;
  /** A and R act on the checked set now, not on this message. */
  keysAreBulk: boolean;
}

/** The message under the cursor: what may be decided, and everything it carries. It follows the cursor and keeps its tab. */
export const Inspector = memo(function Inspector({ live, keysAreBulk }: Props) {
  const t = useText();
  const width = useUi((ui) => ui.inspectorWidth);
  const { consumerId } = useGrid();
  const seq = useShown(live, (shown) => shown.cursor?.seq);
  const row = useCursorRow(live);
  const { detail, error } = useMessage(consumerId, seq, row);
  const shown = row ?? detail?.row;
  return (
    <aside className="inspector" aria-label={t('consume.message')} style={{ width }}>
      <ResizeEdge width={width} />
      <div className="inspector-scroll">
        {shown === undefined ? (
          <p className="inspector-none hint">{t('consume.noMessage')}</p>
        ) : (
          <>
            <InspectorHead row={shown} />
            <DecisionPanel row={shown} keysAreBulk={keysAreBulk} />
          </>
        )}
        {error && <InlineError error={error} />}
        {detail && <Parts key={detail.row.seq} detail={detail} />}
      </div>
      {detail && <MessageIds detail={detail} />}
    </aside>
  );
});

function InspectorHead({ row }: { row: MessageRow }) {
  const t = useText();
  const { jumpTo } = useGrid();
  const { topic, tag, attempt, previousSeq, nextSeq } = row;
  return (
    <header className="inspector-head">
      <div className="inspector-title">
        <Badge state={row.state} />
        <h2 className="data truncate">{keyOf(row, t)}</h2>
        <IconButton
          icon={X}
          size="small"
          label={t('consume.closeInspector')}
          shortcut="mod+i"
          onClick={useUi.getState().inspectorToggled}
        />
      </div>
      <p className="secondary truncate">
        {tag === ''
          ? t('consume.subtitleNoTag', { topic, attempt })
          : t('consume.subtitle', { topic, tag, attempt })}
      </p>
      {(previousSeq !== undefined || nextSeq !== undefined) && (
        <p className="inspector-links">
          {previousSeq !== undefined && (
            <button type="button" className="button link" onClick={() => jumpTo(previousSeq)}>
              {t('consume.showPrevious', { attempt: attempt - 1 })}
            </button>
          )}
          {nextSeq !== undefined && (
            <button type="button" className="button link" onClick={() => jumpTo(nextSeq)}>
              {t('consume.showNext', { attempt: attempt + 1 })}
            </button>
          )}
        </p>
      )}
    </header>
  );
}

type Part = 'body' | 'properties' | 'raw';
/** The tab looked at last, for the next message. */
let lastPart: Part = 'body';

const Parts = memo(function Parts({ detail }: { detail: MessageDetail }) {
  const t = useText();
  const [part, setPart] = useState(lastPart);
  const choose = (next: Part): void => {
    lastPart = next;
    setPart(next);
  };
  return (
    <Tabs
      className="inspector-parts"
      aria-label={t('consume.inspectorTabs')}
      value={part}
      onValueChange={choose}
      tabs={[
        { value: 'body', label: t('consume.tab.body') },
        { value: 'properties', label: t('consume.tab.properties'), count: detail.properties.length },
        { value: 'raw', label: t('consume.tab.raw') },
      ]}
    >
      {part === 'body' && <BodyTab body={detail.body} />}
      {part === 'properties' && <PropertiesTab properties={detail.properties} />}
      {part === 'raw' && <RawTab detail={detail} />}
    </Tabs>
  );
});
