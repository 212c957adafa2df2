import { useMemo } from 'react';
import type { LabRunView } from '../../../core/contract/delay-lab.ts';
import { type KnownLevel, knownLevels } from '../../../core/model/delay-lab/levels.ts';
import { isPending } from '../../../core/model/delay-lab/row.ts';
import { useNow } from '../../store/clock.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { levelsOf } from '../compose/fields/delay-levels.ts';
import { runsOf, useDelayLab } from './lab-store.ts';
import { clocksOf, type LabClocks } from './lab-time.ts';

const STATES_EVERY_MS = 500;

/** The run that is looked at, with its clocks; states are told at `nowMs`, which goes on while anything is pending. */
export interface ShownRun {
  run: LabRunView;
  clocks: LabClocks;
  nowMs: number;
}

export function useShownRun(): ShownRun | undefined {
  const profile = useActiveProfile();
  const runs = useDelayLab((lab) => lab.runs);
  const chosen = useDelayLab((lab) => (profile === undefined ? undefined : lab.shown[profile.profileId]));
  const listed = useMemo(() => runsOf(runs, profile?.profileId), [runs, profile?.profileId]);
  const run = listed.find(({ runId }) => runId === chosen) ?? listed[0];
  const nowMs = useNow(STATES_EVERY_MS, run?.rows.some(isPending) ?? false);
  const clocks = useMemo(() => clocksOf(profile, run?.rows ?? []), [profile, run]);
  return run && { run, clocks, nowMs };
}

/** The levels of the chosen connection, corrected by what its runs measured. */
export function useKnownLevels(): KnownLevel[] {
  const profile = useActiveProfile();
  const runs = useDelayLab((lab) => lab.runs);
  const levels = levelsOf(profile);
  const source = profile?.delayLevelsSource ?? 'assumed';
  return useMemo(() => {
    const rows = runsOf(runs, profile?.profileId).flatMap((run) => run.rows);
    return knownLevels(levels, source, rows);
  }, [runs, profile?.profileId, levels, source]);
}
