import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { RuleView } from '../../../../core/model/consume.ts';
import { parseFilter } from '../../../../core/model/filter/parse-filter.ts';
import { RULE_LIMITS, type Rule } from '../../../../core/model/rules/rule.ts';
import type { WhyNever } from '../../../../core/model/rules/why-never.ts';
import { IconButton } from '../../../components/button.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { formatNumber } from '../../../format/format.ts';
import { type Translate, useText } from '../../../i18n/i18n.ts';
import { RuleAct, type RuleDeed } from './rule-act.tsx';
import { RuleNumber } from './rule-number.tsx';
import { neverText, ruleText } from './rule-text.ts';

interface Props {
  rule: Rule;
  /** From 1. */
  number: number;
  last: boolean;
  /** Of the rule as it is at work; undefined: it is not yet. */
  atWork: RuleView | undefined;
  never: WhyNever | undefined;
  levels: ProfileView['delayLevels'] | undefined;
  isImpossible(deed: RuleDeed): boolean;
  onChange(patch: Partial<Rule>): void;
  /** The filter as it is typed, and its end: Enter, or the field is left. */
  onType(filter: string): void;
  onTyped(): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

const NUMBERS = ['attempts', 'percent', 'afterMs'] as const;
type NumberPart = (typeof NUMBERS)[number];

/** One rule: what it does, when, how often it did, and what is wrong with it. */
export function RuleLine({ rule, number, last, atWork, never, levels, isImpossible, ...act }: Props) {
  const { onChange, onType, onTyped, onMove, onRemove } = act;
  const t = useText();
  const noteId = useId();
  const [wrong, setWrong] = useState<NumberPart>();
  const fault = filterFault(rule.filter, t) ?? (wrong && rangeFault(wrong, t));
  const hits = atWork?.hits ?? 0;
  const note = fault ?? (never && neverText(never, t)) ?? (atWork?.tooSlow && t('rules.tooSlow'));
  const describedBy = note === undefined ? undefined : noteId;
  const named = (part: 'act' | 'filter' | NumberPart): string =>
    t('rules.named', { part: t(`rules.part.${part}`), number });
  return (
    <li
      className="rule"
      data-rule={rule.id}
      aria-label={t('rules.item', { number, text: ruleText(rule, t) })}
    >
      <span className="data hint">{number}</span>
      <RuleAct
        label={named('act')}
        rule={rule}
        levels={levels}
        isImpossible={isImpossible}
        onChange={onChange}
      />
      <TextInput
        data
        aria-label={named('filter')}
        aria-invalid={parseFilter(rule.filter).error === undefined ? undefined : true}
        aria-describedby={describedBy}
        placeholder={t('rules.filterHint')}
        value={rule.filter}
        onValueChange={onType}
        onBlur={onTyped}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onTyped();
        }}
      />
      {NUMBERS.map((part) => (
        <RuleNumber
          key={part}
          label={named(part)}
          describedBy={describedBy}
          value={rule[part]}
          limits={RULE_LIMITS[part]}
          onWrong={(isWrong) => setWrong(isWrong ? part : undefined)}
          onCommit={(value) => onChange({ [part]: value })}
        />
      ))}
      <span className="data rule-hits" title={t('rules.hits', { count: hits, hits: formatNumber(hits) })}>
        {formatNumber(hits)}
      </span>
      <span className="rule-acts">
        <IconButton
          icon={ArrowUp}
          size="small"
          data-move="-1"
          label={t('rules.moveUp', { number })}
          disabledReason={number === 1 ? t('rules.isFirst') : undefined}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon={ArrowDown}
          size="small"
          data-move="1"
          label={t('rules.moveDown', { number })}
          disabledReason={last ? t('rules.isLast') : undefined}
          onClick={() => onMove(1)}
        />
        <IconButton icon={X} size="small" label={t('rules.remove', { number })} onClick={onRemove} />
      </span>
      {note !== undefined && (
        <p
          id={noteId}
          className={fault === undefined ? 'rule-note help warned' : 'rule-note help wrong'}
          role={fault === undefined ? undefined : 'alert'}
        >
          {note}
        </p>
      )}
    </li>
  );
}

function filterFault(filter: string, t: Translate): string | undefined {
  const { error } = parseFilter(filter);
  if (error === undefined) return undefined;
  const part = filter.slice(error.from, error.to);
  return `${t('rules.badFilter', { part, fault: t(`topics.filterFault.${error.reason}`) })}. ${t('rules.notApplied')}`;
}

function rangeFault(part: NumberPart, t: Translate): string {
  const { min, max } = RULE_LIMITS[part];
  const bounds = { min: formatNumber(min), max: formatNumber(max) };
  return t('rules.badRange', { part: t(`rules.part.${part}`), ...bounds });
}
