import './order-lab.css';
import type { OrderRunView } from '../../../core/contract/order-lab.ts';
import type { ProfileView } from '../../../core/contract/views.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { InlineError } from '../../components/inline-error.tsx';
import { formatElapsed } from '../../format/format.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/i18n.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useHost } from '../../store/host-store.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useUi } from '../../store/ui-store.ts';
import { whyNotWrite } from '../../store/why-not-write.ts';
import { isRunning, runsOf, useFollowRuns } from './follow-runs.ts';
import { LabHeader } from './lab-header.tsx';
import { LanesView } from './lanes/lanes-view.tsx';
import { useOrderLab } from './order-lab-store.ts';
import { ScenarioBar } from './scenario/scenario-bar.tsx';
import { SidePanel } from './side/side-panel.tsx';
import { useLanes } from './use-lanes.ts';
import { CauseLine } from './verdict/cause-line.tsx';
import { VerdictLines } from './verdict/verdict-lines.tsx';
import { stateText } from './verdict/verdict-text.ts';

/** Scenario above, lanes and verdicts below, tables beside them. */
export function OrderLabPage() {
  const t = useText();
  const profile = useActiveProfile();
  const linkUp = useHost((host) => host.linkUp);
  const runs = runsOf(
    useOrderLab((lab) => lab.runs),
    profile?.profileId,
  );
  const shownRunId = useOrderLab((lab) => lab.shownRunId);
  const error = useOrderLab((lab) => lab.error);
  const run = runs.find(({ runId }) => runId === shownRunId) ?? runs[0];
  const lanes = useLanes(run);
  useFollowRuns();
  const whyNot = whyNotRun(profile, linkUp);
  const disabledReason = whyNot && t(whyNot);
  const start = (): void => {
    if (profile !== undefined && disabledReason === undefined) void startRun(profile.profileId);
  };
  const stop = (): void => {
    if (run !== undefined) void stopRun(run.runId);
  };
  const running = isRunning(run);
  useKeys([
    {
      key: 'mod+enter',
      label: running ? 'orderLab.stop' : 'orderLab.start',
      run: running ? stop : start,
      disabled: !running && disabledReason !== undefined,
      disabledReason,
    },
  ]);
  return (
    <div className="order-lab">
      <LabHeader {...{ run, runs, lanes, disabledReason }} onRun={start} onStop={stop} />
      <ScenarioBar isSandbox={profile?.kind === 'sandbox'} />
      {whyNot === 'orderLab.production' && <p className="order-refused help">{disabledReason}</p>}
      {error !== undefined && error.code !== 'INPUT' && <InlineError error={error} />}
      {run === undefined ? (
        <EmptyState text={t('orderLab.empty')} />
      ) : (
        <div className="order-result">
          <div className="order-lanes">
            <VerdictLines run={run} />
            <RunState run={run} />
            {lanes !== undefined && <LanesView key={run.runId} run={run} view={lanes} onKey={showKey} />}
            <CauseLine run={run} />
          </div>
          <SidePanel run={run} lanes={lanes} others={runs.filter((other) => other !== run)} />
        </div>
      )}
    </div>
  );
}

/** How far it is, what becomes of its topic, and what went wrong. */
function RunState({ run }: { run: OrderRunView }) {
  const t = useText();
  const elapsed = formatElapsed((run.endedAtMs ?? run.startedAtMs) - run.startedAtMs);
  return (
    <>
      <p className="order-state help hint" role="status">
        {stateText(run, elapsed, t)} · {t(`orderLab.cleanup.${run.cleanup}`, { topic: run.topic })}
      </p>
      {run.error !== undefined && <InlineError error={run.error} />}
      {run.cleanupError !== undefined && <InlineError error={run.cleanupError} />}
    </>
  );
}

function whyNotRun(profile: ProfileView | undefined, linkUp: boolean): TextKey | undefined {
  const whyNot = whyNotWrite(profile, linkUp);
  if (whyNot !== undefined) return whyNot;
  return profile?.environment === 'production' ? 'orderLab.production' : undefined;
}

function showKey(key: number): void {
  const { keyChosen, sideChosen } = useOrderLab.getState();
  keyChosen(key);
  sideChosen('keys');
}

async function startRun(profileId: string): Promise<void> {
  const { started, failed } = useOrderLab.getState();
  try {
    started(await call('order.run.start', { profileId, ...useUi.getState().orderForm }));
  } catch (error) {
    failed(errorData(error));
  }
}

async function stopRun(runId: number): Promise<void> {
  // The link is down: the frame says so.
  const run = await call('order.run.stop', { runId }).catch(() => undefined);
  if (run !== undefined) useOrderLab.getState().runReceived(run);
}
