import { useEffect, useId, useState } from 'react';
import {
  type HistoryLimits,
  MAX_HISTORY_DAYS,
  MAX_HISTORY_MIB,
  MIN_HISTORY_MIB,
} from '../../../../core/contract/history.ts';
import type { ErrorData } from '../../../../core/model/error.ts';
import { call } from '../../../bridge/call.ts';
import { errorData } from '../../../bridge/window-error.ts';
import { Field } from '../../../components/field.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useActiveProfile } from '../../../store/selectors.ts';

/** How much of the send history is kept, and whether with the bodies of the connection in front. Changes apply at once. */
export function HistorySettings() {
  const t = useText();
  const profile = useActiveProfile();
  const [limits, setLimits] = useState<HistoryLimits>();
  const [error, setError] = useState<ErrorData>();
  const helpId = useId();
  useEffect(() => {
    call('history.limits', {}).then(setLimits, (caught: unknown) => setError(errorData(caught)));
  }, []);
  const change = (patch: Partial<HistoryLimits>): void => {
    call('history.limits.set', patch).then(setLimits, (caught: unknown) => setError(errorData(caught)));
  };
  const { noBodies = [] } = limits ?? {};
  return (
    <section className="history-settings" aria-label={t('sent.limits')}>
      {error && <InlineError error={error} />}
      {limits !== undefined && (
        <>
          <Field label={t('sent.maxSize')} help={t('sent.maxSizeHelp')}>
            {(control) => (
              <NumberInput
                {...control}
                min={MIN_HISTORY_MIB}
                max={MAX_HISTORY_MIB}
                value={limits.maxMebibytes}
                onCommit={(maxMebibytes) => change({ maxMebibytes })}
              />
            )}
          </Field>
          <Field label={t('sent.maxAge')} help={t('sent.maxAgeHelp')}>
            {(control) => (
              <NumberInput
                {...control}
                min={1}
                max={MAX_HISTORY_DAYS}
                value={limits.maxDays}
                onCommit={(maxDays) => change({ maxDays })}
              />
            )}
          </Field>
          {profile !== undefined && (
            <label className="history-no-bodies">
              <input
                type="checkbox"
                className="checkbox"
                aria-describedby={helpId}
                checked={noBodies.includes(profile.profileId)}
                onChange={({ target }) => {
                  const others = noBodies.filter((profileId) => profileId !== profile.profileId);
                  change({ noBodies: target.checked ? [...others, profile.profileId] : others });
                }}
              />
              <span>
                {t('sent.noBodies')}
                <span id={helpId} className="help hint">
                  {profile.name}. {t('sent.noBodiesHelp')}
                </span>
              </span>
            </label>
          )}
        </>
      )}
    </section>
  );
}
