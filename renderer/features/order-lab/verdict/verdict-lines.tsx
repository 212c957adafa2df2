import type { OrderRunView } from '../../../../core/contract/order-lab.ts';
import type { OrderVerdict } from '../../../../core/model/order/judge.ts';
import { useText } from '../../../i18n/i18n.ts';
import { isRunning } from '../follow-runs.ts';
import { besideVerdict, wholeVerdictText } from './verdict-text.ts';

/** The two verdicts in all; none before every send has an answer. */
export function VerdictLines({ run }: { run: OrderRunView }) {
  const t = useText();
  const open = t(isRunning(run) ? 'orderLab.running' : 'orderLab.notJudged');
  return (
    <section className="verdict-lines" aria-label={t('orderLab.verdicts')} aria-live="polite">
      <VerdictLine
        verdict={run.storedVerdict}
        head={(verdict) => t('orderLab.storedHead', { verdict })}
        open={open}
        help={t('orderLab.storedHelp')}
      />
      <VerdictLine
        verdict={run.handledVerdict}
        head={(verdict) => t('orderLab.handledHead', { verdict })}
        open={open}
        help={t('orderLab.handledHelp')}
      />
    </section>
  );
}

interface LineProps {
  verdict: OrderVerdict | undefined;
  head(verdict: string): string;
  open: string;
  help: string;
}

function VerdictLine({ verdict, head, open, help }: LineProps) {
  const t = useText();
  const beside = verdict === undefined ? [] : besideVerdict(verdict, t);
  return (
    <div className="verdict-line" data-kind={verdict?.kind ?? 'open'}>
      <p className="verdict-head">{head(verdict === undefined ? open : wholeVerdictText(verdict, t))}</p>
      <p className="help secondary">{[help, ...beside].join(' · ')}</p>
    </div>
  );
}
