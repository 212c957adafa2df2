import type { Filter, FilterTerm, FilterTest, NumberComparison, NumberField, TextField } from './filter.ts';

/** What a filter asks of one message. Rows of consumers, of browses and rules each give their own. */
export interface FilterSubject {
  /** undefined: the message has no such field. Several values for `key` (each key) and `id` (unique key, offset id). */
  text(field: Exclude<TextField, 'body'>): string | readonly string[] | undefined;
  number(field: NumberField): number | undefined;
  /** undefined: it is not set. */
  property(name: string): string | undefined;
  /** undefined: the body was not kept. */
  body(): string | undefined;
  /** Every field and property as one text, for a plain word. */
  fields(): string;
}

/** `unknown`: it takes a body that was not kept. */
export type Verdict = 'yes' | 'no' | 'unknown';

type Check = (subject: FilterSubject) => Verdict;
type TextCheck = (value: string) => boolean;

const NUMBERS: Record<NumberComparison, (a: number, b: number) => boolean> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

/** Fields that are the same in either case: ids are pasted in both, states are ours. */
const ANY_CASE: ReadonlySet<string> = new Set(['id', 'state']);

/** One function for many messages. Cheap conditions are asked first; a body is read only when they all hold. */
export function compileFilter(filter: Filter): Check {
  const checks = [...filter].sort((a, b) => costOf(a.test) - costOf(b.test)).map(compileTerm);
  return (subject) => {
    let verdict: Verdict = 'yes';
    for (const check of checks) {
      const one = check(subject);
      if (one === 'no') return 'no';
      if (one === 'unknown') verdict = 'unknown';
    }
    return verdict;
  };
}

function compileTerm({ negated, test }: FilterTerm): Check {
  const check = compileTest(test);
  if (!negated) return check;
  return (subject) => {
    const verdict = check(subject);
    return verdict === 'unknown' ? 'unknown' : yesOrNo(verdict === 'no');
  };
}

function compileTest(test: FilterTest): Check {
  switch (test.kind) {
    case 'any': {
      const contains = containsText(test.value);
      return (subject) => (contains(subject.fields()) ? 'yes' : bodyVerdict(subject, contains));
    }
    case 'number': {
      const compare = NUMBERS[test.compare];
      return (subject) => {
        const value = subject.number(test.field);
        return yesOrNo(value !== undefined && compare(value, test.value));
      };
    }
    case 'property': {
      const holds = textCheck(test);
      return (subject) => {
        const value = subject.property(test.name);
        return yesOrNo(value !== undefined && holds(value));
      };
    }
    case 'text':
      return compileText(test);
  }
}

function compileText(test: Extract<FilterTest, { kind: 'text' }>): Check {
  const { field } = test;
  const holds = textCheck(test, ANY_CASE.has(field));
  if (field === 'body') return (subject) => bodyVerdict(subject, holds);
  return (subject) => {
    const value = subject.text(field);
    if (value === undefined) return 'no';
    return yesOrNo(typeof value === 'string' ? holds(value) : value.some(holds));
  };
}

function bodyVerdict(subject: FilterSubject, holds: TextCheck): Verdict {
  const body = subject.body();
  return body === undefined ? 'unknown' : yesOrNo(holds(body));
}

function textCheck(
  { compare, value }: Pick<Extract<FilterTest, { kind: 'text' }>, 'compare' | 'value'>,
  anyCase = false,
): TextCheck {
  if (compare === 'contains') return containsText(value);
  if (compare === 'matches') {
    const pattern = new RegExp(value);
    return (text) => pattern.test(text);
  }
  if (!anyCase) return (text) => text === value;
  const wanted = value.toLowerCase();
  return (text) => text.toLowerCase() === wanted;
}

/** In either case; a pattern that ignores case is faster than two texts in lower case. */
function containsText(value: string): TextCheck {
  const pattern = new RegExp(value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  return (text) => pattern.test(text);
}

function costOf(test: FilterTest): number {
  if (test.kind === 'number') return 0;
  if (test.kind === 'property') return 2;
  if (test.kind === 'any' || test.field === 'body') return 3;
  return 1;
}

function yesOrNo(holds: boolean): Verdict {
  return holds ? 'yes' : 'no';
}
