import { useEffect, useRef, useState } from 'react';
import type { ResendOutcome, ResendRunView, ResendTarget } from '../../../core/contract/resend.ts';
import type { ErrorData } from '../../../core/model/error.ts';
import { call } from '../../bridge/call.ts';
import { errorData } from '../../bridge/window-error.ts';
import { useHost } from '../../store/host-store.ts';
import type { ResendRequest } from './resend-store.ts';

/** As many as one answer carries. */
const READ_ROWS = 400;

export interface Resending {
  /** undefined until it was started. */
  run: ResendRunView | undefined;
  /** Why it could not be started or stopped. */
  error: ErrorData | undefined;
  start(target: ResendTarget): void;
  stop(): void;
}

/** One run of a request: started once; at its end whoever asked is told which copies are stored. */
export function useResending({ refs, onDone }: ResendRequest): Resending {
  const [runId, setRunId] = useState<number>();
  const [error, setError] = useState<ErrorData>();
  const busy = useRef(false);
  const run = useHost((host) => (runId === undefined ? undefined : host.resends[runId]));
  const ended = run !== undefined && run.state !== 'running';

  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the run ends
  useEffect(() => {
    if (!ended || onDone === undefined) return;
    void tellDone(run, onDone).catch((caught: unknown) => setError(errorData(caught)));
  }, [ended]);

  const received = (view: ResendRunView): void => {
    useHost.getState().resendReceived(view);
    setRunId(view.runId);
  };
  return {
    run,
    error,
    start(target) {
      if (busy.current) return;
      busy.current = true;
      setError(undefined);
      call('resend.start', { refs: [...refs], target }).then(received, (caught: unknown) => {
        busy.current = false;
        setError(errorData(caught));
      });
    },
    stop() {
      if (runId === undefined) return;
      call('resend.stop', { runId }).then(received, (caught: unknown) => setError(errorData(caught)));
    },
  };
}

/** Those that were reached and did not fail. */
async function tellDone(
  { runId, done }: ResendRunView,
  onDone: NonNullable<ResendRequest['onDone']>,
): Promise<void> {
  const failed: ResendOutcome[] = [];
  for (;;) {
    const page = await call('resend.outcomes', {
      runId,
      which: 'failed',
      from: failed.length,
      count: READ_ROWS,
    });
    failed.push(...page.rows);
    if (page.rows.length === 0 || failed.length >= page.total) break;
  }
  const lost = new Set(failed.map(({ at }) => at));
  onDone(Array.from({ length: done }, (_, at) => at).filter((at) => !lost.has(at)));
}
