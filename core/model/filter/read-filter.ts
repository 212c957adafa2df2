import { inputError } from '../error.ts';
import type { Filter } from './filter.ts';
import { parseFilter } from './parse-filter.ts';

/** The filter that `text` is; empty for blanks. Throws INPUT filter with the part that is wrong. */
export function readFilter(text: string, field = 'filter'): Filter {
  const { filter, error } = parseFilter(text);
  if (error === undefined) return filter;
  const { from, to, reason } = error;
  throw inputError(field, 'filter', { reason, from, to, value: text.slice(from, to) });
}
