import type { BrokerFailureView } from '../../../../core/contract/topics.ts';
import { explainError } from '../../../i18n/explain-error.ts';
import { useText } from '../../../i18n/i18n.ts';

/** Brokers that did not say, each with its reason: what is shown is without them. */
export function FailureNotes({ failures }: { failures: readonly BrokerFailureView[] }) {
  const t = useText();
  if (failures.length === 0) return null;
  return (
    <ul className="failure-notes" aria-label={t('topics.brokersMissing')}>
      {failures.map(({ brokerName, error }) => (
        <li key={brokerName} className="help">
          <span className="data">{brokerName}</span> {explainError(error, t).headline}
        </li>
      ))}
    </ul>
  );
}
