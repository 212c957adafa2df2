import './consume.css';
import { useCallback, useRef, useState } from 'react';
import type { ConsumerView } from '../../../core/model/consume.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { ContextMenu } from '../../components/menu.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useHost } from '../../store/host-store.ts';
import { useUi } from '../../store/ui-store.ts';
import { RowActionsLayer } from '../message/row-actions-layer.tsx';
import { useInspectorRoom } from '../message/use-inspector-room.ts';
import { BulkDialog, useBulk } from './bulk-dialog.tsx';
import { ComparePanel } from './compare/compare-panel.tsx';
import { useComparedWith } from './compare/compare-store.ts';
import { ConsumeBars } from './consume-bars.tsx';
import { ConsumeHeader } from './consume-header.tsx';
import { CountersBar } from './counters-bar.tsx';
import { whyNotDecide } from './decision-rules.ts';
import { EmptyMessages } from './empty-messages.tsx';
import { useFilterKey } from './filter/use-filter-key.ts';
import { useJump } from './filter/use-jump.ts';
import { useRowFilter } from './filter/use-row-filter.ts';
import { GridProvider } from './grid/grid-context.ts';
import { MessageGrid } from './grid/message-grid.tsx';
import { useGridValue } from './grid/use-grid-value.ts';
import { Inspector } from './inspector/inspector.tsx';
import { useLevelMenu } from './levels/use-level-menu.ts';
import { QueuesPanel } from './queues/queues-panel.tsx';
import { lineCount } from './rows/lines.ts';
import { useLiveRows, useShown } from './rows/use-live-rows.ts';
import { RulesPanel } from './rules/rules-panel.tsx';
import { SeatsStrip } from './seats-strip.tsx';
import { useConsumeKeys } from './use-consume-keys.ts';
import { useConsumerActions } from './use-consumer-actions.ts';
import { useDecisions } from './use-decisions.ts';
import { useLife } from './use-life.ts';

export function ConsumePage({ consumerId }: { consumerId: number }) {
  const t = useText();
  const consumer = useHost((host) => host.consumers[consumerId]);
  return consumer === undefined ? (
    <EmptyState text={t('consume.gone')} />
  ) : (
    <Consume key={consumerId} consumer={consumer} />
  );
}

/** The ack bench: seats on top, the live table, and the message under the cursor beside it. */
function Consume({ consumer }: { consumer: ConsumerView }) {
  const t = useText();
  const profile = useHost((host) => host.profiles[consumer.profileId]);
  const inspectorOpen = useUi((ui) => ui.inspectorOpen);
  const live = useLiveRows(consumer);
  const paused = useShown(live, (shown) => shown.paused);
  const noneShown = useShown(live, (shown) => lineCount(shown) === 0);
  const decisions = useDecisions(consumer, live);
  const bulk = useBulk(consumer.consumerId, decisions);
  const actions = useConsumerActions(consumer, live, decisions);
  const life = useLife(consumer.consumerId);
  useInspectorRoom();

  const reason = whyNotDecide(consumer, profile);
  const disabledReason = reason === undefined ? undefined : t(reason);
  const levels = useLevelMenu(consumer, profile, { decisions, bulk, disabledReason });
  const filter = useRowFilter(consumer);
  const filterField = useRef<HTMLInputElement>(null);
  const jumpTo = useJump(live, consumer.consumerId, filter.clear);
  const grid = useGridValue(consumer, profile, disabledReason, decisions, jumpTo, levels);
  const { undoable } = consumer;
  const comparedWith = useComparedWith(consumer.consumerId);
  useFilterKey(filterField);
  const [queuesOpen, setQueuesOpen] = useState(false);
  const queuesPanel = { open: queuesOpen, toggle: () => setQueuesOpen(!queuesOpen) };
  useConsumeKeys({ live, paused, decisions, bulk, levels, undoable, disabledReason });
  const empty = noneShown && consumer.pinnedCount + consumer.settledCount === 0;
  /** Checks every held row, or none when all are. */
  const checkAll = useEvent(() => (allHeld ? decisions.clear() : void bulk.checkAllHeld()));
  const openMenu = useEvent(actions.openMenu);
  const heldShown = consumer.counters.held - (consumer.filter?.heldNotShown ?? 0);
  const allHeld = heldShown > 0 && decisions.checked.size >= heldShown;

  return (
    <GridProvider value={grid}>
      <div className="consume">
        <ConsumeHeader consumer={consumer} live={live} paused={paused} life={life} />
        {consumer.mode === 'rules' && <RulesPanel consumer={consumer} levels={profile?.delayLevels} />}
        <ConsumeBars consumer={consumer} profile={profile} />
        {life.error && <InlineError error={life.error} />}
        <RowActionsLayer actions={actions} />
        <SeatsStrip consumer={consumer} queuesPanel={queuesPanel} onJump={grid.jumpTo} />
        {queuesPanel.open && consumer.state !== 'stopped' && <QueuesPanel consumer={consumer} />}
        <CountersBar
          consumer={consumer}
          decisions={decisions}
          disabledReason={disabledReason}
          onBulk={bulk.ask}
          onLevels={levels.open}
          filter={filter}
          filterField={filterField}
        />
        <div className="consume-main">
          {comparedWith !== undefined ? (
            <ComparePanel
              key={comparedWith}
              consumer={consumer}
              otherId={comparedWith}
              onJump={grid.jumpTo}
            />
          ) : empty ? (
            <EmptyMessages consumer={consumer} onShowAll={() => void filter.clear()} />
          ) : (
            <MessageGrid
              live={live}
              checked={decisions.checked}
              dimmed={reason === 'consume.whyLost'}
              rowLimit={consumer.rowLimit}
              allChecked={allHeld}
              onCheckAll={checkAll}
              onOpen={openInspector}
              onMenu={openMenu}
            />
          )}
          {inspectorOpen && comparedWith === undefined && (
            <Inspector live={live} actions={actions} keysAreBulk={decisions.checked.size > 0} />
          )}
        </div>
        <BulkDialog bulk={bulk} />
        <ContextMenu
          at={levels.at}
          label={t('levels.menu')}
          entries={levels.entries}
          onClose={levels.close}
        />
      </div>
    </GridProvider>
  );
}

function openInspector(): void {
  const { inspectorOpen, inspectorToggled } = useUi.getState();
  if (!inspectorOpen) inspectorToggled();
}

/** One function for ever that does what the latest one does: what it is given to is not drawn again for it. */
function useEvent<A extends unknown[]>(run: (...args: A) => void): (...args: A) => void {
  const latest = useRef(run);
  latest.current = run;
  return useCallback((...args: A) => latest.current(...args), []);
}
