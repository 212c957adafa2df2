import type { ConsumeListener, ConsumeModel } from '../../model/consume.ts';
import { stateError } from '../../model/error.ts';
import { readFilter } from '../../model/filter/read-filter.ts';
import type { RuleSet } from '../../model/rules/rule.ts';

export interface RuleLimits {
  listener: ConsumeListener;
  model: ConsumeModel;
}

/** Throws INPUT `rules.<index>.filter`, STATE noLater or noLevel for what such a consumer can never do. */
export function checkRules({ rules }: RuleSet, { listener, model }: RuleLimits): void {
  rules.forEach(({ act, level, filter }, index) => {
    readFilter(filter, `rules.${index}.filter`);
    if (model === 'broadcasting' && act !== 'ack') throw stateError('noLater');
    const choosesPlace = act === 'deadLetter' || (act === 'later' && level > 0);
    if (listener === 'orderly' && choosesPlace) throw stateError('noLevel');
  });
}
