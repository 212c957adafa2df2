/** Fields whose value is a text; `prop` stands for the properties, by name. */
export const TEXT_FIELDS = ['tag', 'key', 'id', 'topic', 'broker', 'state', 'body'] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Fields whose value is a number; `size` is the body's, in bytes. */
export const NUMBER_FIELDS = ['size', 'attempt', 'queue', 'offset'] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export type TextComparison = 'equals' | 'contains' | 'matches';
export type NumberComparison = '<' | '<=' | '=' | '>=' | '>';

/** One condition. `any`: some field, property or the body contains the text, in either case. */
export type FilterTest =
  | { kind: 'any'; value: string }
  | { kind: 'text'; field: TextField; compare: TextComparison; value: string }
  | { kind: 'property'; name: string; compare: TextComparison; value: string }
  | { kind: 'number'; field: NumberField; compare: NumberComparison; value: number };

export interface FilterTerm {
  /** Written with a leading `-`. */
  negated: boolean;
  test: FilterTest;
}

/** A message passes when all terms hold; an empty filter lets all pass. Plain data: it crosses to a worker as it is. */
export type Filter = readonly FilterTerm[];

/**
 * Why a part of a filter cannot be read. `operator`: the field does not know it. `quote`: the quotes are not closed.
 * `regex`: no pattern JavaScript knows.
 */
export const FILTER_FAULTS = ['field', 'operator', 'empty', 'number', 'state', 'regex', 'quote'] as const;
export type FilterFault = (typeof FILTER_FAULTS)[number];

/** The invalid part of the text: UTF-16 units [from, to). */
export interface FilterError {
  from: number;
  to: number;
  reason: FilterFault;
}

export type ParsedFilter = { filter: Filter; error?: undefined } | { filter?: undefined; error: FilterError };
