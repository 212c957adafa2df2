import { ROW_STATES } from '../consume.ts';
import {
  type FilterFault,
  type FilterTest,
  NUMBER_FIELDS,
  type NumberComparison,
  type NumberField,
  type ParsedFilter,
  TEXT_FIELDS,
  type TextComparison,
  type TextField,
} from './filter.ts';
import { splitTerms, type TermText } from './split-terms.ts';

const PROPERTY = 'prop.';
/** What `:` means; `=` is always equality, `~` always a pattern. */
const COLON: Record<TextField, TextComparison> = {
  tag: 'equals',
  key: 'equals',
  id: 'equals',
  topic: 'equals',
  broker: 'equals',
  state: 'equals',
  body: 'contains',
};
const NUMBER_OPERATORS: Record<string, NumberComparison> = {
  ':': '=',
  '=': '=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const UNITS: Record<string, number> = { '': 1, b: 1, k: 1_024, m: 1_024 * 1_024 };
const NUMBER = /^(\d+(?:\.\d+)?)(b|k|m)?b?$/i;

/**
 * `tag:a key:b prop.x=1 body~"re" body:"text" size>1k attempt>1 state:held queue:2`, plain words, blanks = and, a leading
 * `-` = not, quotes around what has blanks. The first invalid part is the error; a person has one at a time.
 */
export function parseFilter(text: string): ParsedFilter {
  const filter = [];
  for (const term of splitTerms(text)) {
    const test = term.openQuote ? 'quote' : readTest(term);
    if (typeof test === 'string') return { error: { from: term.from, to: term.to, reason: test } };
    filter.push({ negated: term.negated, test });
  }
  return { filter };
}

function readTest({ field, operator = '', value }: TermText): FilterTest | FilterFault {
  if (field === undefined) return value === '' ? 'empty' : { kind: 'any', value };
  const name = field.toLowerCase();
  if (field.startsWith(PROPERTY) && field.length > PROPERTY.length) {
    const compare = textComparison(operator, 'equals');
    const fault = textFault(compare, value);
    return (
      fault ?? { kind: 'property', name: field.slice(PROPERTY.length), compare: compare ?? 'equals', value }
    );
  }
  if (isOneOf(name, NUMBER_FIELDS)) return readNumberTest(name, operator, value);
  if (!isOneOf(name, TEXT_FIELDS)) return 'field';
  const compare = textComparison(operator, COLON[name]);
  const fault = textFault(compare, value) ?? stateFault(name, compare, value);
  return fault ?? { kind: 'text', field: name, compare: compare ?? 'equals', value };
}

function readNumberTest(field: NumberField, operator: string, value: string): FilterTest | FilterFault {
  const compare = NUMBER_OPERATORS[operator];
  if (compare === undefined) return 'operator';
  if (value === '') return 'empty';
  const match = NUMBER.exec(value);
  const unit = match?.[2]?.toLowerCase() ?? '';
  if (match === null || (unit !== '' && field !== 'size')) return 'number';
  return { kind: 'number', field, compare, value: Number(match[1]) * (UNITS[unit] ?? 1) };
}

function textComparison(operator: string, colon: TextComparison): TextComparison | undefined {
  if (operator === ':') return colon;
  if (operator === '=') return 'equals';
  return operator === '~' ? 'matches' : undefined;
}

function textFault(compare: TextComparison | undefined, value: string): FilterFault | undefined {
  if (compare === undefined) return 'operator';
  if (value === '') return 'empty';
  return compare === 'matches' && !isPattern(value) ? 'regex' : undefined;
}

/** A state nobody has would hide everything without a word. */
function stateFault(
  field: TextField,
  compare: TextComparison | undefined,
  value: string,
): FilterFault | undefined {
  if (field !== 'state' || compare === 'matches') return undefined;
  return ROW_STATES.some((state) => state.toLowerCase() === value.toLowerCase()) ? undefined : 'state';
}

function isPattern(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}

function isOneOf<T extends string>(name: string, known: readonly T[]): name is T {
  return (known as readonly string[]).includes(name);
}
