import { ROW_STATES, type RowState } from '../../model/consume.ts';
import { compileFilter } from '../../model/filter/compile-filter.ts';
import type { Filter, FilterTerm } from '../../model/filter/filter.ts';
import { stateAlone } from '../../model/filter/state-alone.ts';

/** A filter in two: what it asks of a row's state, which changes, and of its message, which never does. */
export function splitStates(filter: Filter): { states: ReadonlySet<RowState>; ofMessage: Filter } {
  const check = compileFilter(filter.filter(isOfState));
  return {
    states: new Set(ROW_STATES.filter((state) => check(stateAlone(state)) === 'yes')),
    ofMessage: filter.filter((term) => !isOfState(term)),
  };
}

function isOfState({ test }: FilterTerm): boolean {
  return test.kind === 'text' && test.field === 'state';
}
