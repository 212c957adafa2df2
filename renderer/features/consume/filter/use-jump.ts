import { useCallback, useRef } from 'react';
import { useHost } from '../../../store/host-store.ts';
import type { LiveRows } from '../rows/live-rows.ts';

/** To the row of a seat or of another attempt; a link leads there also when the filter does not show it. */
export function useJump(
  live: LiveRows,
  consumerId: number,
  showAll: () => Promise<void>,
): (seq: number) => void {
  const latest = useRef(showAll);
  latest.current = showAll;
  return useCallback(
    (seq) => {
      const viewNow = () => useHost.getState().consumers[consumerId];
      const jump = async (): Promise<void> => {
        if ((await live.jumpTo(seq)) || viewNow()?.filter === undefined) return;
        await latest.current();
        const whole = viewNow();
        if (whole !== undefined) live.viewChanged(whole);
        await live.jumpTo(seq);
      };
      void jump();
    },
    [live, consumerId],
  );
}
