import { useText } from '../../../i18n/i18n.ts';
import type { JoinWarning } from './join-warnings.ts';

/** What to know of a group before joining it. */
export function JoinWarningList({ warnings }: { warnings: readonly JoinWarning[] }) {
  const t = useText();
  if (warnings.length === 0) return null;
  return (
    <ul className="join-warnings" aria-label={t('join.warnings')}>
      {warnings.map(({ text, params }) => (
        <li key={`${text} ${params.clientId ?? ''}`}>{t(text, params)}</li>
      ))}
    </ul>
  );
}
