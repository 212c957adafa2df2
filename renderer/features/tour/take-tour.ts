import { useHost } from '../../store/host-store.ts';
import { changePrefs, usePrefs } from '../../store/prefs.ts';
import { startSandboxWork } from '../home/start-sandbox.ts';
import { currentStep } from './tour-steps.ts';

/** Opens the bar over the running sandbox: where it was left, or from the first step. Throws WindowError. */
export async function takeTour(): Promise<void> {
  await startSandboxWork(useHost.getState().app?.userName ?? 'me');
  const { tour } = usePrefs.getState();
  const isBegun = tour.done.length > 0 && currentStep(tour) !== undefined;
  const kept = isBegun || tour.open ? tour : { startedAtMs: Date.now(), done: [] };
  changePrefs({ tour: { ...kept, open: true } });
}

export function leaveTour(): void {
  changePrefs({ tour: { ...usePrefs.getState().tour, open: false } });
}
