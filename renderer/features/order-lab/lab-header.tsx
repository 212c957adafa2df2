import { Download, GitCompareArrows, type LucideIcon, Play, Square, X } from 'lucide-react';
import type { ComponentProps } from 'react';
import type { OrderLanesView, OrderRunView } from '../../../core/contract/order-lab.ts';
import { ORDER_SENDS } from '../../../core/model/order/scenario.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { Menu } from '../../components/menu.tsx';
import { RadioGroup } from '../../components/radio-group.tsx';
import { formatTime } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { menuActions } from '../../keys/menu-actions.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useNarrow } from '../../store/narrow.ts';
import { useUi } from '../../store/ui-store.ts';
import { exportJson, exportPng } from './export-run.ts';
import { isRunning } from './follow-runs.ts';
import { useOrderLab } from './order-lab-store.ts';

interface Props {
  run: OrderRunView | undefined;
  /** Of the connection, newest first. */
  runs: readonly OrderRunView[];
  lanes: OrderLanesView | undefined;
  disabledReason: string | undefined;
  onRun(): void;
  onStop(): void;
}

/** Which run is shown, how the next one sends, and what can be done with them. */
export function LabHeader({ run, runs, lanes, disabledReason, onRun, onStop }: Props) {
  const t = useText();
  const send = useUi((ui) => ui.orderForm.scenario.send);
  const { runShown, scenarioEdited } = useOrderLab.getState();
  const running = isRunning(run);
  return (
    <header className="view-header order-header">
      <h1>{t('orderLab.title')}</h1>
      {run !== undefined && (
        <select
          className="text-input order-runs"
          aria-label={t('orderLab.shownRun')}
          value={run.runId}
          onChange={(event) => runShown(Number(event.target.value))}
        >
          {runs.map(({ runId, startedAtMs }) => (
            <option key={runId} value={runId}>
              {t('orderLab.runAt', { run: runId, time: formatTime(startedAtMs).slice(0, 8) })}
            </option>
          ))}
        </select>
      )}
      <div className="view-header-end">
        <RadioGroup
          aria-label={t('orderLab.send')}
          value={send}
          onValueChange={(next) => scenarioEdited({ send: next })}
          options={ORDER_SENDS.map((value) => ({ value, label: t(`orderLab.send.${value}`) }))}
        />
        <CompareButton run={run} runs={runs} />
        <ExportButton run={run} lanes={lanes} />
        {running ? (
          <Button tone="primary" icon={Square} shortcut="mod+enter" onClick={onStop}>
            {t('orderLab.stop')}
          </Button>
        ) : (
          <Button
            tone="primary"
            icon={Play}
            shortcut="mod+enter"
            disabledReason={disabledReason}
            onClick={onRun}
          >
            {t(runs.length === 0 ? 'orderLab.start' : 'orderLab.again')}
          </Button>
        )}
      </div>
    </header>
  );
}

function CompareButton({ run, runs }: Pick<Props, 'run' | 'runs'>) {
  const t = useText();
  const compared = useOrderLab((lab) => lab.comparedRunId);
  const earlier = runs.find(({ runId }) => run !== undefined && runId < run.runId);
  const { compared: compare } = useOrderLab.getState();
  if (compared !== undefined)
    return <Tool icon={X} label={t('orderLab.compareEnd')} onClick={() => compare(undefined)} />;
  return (
    <Tool
      icon={GitCompareArrows}
      label={
        earlier === undefined ? t('orderLab.compare') : t('orderLab.compareWith', { run: earlier.runId })
      }
      disabledReason={earlier === undefined ? t('orderLab.noEarlierRun') : undefined}
      onClick={() => compare(earlier?.runId)}
    />
  );
}

function ExportButton({ run, lanes }: Pick<Props, 'run' | 'lanes'>) {
  const t = useText();
  const label = t('orderLab.export');
  const entries =
    run === undefined || lanes === undefined
      ? []
      : ([
          { kind: 'item', label: t('orderLab.exportPng'), run: () => void exportPng(run, lanes, t) },
          {
            kind: 'item',
            label: t('orderLab.exportJson'),
            run: () => void exportJson(run).catch(() => undefined),
          },
        ] as const);
  useKeys(menuActions('orderLab.export', entries, 'orderLab.nothingToExport'));
  if (entries.length === 0)
    return <Tool icon={Download} label={label} disabledReason={t('orderLab.nothingToExport')} />;
  return <Menu align="end" trigger={<Tool icon={Download} label={label} />} entries={entries} />;
}

interface ToolProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  icon: LucideIcon;
  label: string;
  disabledReason?: string | undefined;
}

/** Without its word where there is no room. */
function Tool({ icon, label, ...rest }: ToolProps) {
  const narrow = useNarrow();
  if (narrow) return <IconButton icon={icon} label={label} {...rest} />;
  return (
    <Button icon={icon} {...rest}>
      {label}
    </Button>
  );
}
