import { PLAIN_RULE, type Rule } from './rule.ts';

let ids = 0;

/** For tests only: a rule that acks every message at once, unless `patch` says otherwise; each with an id of its own. */
export function testRule(patch: Partial<Rule> = {}): Rule {
  return { id: ++ids, act: 'ack', ...PLAIN_RULE, ...patch };
}
