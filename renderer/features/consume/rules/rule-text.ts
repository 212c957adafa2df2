import { choiceOf, type Rule } from '../../../../core/model/rules/rule.ts';
import type { WhyNever } from '../../../../core/model/rules/why-never.ts';
import { formatElapsed } from '../../../format/format.ts';
import type { Translate } from '../../../i18n/i18n.ts';

/** When it decides: `tag:failed, first 2 attempts, 10 %, after 3.0 s`. */
export function conditionsText({ filter, attempts, percent, afterMs }: Rule, t: Translate): string {
  const conditions = [
    filter.trim(),
    attempts > 0 ? t('rules.condition.attempts', { count: attempts }) : '',
    percent < 100 ? t('rules.condition.percent', { percent }) : '',
    afterMs > 0 ? t('rules.condition.after', { time: formatElapsed(afterMs) }) : '',
  ].filter((condition) => condition !== '');
  return conditions.length === 0 ? t('rules.condition.all') : conditions.join(', ');
}

export function ruleText(rule: Rule, t: Translate): string {
  return t('rules.text', { act: actText(rule, t), conditions: conditionsText(rule, t) });
}

function actText(rule: Rule, t: Translate): string {
  const { decision, level } = choiceOf(rule);
  return level === undefined ? t(`rules.act.${decision}`) : t('rules.laterLevel', { level });
}

export function neverText(never: WhyNever, t: Translate): string {
  const { reason, ...params } = never;
  return t(`rules.never.${reason}`, params);
}
