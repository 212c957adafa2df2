import { CircleX } from 'lucide-react';
import type { ErrorData, RemedyKey } from '../../core/model/error.ts';
import { errorDetails, explainError } from '../i18n/explain-error.ts';
import { useText } from '../i18n/i18n.ts';
import { Button } from './button.tsx';

interface Props {
  error: ErrorData;
  /** What each remedy does here; a remedy without an action is told in words only. */
  remedies?: Partial<Record<RemedyKey, () => void>>;
}

/** What happened, the most likely cause, one button; the raw code behind Details. */
export function InlineError({ error, remedies = {} }: Props) {
  const t = useText();
  const { headline, cause, remedy } = explainError(error, t);
  const act = error.remedyKey === undefined ? undefined : remedies[error.remedyKey];
  return (
    <div className="inline-error" role="alert" data-code={error.code}>
      <CircleX size={14} aria-hidden="true" className="inline-error-icon" />
      <div className="inline-error-text">
        <p className="inline-error-headline">{headline}</p>
        {cause !== undefined && <p className="help secondary">{cause}</p>}
        {act !== undefined && remedy !== undefined && (
          <Button size="small" onClick={act}>
            {remedy}
          </Button>
        )}
        <ErrorDetails error={error} />
      </div>
    </div>
  );
}

/** The raw code, remark and address, folded. */
export function ErrorDetails({ error }: { error: ErrorData }) {
  const t = useText();
  return (
    <details className="error-details">
      <summary>{t('common.details')}</summary>
      <pre className="data">{errorDetails(error)}</pre>
    </details>
  );
}
