import './rules.css';
import { Plus } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import type { ProfileView } from '../../../../core/contract/views.ts';
import type { ConsumerView } from '../../../../core/model/consume.ts';
import {
  choiceOf,
  MAX_RULES,
  PLAIN_RULE,
  RULE_LIMITS,
  type Rule,
  type RuleSet,
} from '../../../../core/model/rules/rule.ts';
import { type RuleBounds, whyNever } from '../../../../core/model/rules/why-never.ts';
import { Button } from '../../../components/button.tsx';
import { InlineError } from '../../../components/inline-error.tsx';
import { Menu } from '../../../components/menu.tsx';
import { NumberInput } from '../../../components/number-input.tsx';
import { formatNumber } from '../../../format/format.ts';
import { useText } from '../../../i18n/i18n.ts';
import { whyNoChoice } from '../decision-rules.ts';
import { moved, newRule, PRESETS } from './presets.ts';
import type { RuleDeed } from './rule-act.tsx';
import { RuleLine } from './rule-line.tsx';
import { useRules } from './use-rules.ts';

const HEADLINES = { atWork: 'rules.order', typed: 'rules.enterApplies', wrong: 'rules.notApplied' } as const;

interface Props {
  consumer: ConsumerView;
  levels: ProfileView['delayLevels'] | undefined;
}

/** The rules of a consumer, in the order in which they are asked. */
export function RulesPanel({ consumer, levels }: Props) {
  const t = useText();
  const { seed, rules, state, error, change, type, apply, applyToHeld } = useRules(consumer);
  const list = useRef<HTMLOListElement>(null);
  /** A line that moves takes the focus along. */
  const toFocus = useRef<string>(undefined);
  useLayoutEffect(() => {
    if (toFocus.current === undefined) return;
    list.current?.querySelector<HTMLElement>(toFocus.current)?.focus();
    toFocus.current = undefined;
  });
  const never = whyNever(rules, boundsOf(consumer));
  const isImpossible = (deed: RuleDeed): boolean => whyNoChoice({}, consumer, choiceOf(deed)) !== undefined;
  const withPatch = (rule: Rule, patch: Partial<Rule>): Partial<RuleSet> => ({
    rules: rules.map((other) => (other === rule ? { ...rule, ...patch } : other)),
  });
  const { held } = consumer.counters;
  const full = rules.length >= MAX_RULES ? t('rules.full', { max: MAX_RULES }) : undefined;

  return (
    <section className="rules" aria-label={t('rules.title')}>
      <header className="rules-head">
        <strong>{t('rules.title')}</strong>
        <span className="hint truncate">{t(rules.length === 0 ? 'rules.empty' : HEADLINES[state])}</span>
        <span className="rules-head-end">
          {rules.length > 0 && held > 0 && state === 'atWork' && (
            <Button size="small" onClick={applyToHeld}>
              {t('rules.applyToHeld', { count: formatNumber(held) })}
            </Button>
          )}
          {rules.some(({ percent }) => percent < 100) && (
            <span className="rules-seed" title={t('rules.seedHelp')}>
              {t('rules.seed')}
              <NumberInput
                aria-label={t('rules.seed')}
                {...RULE_LIMITS.seed}
                value={seed}
                onCommit={(next) => change({ seed: next })}
              />
            </span>
          )}
          <Menu
            align="end"
            trigger={
              <Button size="small" icon={Plus} disabledReason={full}>
                {t('rules.add')}
              </Button>
            }
            entries={PRESETS.map(({ label, parts }) => ({
              kind: 'item',
              label: t(label),
              disabled: full !== undefined || isImpossible({ ...PLAIN_RULE, ...parts }),
              run: () => {
                const rule = newRule(rules, parts);
                toFocus.current = `[data-rule="${rule.id}"] input`;
                change({ rules: [...rules, rule] });
              },
            }))}
          />
        </span>
      </header>
      {error && <InlineError error={error} />}
      {rules.length > 0 && (
        <div className="rules-titles meta hint" aria-hidden="true">
          <span />
          <span>{t('rules.part.act')}</span>
          <span>{t('rules.part.filter')}</span>
          <span title={t('rules.attemptsHelp')}>{t('rules.attemptsHead')}</span>
          <span>{t('rules.part.percent')}</span>
          <span>{t('rules.part.afterMs')}</span>
          <span className="rule-hits">{t('rules.part.hits')}</span>
        </div>
      )}
      <ol ref={list} className="rules-list">
        {rules.map((rule, index) => (
          <RuleLine
            key={rule.id}
            rule={rule}
            number={index + 1}
            last={index === rules.length - 1}
            atWork={consumer.rules.rules.find(({ id }) => id === rule.id)}
            never={never[index]}
            levels={levels}
            isImpossible={isImpossible}
            onChange={(patch) => change(withPatch(rule, patch))}
            onType={(filter) => type(withPatch(rule, { filter }))}
            onTyped={apply}
            onMove={(by) => {
              toFocus.current = `[data-rule="${rule.id}"] [data-move="${by}"]`;
              change({ rules: moved(rules, index, by) });
            }}
            onRemove={() => {
              const next = rules[index + 1] ?? rules[index - 1];
              if (next !== undefined) toFocus.current = `[data-rule="${next.id}"] input`;
              change({ rules: rules.filter((other) => other !== rule) });
            }}
          />
        ))}
      </ol>
    </section>
  );
}

/** In place, a message is tried again for ever; in broadcasting, never. A limit that is only assumed may be another. */
function boundsOf(consumer: ConsumerView): RuleBounds {
  const { model, listener, retryMaxTimes, retryMaxTimesSource, holdDefault, holdDeadlineMs } = consumer;
  const isKnown = listener === 'concurrent' && retryMaxTimesSource === 'broker';
  return {
    maxAttempt: model === 'broadcasting' ? 1 : isKnown ? retryMaxTimes + 1 : undefined,
    deadlineMs: holdDefault === 'later' ? holdDeadlineMs : undefined,
  };
}
