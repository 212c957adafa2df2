import { startTransition, useEffect, useRef, useState } from 'react';
import type { OrderLanesView, OrderRunView } from '../../../core/contract/order-lab.ts';
import { call } from '../../bridge/call.ts';

/** While a run goes on its lanes are read at most this often; those of a large run take the host longer. */
const READ_EVERY_MS = 300;
const READ_LARGE_EVERY_MS = 2_000;
const LARGE = 5_000;

/** The lanes of a run as it stands; of the run before until the first ones are here. */
export function useLanes(run: OrderRunView | undefined): OrderLanesView | undefined {
  const [lanes, setLanes] = useState<{ runId: number; view: OrderLanesView }>();
  const lastReadMs = useRef(0);
  const runId = run?.runId;
  const version = run?.version;
  const ended = run?.endedAtMs !== undefined;
  const everyMs = (run?.messages ?? 0) > LARGE ? READ_LARGE_EVERY_MS : READ_EVERY_MS;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again with each version
  useEffect(() => {
    if (runId === undefined) return;
    const waitMs = ended ? 0 : Math.max(0, lastReadMs.current + everyMs - performance.now());
    const timer = setTimeout(() => {
      lastReadMs.current = performance.now();
      // Answers come in the order of the calls. When the link is down, what was drawn stays.
      call('order.run.lanes', { runId }).then(
        (view) => startTransition(() => setLanes({ runId, view })),
        () => undefined,
      );
    }, waitMs);
    return () => clearTimeout(timer);
  }, [runId, version, ended, everyMs]);
  return lanes?.runId === runId ? lanes?.view : undefined;
}
