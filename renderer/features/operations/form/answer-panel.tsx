import type { OperationView } from '../../../../core/contract/operations.ts';
import { InlineError } from '../../../components/inline-error.tsx';
import { formatElapsed } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import type { FormAnswer } from '../operations-store.ts';
import { AnswerValue } from './answer-value.tsx';

interface Props {
  operation: OperationView;
  answer: FormAnswer | undefined;
}

/** What the call gave, or why it gave nothing. */
export function AnswerPanel({ operation, answer }: Props) {
  const t = useText();
  return (
    <section className="operation-answer" aria-label={t('operations.answer')} aria-live="polite">
      <h2>{t('operations.answer')}</h2>
      {answer === undefined && <p className="help hint">{t('operations.notCalled')}</p>}
      {answer?.faults !== undefined && <p className="help secondary">{t('operations.fixFields')}</p>}
      {answer !== undefined && answer.ended === undefined && answer.faults === undefined && (
        <p className="help secondary">{t('operations.waiting')}</p>
      )}
      {answer?.ended?.ok === true && <AnswerValue gives={operation.gives} value={answer.ended.value} />}
      {answer?.ended?.ok === false && <InlineError error={answer.ended.error} />}
      {answer?.ended !== undefined && (
        <p className="meta hint">{t('operations.took', { time: formatElapsed(answer.ended.tookMs) })}</p>
      )}
    </section>
  );
}
