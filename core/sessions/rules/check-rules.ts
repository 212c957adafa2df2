import type { ConsumeListener, ConsumeModel } from '../../model/consume.ts';
import { stateError } from '../../model/error.ts';
import { readFilter } from '../../model/filter/read-filter.ts';
import { choiceOf, type RuleSet } from '../../model/rules/rule.ts';

export interface RuleLimits {
  listener: ConsumeListener;
  model: ConsumeModel;
}

/** Throws INPUT `rules.<index>.filter`, STATE noLater or noLevel for what such a consumer can never do. */
export function checkRules({ rules }: RuleSet, { listener, model }: RuleLimits): void {
  rules.forEach((rule, index) => {
    readFilter(rule.filter, `rules.${index}.filter`);
    const { decision, level } = choiceOf(rule);
    if (model === 'broadcasting' && decision !== 'ack') throw stateError('noLater');
    if (listener === 'orderly' && (decision === 'deadLetter' || level !== undefined))
      throw stateError('noLevel');
  });
}
