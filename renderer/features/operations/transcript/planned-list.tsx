import { pythonText } from '../../../../core/model/code/python/write.ts';
import { useText } from '../../../i18n/i18n.ts';
import type { PlannedCall } from './from-python.ts';

/** Calls listed; of more, how many. */
const MAX_LISTED = 50;

/** What will be called, before anything is. */
export function PlannedList({ calls }: { calls: readonly PlannedCall[] }) {
  const t = useText();
  const more = calls.length - MAX_LISTED;
  return (
    <section className="planned" aria-labelledby="planned-title">
      <h3 id="planned-title" className="field-label">
        {t('operations.willCall', { count: calls.length })}
      </h3>
      <ol className="planned-list data">
        {calls.slice(0, MAX_LISTED).map((planned) => (
          <li key={`${planned.line}-${planned.target}`} className="truncate">
            {plannedText(planned)}
          </li>
        ))}
      </ol>
      {more > 0 && <p className="help hint">{t('operations.andMore', { count: more })}</p>}
    </section>
  );
}

function plannedText({ name, args }: PlannedCall): string {
  return `${name}(${Object.values(args).map(pythonText).join(', ')})`;
}
