import './side.css';
import { useState } from 'react';
import type { OrderLanesView, OrderRunView } from '../../../../core/contract/order-lab.ts';
import { Tabs } from '../../../components/tabs.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useKeys } from '../../../keys/use-keys.ts';
import { type OrderSide, useOrderLab } from '../order-lab-store.ts';
import { counted } from '../verdict/verdict-text.ts';
import { ComparePanel } from './compare-panel.tsx';
import { KeysGrid } from './keys-grid.tsx';
import { MessagesGrid } from './messages-grid.tsx';
import { queuesText } from './queues-text.ts';

interface Props {
  run: OrderRunView;
  lanes: OrderLanesView | undefined;
  /** Earlier and later runs of the connection. */
  others: readonly OrderRunView[];
}

/** What the lanes draw, as tables: verdicts by key, messages, and the comparison with another run. */
export function SidePanel({ run, lanes, others }: Props) {
  const t = useText();
  const chosen = useOrderLab((lab) => lab.side);
  const comparedRunId = useOrderLab((lab) => lab.comparedRunId);
  const other = others.find(({ runId }) => runId === comparedRunId);
  const side: OrderSide = chosen === 'compare' && other === undefined ? 'keys' : chosen;
  return (
    <aside className="order-side" aria-label={t('orderLab.side')}>
      <Tabs
        aria-label={t('orderLab.side')}
        className="order-side-tabs"
        value={side}
        onValueChange={useOrderLab.getState().sideChosen}
        tabs={[
          { value: 'keys', label: t('orderLab.byKey') },
          { value: 'messages', label: t('orderLab.messages'), count: formatNumber(run.messages) },
          ...(other === undefined ? [] : [{ value: 'compare' as const, label: t('orderLab.compare') }]),
        ]}
      >
        {side === 'keys' && <KeysSide run={run} lanes={lanes} />}
        {side === 'messages' && <MessagesGrid run={run} label={t('orderLab.messages')} />}
        {side === 'compare' && other !== undefined && (
          <ComparePanel run={run} other={other} others={others} />
        )}
      </Tabs>
      <p className="order-side-note meta hint">{footnote(run, lanes, t)}</p>
    </aside>
  );
}

/** The keys, and below them the messages of the one at the cursor. */
function KeysSide({ run, lanes }: Pick<Props, 'run' | 'lanes'>) {
  const t = useText();
  const key = useOrderLab((lab) => lab.key);
  const [reveals, setReveals] = useState(0);
  const keys = lanes?.keys ?? [];
  const view = keys[key];
  const move = (by: number): void => {
    useOrderLab.getState().keyChosen(Math.max(0, Math.min(keys.length - 1, key + by)));
    setReveals((before) => before + 1);
  };
  useKeys([
    { key: 'j', label: 'orderLab.keyNext', run: () => move(1) },
    { key: 'k', label: 'orderLab.keyPrevious', run: () => move(-1) },
    { key: 'arrowdown', label: 'orderLab.keyNext', run: () => move(1) },
    { key: 'arrowup', label: 'orderLab.keyPrevious', run: () => move(-1) },
  ]);
  return (
    <div className="keys-side">
      <div className="keys-side-list">
        <KeysGrid run={run} keys={keys} reveals={reveals} />
      </div>
      {view !== undefined && (
        <section className="key-detail" aria-label={view.name}>
          <header className="key-detail-head">
            <h2 className="data">{view.name}</h2>
            <span className="help hint truncate">
              {t('orderLab.keyPlace', { queues: queuesText(view, run.queues), ...counted(view.stored.got) })}
            </span>
          </header>
          <MessagesGrid run={run} ofKey={view.key} label={view.name} />
        </section>
      )}
    </div>
  );
}

/** Queues that got nothing, what gaps mean, and how duplicates are counted. */
function footnote(
  run: OrderRunView,
  lanes: OrderLanesView | undefined,
  t: ReturnType<typeof useText>,
): string {
  const used = new Set(lanes?.lanes.map(({ queue }) => queue));
  const empty = run.queues.flatMap((_, place) => (used.has(place) ? [] : [place]));
  const hasRun = run.storedVerdict !== undefined && lanes !== undefined;
  const queues = queuesText({ queues: empty }, run.queues);
  const emptyText =
    !hasRun || empty.length === 0
      ? ''
      : t(empty.length === 1 ? 'orderLab.emptyQueue' : 'orderLab.emptyQueues', { queues });
  const { storedVerdict, handledVerdict } = run;
  const duplicates = Math.max(storedVerdict?.duplicates ?? 0, handledVerdict?.duplicates ?? 0);
  return [
    ...(emptyText === '' ? [] : [emptyText]),
    t('orderLab.gaps'),
    ...(duplicates > 0 ? [t('orderLab.duplicatesHelp')] : []),
  ].join(' ');
}
