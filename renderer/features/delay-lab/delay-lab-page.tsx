import './delay-lab.css';
import { useMemo } from 'react';
import { summaryOf } from '../../../core/model/delay-lab/summary.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { LabForm } from './form/lab-form.tsx';
import { LabHeader } from './header/lab-header.tsx';
import { LabFigures } from './lab-figures.tsx';
import { useDelayLab } from './lab-store.ts';
import { LabSide } from './rows/lab-side.tsx';
import { Timeline } from './timeline/timeline.tsx';
import { type ShownRun, useShownRun } from './use-shown-run.ts';

/** Pick levels, send, and watch each message come due; nobody loses a message by it. */
export function DelayLabPage() {
  const t = useText();
  const profile = useActiveProfile();
  const shown = useShownRun();
  return (
    <div className="lab">
      <LabHeader profile={profile} run={shown?.run} />
      <LabForm profile={profile} />
      <div className="lab-middle">
        <div className="lab-main">
          {shown === undefined ? (
            <EmptyState text={t(profile === undefined ? 'delayLab.noConnection' : 'delayLab.empty')} />
          ) : (
            <ShownRunView shown={shown} rate={profile?.clock.rate ?? 1} />
          )}
        </div>
        <LabSide shown={shown} />
      </div>
    </div>
  );
}

function ShownRunView({ shown, rate }: { shown: ShownRun; rate: number }) {
  const t = useText();
  const { run, clocks, nowMs } = shown;
  const summary = useMemo(() => summaryOf(run.rows, clocks.of, nowMs), [run, clocks, nowMs]);
  const cursor = useDelayLab((lab) => lab.cursors[run.runId]);
  return (
    <>
      <LabFigures shown={shown} summary={summary} />
      <Timeline
        shown={shown}
        summary={summary}
        cursor={cursor}
        onCursor={(rowId) => useDelayLab.getState().cursorMoved(run.runId, rowId)}
      />
      <p className="lab-foot help hint">
        <span>{t('delayLab.footScale')}</span>
        <span>{rate > 1 ? t('delayLab.footSandbox', { rate }) : t('delayLab.footDrift')}</span>
      </p>
    </>
  );
}
