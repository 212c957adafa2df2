import './message.css';
import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorData } from '../../../core/model/error.ts';
import type { StoredDetail } from '../../../core/model/message-detail.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { Menu } from '../../components/menu.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useUi } from '../../store/ui-store.ts';
import { CloseInspector } from './close-inspector.tsx';
import { MessageIds } from './message-ids.tsx';
import { keyOf } from './message-name.ts';
import { MessageParts } from './message-parts.tsx';
import { ResizeEdge } from './resize-edge.tsx';
import type { RowTarget } from './row-action.ts';
import { ROW_ACTIONS } from './row-actions.ts';
import type { RowActions } from './use-row-actions.ts';

interface Props {
  actions: RowActions;
  /** The row under the cursor; undefined: none is chosen. */
  target: RowTarget | undefined;
  /** Read by the page: of the target, or of the row before while that is being read. */
  detail: StoredDetail | undefined;
  /** Why it could not be read. */
  error: ErrorData | undefined;
  /** Before the title. */
  badge?: ReactNode;
  /** Below it. */
  subtitle?: ReactNode;
  /** Above the tabs: what is to be decided. */
  panel?: ReactNode;
}

const PROMINENT = ROW_ACTIONS.filter(({ prominent }) => prominent !== undefined);

/** The message under the cursor: what may be done with it, and everything it carries. It follows the cursor and keeps its tab. */
export function MessageInspector({ actions, target, detail, error, badge, subtitle, panel }: Props) {
  const t = useText();
  const width = useUi((ui) => ui.inspectorWidth);
  return (
    <aside className="inspector" aria-label={t('message.message')} style={{ width }}>
      <ResizeEdge width={width} />
      <div className="inspector-scroll">
        {target === undefined ? (
          <p className="inspector-none hint">{t('message.none')}</p>
        ) : (
          <header className="inspector-head">
            <div className="inspector-title">
              {badge}
              <h2 className="data truncate">{keyOf(target.row, t)}</h2>
              <MoreMenu actions={actions} target={target} />
              <CloseInspector />
            </div>
            {subtitle}
            {PROMINENT.length > 0 && <ProminentActions actions={actions} target={target} />}
          </header>
        )}
        {panel}
        {error && <InlineError error={error} />}
        {detail && <MessageParts key={identityOf(detail)} profileId={actions.profileId} detail={detail} />}
      </div>
      {detail && <MessageIds detail={detail} />}
    </aside>
  );
}

/** A stored copy: its tabs start over with another one, and only then. */
function identityOf({ row, offsetMsgId }: StoredDetail): string {
  return `${row.brokerName} ${offsetMsgId} ${row.queueId} ${row.queueOffset}`;
}

function MoreMenu({ actions, target }: { actions: RowActions; target: RowTarget }) {
  const t = useText();
  return (
    <Menu
      align="end"
      entries={actions.entries([target])}
      trigger={<IconButton icon={Ellipsis} size="small" label={t('message.more')} shortcut="." />}
    />
  );
}

function ProminentActions({ actions, target }: { actions: RowActions; target: RowTarget }) {
  const t = useText();
  return (
    <div className="inspector-actions">
      {PROMINENT.map((action) => {
        const why = action.whyNot?.([target]);
        const control = {
          size: 'small',
          icon: action.icon,
          ...(action.key === undefined ? {} : { shortcut: action.key }),
          disabledReason: why === undefined ? undefined : t(why),
          onClick: () => actions.run(action, [target]),
        } as const;
        return action.prominent === 'icon' ? (
          <IconButton key={action.id} {...control} label={t(action.label)} />
        ) : (
          <Button key={action.id} {...control}>
            {t(action.label)}
          </Button>
        );
      })}
    </div>
  );
}
