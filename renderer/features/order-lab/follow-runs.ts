import { useEffect } from 'react';
import type { OrderRunView } from '../../../core/contract/order-lab.ts';
import { call, listen } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { useOrderLab } from './order-lab-store.ts';

/** Reads the runs there are, and follows them while the page is open. */
export function useFollowRuns(): void {
  const linkUp = useHost((host) => host.linkUp);
  useEffect(() => {
    if (!linkUp) return;
    const { runReceived, runsRead } = useOrderLab.getState();
    const stop = listen((message) => {
      if (message.event === 'order.run.changed') runReceived(message.data);
    });
    // When the link is down the frame says so, and all is read again when it is back.
    call('order.run.list', {}).then(runsRead, () => undefined);
    return stop;
  }, [linkUp]);
}

/** Runs of a connection, newest first. */
export function runsOf(runs: Record<number, OrderRunView>, profileId: string | undefined): OrderRunView[] {
  return Object.values(runs)
    .filter((run) => run.profileId === profileId)
    .sort((a, b) => b.runId - a.runId);
}

export const isRunning = (run: OrderRunView | undefined): boolean =>
  run !== undefined && run.endedAtMs === undefined;
