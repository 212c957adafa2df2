import { compileFilter } from '../filter/compile-filter.ts';
import type { Filter, FilterTerm, NumberComparison, NumberField } from '../filter/filter.ts';
import { parseFilter } from '../filter/parse-filter.ts';
import { stateAlone } from '../filter/state-alone.ts';
import type { Rule } from './rule.ts';

/**
 * Why a rule will never decide anything. shadowed: rule `by` (from 1) takes all that would fit. attempt: no message has
 * an attempt above `max`. deadline: the hold deadline strikes before its time is over.
 */
export type WhyNever =
  | { reason: 'shadowed'; by: number }
  | { reason: 'attempt'; max: number }
  | { reason: 'percent' | 'contradiction' | 'state' | 'deadline' };

/** What a consumer makes of its messages, as far as rules depend on it. */
export interface RuleBounds {
  /** Where a message has a last attempt. */
  maxAttempt?: number | undefined;
  /** Where a held message is decided by default. */
  deadlineMs?: number | undefined;
}

type Interval = readonly [from: number, to: number];

/** Of each rule, in order. It says nothing it does not know: a rule without a reason may still take no message. */
export function whyNever(rules: readonly Rule[], bounds: RuleBounds = {}): (WhyNever | undefined)[] {
  const filters = rules.map(({ filter }) => parseFilter(filter).filter);
  return rules.map((rule, index) => {
    const filter = filters[index];
    if (filter === undefined) return undefined;
    const own = neverByItself(rule, filter, bounds);
    if (own !== undefined) return own;
    const by = rules.findIndex(
      (other, before) => before < index && covers(other, filters[before], rule, filter),
    );
    return by < 0 ? undefined : { reason: 'shadowed', by: by + 1 };
  });
}

function neverByItself(
  rule: Rule,
  filter: Filter,
  { maxAttempt, deadlineMs }: RuleBounds,
): WhyNever | undefined {
  if (rule.percent === 0) return { reason: 'percent' };
  if (contradicts(filter, rule.attempts)) return { reason: 'contradiction' };
  const [firstAttempt] = interval(filter, 'attempt', attemptsOf(rule.attempts));
  if (maxAttempt !== undefined && firstAttempt > maxAttempt) return { reason: 'attempt', max: maxAttempt };
  if (!fitsHeld(filter)) return { reason: 'state' };
  if (deadlineMs !== undefined && rule.afterMs >= deadlineMs) return { reason: 'deadline' };
  return undefined;
}

/** Whether `other`, which is asked before, takes all that fits `rule`: each of its conditions is one of the rule's. */
function covers(other: Rule, otherFilter: Filter | undefined, rule: Rule, filter: Filter): boolean {
  if (otherFilter === undefined || other.percent < 100) return false;
  const attempts = other.attempts === 0 || (rule.attempts > 0 && rule.attempts <= other.attempts);
  const terms = new Set(filter.map(textOf));
  return attempts && otherFilter.every((term) => terms.has(textOf(term)));
}

const ONE_VALUE: ReadonlySet<string> = new Set(['tag', 'topic', 'broker']);
const NUMBERS: readonly NumberField[] = ['attempt', 'size', 'queue', 'offset'];

function contradicts(filter: Filter, attempts: number): boolean {
  const values = new Map<string, string>();
  for (const { negated, test } of filter) {
    if (
      filter.some(
        (other) => other.negated !== negated && textOf({ ...other, negated }) === textOf({ negated, test }),
      )
    )
      return true;
    if (negated || test.kind !== 'text' || test.compare !== 'equals' || !ONE_VALUE.has(test.field)) continue;
    if ((values.get(test.field) ?? test.value) !== test.value) return true;
    values.set(test.field, test.value);
  }
  return NUMBERS.some((field) => {
    const [from, to] = interval(
      filter,
      field,
      field === 'attempt' ? attemptsOf(attempts) : [0, Number.POSITIVE_INFINITY],
    );
    return from > to;
  });
}

/** Rules are asked about held messages only. */
function fitsHeld(filter: Filter): boolean {
  const ofState = filter.filter(({ test }) => test.kind === 'text' && test.field === 'state');
  return compileFilter(ofState)(stateAlone('held')) === 'yes';
}

const attemptsOf = (attempts: number): Interval => [1, attempts === 0 ? Number.POSITIVE_INFINITY : attempts];

/** The whole numbers that all conditions on `field` leave of `within`. */
function interval(filter: Filter, field: NumberField, within: Interval): Interval {
  return filter.reduce<Interval>(([from, to], { negated, test }) => {
    if (test.kind !== 'number' || test.field !== field) return [from, to];
    if (negated && test.compare === '=') return [from, to];
    const [atLeast, atMost] = BOUNDS[negated ? NEGATED[test.compare] : test.compare](test.value);
    return [Math.max(from, atLeast), Math.min(to, atMost)];
  }, within);
}

const NO_BOUND = Number.POSITIVE_INFINITY;
const BOUNDS: Record<NumberComparison, (value: number) => Interval> = {
  '<': (value) => [-NO_BOUND, Math.ceil(value) - 1],
  '<=': (value) => [-NO_BOUND, Math.floor(value)],
  '=': (value) => [Math.ceil(value), Math.floor(value)],
  '>=': (value) => [Math.ceil(value), NO_BOUND],
  '>': (value) => [Math.floor(value) + 1, NO_BOUND],
};
const NEGATED: Record<NumberComparison, NumberComparison> = {
  '<': '>=',
  '<=': '>',
  '=': '=',
  '>=': '<',
  '>': '<=',
};

const textOf = (term: FilterTerm): string => JSON.stringify([term.negated, term.test]);
