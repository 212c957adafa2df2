import { useEffect } from 'react';
import { call, listen } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useActiveProfile } from '../../store/selectors.ts';
import { useDelayLab } from './lab-store.ts';

/** Reads the runs of the chosen connection, and follows every run while the window is open. */
export function useFollowDelayLab(): void {
  const linkUp = useHost((host) => host.linkUp);
  const profileId = useActiveProfile()?.profileId;
  useEffect(() => {
    if (!linkUp) return;
    const { runReceived, runRemoved } = useDelayLab.getState();
    return listen((message) => {
      if (message.event === 'delayLab.changed') runReceived(message.data);
      if (message.event === 'delayLab.removed') runRemoved(message.data.runId);
    });
  }, [linkUp]);
  useEffect(() => {
    if (!linkUp || profileId === undefined) return;
    call('delayLab.list', { profileId }).then(
      (runs) => useDelayLab.getState().runsRead(profileId, runs),
      // The link is down: the frame says so, and all is read again when it is back.
      () => undefined,
    );
  }, [linkUp, profileId]);
}
