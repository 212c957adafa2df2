import { PLAIN_RULE, type Rule } from '../../../../core/model/rules/rule.ts';
import type { TextKey } from '../../../i18n/catalogue.ts';

/** What a new rule starts as; everything of it can be changed. Half a filter waits for its value. */
export const PRESETS = [
  { label: 'rules.add.laterIf', parts: { act: 'later', filter: 'tag:failed' } },
  { label: 'rules.add.laterFirst', parts: { act: 'later', attempts: 2 } },
  { label: 'rules.add.laterShare', parts: { act: 'later', percent: 10 } },
  { label: 'rules.add.laterLevel', parts: { act: 'later', level: 5 } },
  { label: 'rules.add.ackAfter', parts: { act: 'ack', afterMs: 3_000 } },
  { label: 'rules.add.ackIf', parts: { act: 'ack', filter: 'tag:' } },
  { label: 'rules.add.deadLetterIf', parts: { act: 'deadLetter', filter: 'attempt>3' } },
] as const satisfies readonly { label: TextKey; parts: Partial<Rule> & Pick<Rule, 'act'> }[];

export function newRule(rules: readonly Rule[], parts: Partial<Rule> & Pick<Rule, 'act'>): Rule {
  const id = 1 + rules.reduce((highest, rule) => Math.max(highest, rule.id), 0);
  return { id, ...PLAIN_RULE, ...parts };
}

/** The rules in another order: the one at `index` one place up (-1) or down (1). */
export function moved(rules: readonly Rule[], index: number, by: -1 | 1): Rule[] {
  const next = [...rules];
  const [rule] = next.splice(index, 1);
  if (rule !== undefined) next.splice(index + by, 0, rule);
  return next;
}
