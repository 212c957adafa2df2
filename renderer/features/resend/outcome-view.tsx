import { useEffect, useState } from 'react';
import type { ResendOutcome, ResendRunView } from '../../../core/contract/resend.ts';
import { call } from '../../bridge/call.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatNumber } from '../../format/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { ResultPanel } from '../compose/result/result-panel.tsx';
import { OutcomeGrid } from './outcome-grid.tsx';

/** How the sends go, and what became of them. */
export function OutcomeView({ run }: { run: ResendRunView }) {
  const t = useText();
  const { state, done, total } = run;
  if (total === 1) return <SingleOutcome run={run} />;
  return (
    <>
      <p role="status">{t(`resend.${state}`, { done: formatNumber(done), total: formatNumber(total) })}</p>
      <ProgressBar label={t('resend.progress')} done={done} total={total} />
      <OutcomeGrid run={run} />
    </>
  );
}

function SingleOutcome({ run: { runId, done } }: { run: ResendRunView }) {
  const [outcome, setOutcome] = useState<ResendOutcome>();
  useEffect(() => {
    if (done === 0) return;
    void call('resend.outcomes', { runId, which: 'all', from: 0, count: 1 }).then(
      ({ rows }) => setOutcome(rows[0]),
      () => undefined,
    );
  }, [runId, done]);
  return <ResultPanel record={outcome?.record} error={outcome?.error} sending={outcome === undefined} />;
}
