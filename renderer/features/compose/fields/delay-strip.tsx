import { Radio } from '@base-ui/react/radio';
import { RadioGroup } from '@base-ui/react/radio-group';
import { MAX_DRAFT_LEVEL } from '../../../../core/contract/inputs.ts';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { FieldGroup } from '../../../components/field.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { formatSpan } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { aboveHighest, areRead, levelsOf } from './delay-levels.ts';

interface Props {
  profile: ProfileView | undefined;
  value: number;
  error: string | undefined;
  /** No level can be chosen, and none is sent. */
  offReason?: string | undefined;
  onValueChange(level: number): void;
}

/**
 * None and the broker's levels, each with its name; where the names come from stands at the right. Any number can be typed:
 * of one above the highest the level that the broker uses is the one that is drawn.
 */
export function DelayStrip({ profile, value, error, offReason, onValueChange }: Props) {
  const t = useText();
  const levels = levelsOf(profile);
  const source = t(areRead(profile) ? 'compose.levelsBroker' : 'compose.levelsAssumed');
  const used = Math.min(value, levels.length);
  const chosen = levels.find(({ level }) => level === used);
  const due = chosen === undefined ? '' : `${t('compose.dueAbout', { span: formatSpan(chosen.ms) })} `;
  const above = aboveHighest(value, levels.length, profile, t);
  const note = above === undefined ? due + source : <span className="fact-warn">{above}</span>;
  const isOff = offReason !== undefined;
  return (
    <FieldGroup label={t('compose.delayLevel')} fact={offReason ?? note} error={error}>
      {(group) => (
        <div className="delay-line">
          <RadioGroup
            {...group}
            className="delay-strip"
            value={String(used)}
            disabled={isOff}
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
          <TextInput
            className="delay-typed"
            data
            inputMode="numeric"
            aria-label={t('compose.levelNumber')}
            aria-describedby={group['aria-describedby']}
            title={offReason ?? t('compose.levelNumberHelp')}
            placeholder="0"
            disabled={isOff}
            value={value === 0 ? '' : String(value)}
            onValueChange={(text) => {
              const level = Number(text.replace(/\D/g, ''));
              if (level <= MAX_DRAFT_LEVEL) onValueChange(level);
            }}
          />
        </div>
      )}
    </FieldGroup>
  );
}
