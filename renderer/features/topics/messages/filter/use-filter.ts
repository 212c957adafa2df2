import { type FilterTyping, useFilterTyping } from '../../../../components/filter/use-filter-typing.ts';
import { usePaneWork, useTopicsWork } from '../../state/topic-work.ts';
import type { Browse } from '../rows/use-browse.ts';

/** The filter of one pane, which keeps what is typed. */
export function useFilter(paneId: string, browse: Browse): FilterTyping {
  return useFilterTyping({
    text: usePaneWork(paneId).filterText,
    onTyped: (filterText) => useTopicsWork.getState().paneChanged(paneId, { filterText }),
    apply: browse.filter,
    applied: browse.view?.filter,
  });
}
