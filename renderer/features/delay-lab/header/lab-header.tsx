import { ChevronsUpDown, Trash2 } from 'lucide-react';
import { useMemo } from 'react';
import type { LabRunView } from '../../../../core/contract/delay-lab.ts';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { call } from '../../../bridge/call.ts';
import { Menu } from '../../../components/menu.tsx';
import { formatClock } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { runsOf, useDelayLab } from '../lab-store.ts';
import { ClockControls } from './clock-controls.tsx';
import { ExportMenu } from './export-menu.tsx';

export function LabHeader({
  profile,
  run,
}: {
  profile: ProfileView | undefined;
  run: LabRunView | undefined;
}) {
  const t = useText();
  return (
    <header className="view-header">
      <h1>{t('delayLab.title')}</h1>
      {run && <RunMenu run={run} />}
      <div className="view-header-end">
        {profile?.kind === 'sandbox' && <ClockControls profile={profile} />}
        <ExportMenu run={run} />
      </div>
    </header>
  );
}

/** Which run is looked at. */
function RunMenu({ run: { profileId, runId, kind, startedAtMs } }: { run: LabRunView }) {
  const t = useText();
  const runs = useDelayLab((lab) => lab.runs);
  const listed = useMemo(() => runsOf(runs, profileId), [runs, profileId]);
  const words = { run: runId, time: formatClock(startedAtMs) };
  return (
    <Menu
      value={String(runId)}
      onValueChange={(value) => useDelayLab.getState().runShown(profileId, Number(value))}
      entries={[
        ...listed.map((run) => ({
          kind: 'radio' as const,
          value: String(run.runId),
          label: t('delayLab.runEntry', {
            run: run.runId,
            time: formatClock(run.startedAtMs),
            topic: run.topic,
            landed: run.rows.filter(({ landing }) => landing !== undefined).length,
            total: run.rows.length,
          }),
        })),
        { kind: 'separator' },
        {
          kind: 'item',
          label: t('delayLab.forget'),
          icon: Trash2,
          reason: t('delayLab.forgetHelp'),
          run: () => void call('delayLab.remove', { runId }).catch(() => undefined),
        },
      ]}
      trigger={
        <button type="button" className="lab-run truncate">
          <span className="truncate">{t(kind === 'sent' ? 'delayLab.run' : 'delayLab.followed', words)}</span>
          <ChevronsUpDown size={12} aria-hidden="true" />
        </button>
      }
    />
  );
}
