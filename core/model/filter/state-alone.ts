import type { RowState } from '../consume.ts';
import type { FilterSubject } from './compile-filter.ts';

/** What a filter that asks for states only needs to see. */
export function stateAlone(state: RowState): FilterSubject {
  return {
    text: () => state,
    number: () => undefined,
    property: () => undefined,
    body: () => undefined,
    fields: () => '',
  };
}
