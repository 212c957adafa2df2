import type { ResendOutcome, ResendRunView } from '../../../core/contract/resend.ts';
import { call } from '../../bridge/call.ts';
import { type FixedRows, useFixedRows } from '../../components/grid/use-fixed-rows.ts';

export type Which = 'all' | 'failed';

/** What became of each message. An outcome never changes: what was read is right for ever. */
export function useOutcomes({ runId }: ResendRunView, which: Which, count: number): FixedRows<ResendOutcome> {
  return useFixedRows(`${runId} ${which}`, count, (range) =>
    call('resend.outcomes', { runId, which, ...range }),
  );
}
