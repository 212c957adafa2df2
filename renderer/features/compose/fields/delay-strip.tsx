import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { DELAY_LEVELS } from '../../../../core/model/delay.ts';
import { FieldGroup } from '../../../components/field.tsx';
import { formatSpan } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';

interface Props {
  profile: ProfileView | undefined;
  value: number;
  error: string | undefined;
  /** No level can be chosen, and none is sent. */
  offReason?: string | undefined;
  onValueChange(level: number): void;
}

export const levelsOf = (profile: ProfileView | undefined) => profile?.delayLevels ?? DELAY_LEVELS;

/** None and the broker's levels, each with its name; where the names come from stands at the right. */
export function DelayStrip({ profile, value, error, offReason, onValueChange }: Props) {
  const t = useText();
  const levels = levelsOf(profile);
  const source = t(
    profile?.delayLevelsSource === 'broker' ? 'compose.levelsBroker' : 'compose.levelsAssumed',
  );
  const chosen = levels.find(({ level }) => level === value);
  const due = chosen === undefined ? '' : `${t('compose.dueAbout', { span: formatSpan(chosen.ms) })} `;
  return (
    <FieldGroup label={t('compose.delayLevel')} fact={offReason ?? due + source} error={error}>
      {(group) => (
        <RadioGroup
          {...group}
          className="delay-strip"
          value={String(value)}
          disabled={offReason !== undefined}
          title={offReason}
          onValueChange={(next) => onValueChange(Number(next))}
        >
          <Radio.Root value="0" className="delay-level">
            {t('common.none')}
          </Radio.Root>
          {levels.map(({ level, ms }) => (
            <Radio.Root
              key={level}
              value={String(level)}
              className="delay-level"
              aria-label={t('compose.levelName', { level, span: formatSpan(ms) })}
            >
              <span className="delay-number">{level}</span>
              <span>{formatSpan(ms)}</span>
            </Radio.Root>
          ))}
        </RadioGroup>
      )}
    </FieldGroup>
  );
}
