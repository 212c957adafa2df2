import type { ProfileView } from '../../../../core/contract/views.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { askOnProduction } from '../../../store/production.ts';
import { whyNotWrite } from '../../../store/why-not-write.ts';
import { useDelayLab } from '../lab-store.ts';

/** Sends one run; the reason why that cannot be done now. */
export function useStartRun(
  profile: ProfileView | undefined,
  topic: string,
  levels: readonly number[],
): { whyNot: string | undefined; start(): void } {
  const t = useText();
  const linkUp = useHost((host) => host.linkUp);
  const starting = useDelayLab((lab) => lab.starting);
  const perLevel = useDelayLab((lab) => lab.form.perLevel);
  const reason = whyNotWrite(profile, linkUp) ?? (levels.length === 0 ? 'delayLab.noLevels' : undefined);
  const start = (): void => {
    if (profile === undefined || reason !== undefined || starting) return;
    const { profileId } = profile;
    askOnProduction(profile, 'send', () => {
      const { startTried, started, startFailed } = useDelayLab.getState();
      startTried();
      call('delayLab.start', { profileId, topic: topic.trim(), levels: [...levels], perLevel }).then(
        started,
        (error: unknown) => startFailed(errorData(error)),
      );
    });
  };
  return { whyNot: reason && t(reason), start };
}
