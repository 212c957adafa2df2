import type { ProfileView } from '../../../../core/contract/views.ts';
import { DELAY_LEVELS } from '../../../../core/model/delay.ts';
import { choiceOf, RULE_ACTS, type Rule } from '../../../../core/model/rules/rule.ts';
import { formatSpan } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';

/** What a rule does, and at which level what it sends back returns. */
export type RuleDeed = Pick<Rule, 'act' | 'level'>;

interface Props {
  label: string;
  rule: RuleDeed;
  /** Of the broker; undefined: not known yet. */
  levels: ProfileView['delayLevels'] | undefined;
  /** Whether this consumer can never carry it out. */
  isImpossible(deed: RuleDeed): boolean;
  onChange(deed: RuleDeed): void;
}

/** Ack, Later, Later at each level of the broker, Dead letter. */
export function RuleAct({ label, rule, levels = [...DELAY_LEVELS], isImpossible, onChange }: Props) {
  const t = useText();
  const atLevel = levels.map(({ level, ms }) => ({
    deed: { act: 'later', level } as const,
    text: t('rules.laterLevelSpan', { level, span: formatSpan(ms) }),
  }));
  const options: { deed: RuleDeed; text: string }[] = RULE_ACTS.flatMap((act) => {
    const plain = { deed: { act, level: 0 }, text: t(`rules.act.${act}`) };
    return act === 'later' ? [plain, ...atLevel] : [plain];
  });
  // It was chosen where there were more levels.
  const isListed = options.some(({ deed }) => nameOf(deed) === nameOf(rule));
  if (!isListed) options.push({ deed: rule, text: t('rules.laterLevel', { level: rule.level }) });
  return (
    <select
      className="text-input"
      aria-label={label}
      value={nameOf(rule)}
      onChange={(event) => {
        const chosen = options.find(({ deed }) => nameOf(deed) === event.target.value);
        if (chosen !== undefined) onChange({ act: chosen.deed.act, level: chosen.deed.level });
      }}
    >
      {options.map(({ deed, text }) => (
        <option key={nameOf(deed)} value={nameOf(deed)} disabled={isImpossible(deed)}>
          {text}
        </option>
      ))}
    </select>
  );
}

function nameOf(deed: RuleDeed): string {
  const { decision, level } = choiceOf(deed);
  return level === undefined ? decision : `${decision} ${level}`;
}
